import Host
import JSONRPC
import Loop
import Platform
import Wire

/// What a program offers under one name.
struct OfferedTool: Sendable {
  /// The tool's name.
  var name: String
  /// Its canonical input schema.
  var schema: JSON
}

/// Running programs, as the flow of calls uses them.
final class Programs {
  /// When a person may try to pay again whose shop's program is gone, in milliseconds.
  static let goneRetryMilliseconds: Int64 = 10_000
  private let loop: EventLoop
  private let bundles: Worker<BundleStore>
  private let log: Log
  private let spawner: Spawner
  private var running: [ReleaseKey: RPCConnection] = [:]
  private var watchers: [Int32: ExitWatcher] = [:]
  private(set) var layers: [String] = []
  private var slot = 0

  init(_ loop: EventLoop, bundles: Worker<BundleStore>, log: Log) throws {
    self.loop = loop
    self.bundles = bundles
    self.log = log
    spawner = try Spawner(launcherPath: ProcessEnvironment.directory + "/sandbox-launcher")
  }

  var runningCount: Int { running.count }
  var goneApps: Set<AppID> { [] }

  func stopAll(_ done: @escaping () -> Void) {
    for connection in running.values { connection.close() }
    done()
  }

  typealias Answer = (
    _ requests: [(name: String, request: DataRequest)],
    _ reply: @escaping (Result<[(name: String, answer: DataAnswer)], Refusal>) -> Void
  ) -> Void

  func call(
    _ ticket: CallTicket, answer: @escaping Answer,
    done: @escaping (Result<CallResult, Refusal>) -> Void
  ) {
    let key = ticket.release.key
    if let connection = running[key] { return send(ticket, connection, [:], nil, answer, done) }
    let bound = LoopBound((self, done, answer))
    let digest = ticket.release.digest
    bundles.submit { store in
      let bundle = try store.open(digest: digest)
      return {
        let (programs, done, answer) = bound.value
        programs.spawn(bundle, ticket.release.manifest) { result in
          do throws(Refusal) {
            let connection = try result.get()
            programs.running[key] = connection
            programs.send(ticket, connection, [:], nil, answer, done)
          } catch { done(.failure(error)) }
        }
      }
    } failed: {
      bound.value.1(.failure($0))
    }
  }

  private func meta(_ more: JSONObject = [:]) -> JSON {
    .object(
      MCP.requestMeta(
        client: MCP.Implementation(name: "madangd", version: "0.1.0"),
        capabilities: ["extensions": .object(HostExtension.extensions)]
      ).merging(more))
  }

  private func send(
    _ ticket: CallTicket, _ connection: RPCConnection, _ responses: JSONObject, _ state: JSON?,
    _ answer: @escaping Answer, _ done: @escaping (Result<CallResult, Refusal>) -> Void
  ) {
    var params: JSONObject = [
      "name": .string(ticket.feature.name), "arguments": ticket.arguments,
      "_meta": meta([CallContext.metaKey: JSON(encoding: ticket.context)]),
    ]
    if !responses.isEmpty { params["inputResponses"] = .object(responses) }
    params["requestState"] = state
    connection.call(
      MCP.Method.callTool, params,
      deadlineMilliseconds: ticket.release.manifest.limits.callMilliseconds
    ) { [self] result in
      switch result {
      case .failure(.refused(let error)):
        done(
          .failure(
            Refusal(SessionError.arguments, ["pointer": "", "reason": .string(error.message)])))
      case .failure(.deadline): done(.failure(Refusal(ProgramError.deadline)))
      case .failure: done(.failure(Refusal(ProgramError.crashed)))
      case .success(let result):
        if result["resultType"]?.string == MCP.ResultType.inputRequired {
          var requests: [(name: String, request: DataRequest)] = []
          for member in result["inputRequests"]?.object?.members ?? [] {
            do { requests.append((member.key, try DataRequest(wire: member.value))) } catch {
              return done(.failure(Refusal(ProgramError.garbage)))
            }
          }
          return answer(requests) { [self] answers in
            do throws(Refusal) {
              var responses = JSONObject()
              for (name, answer) in try answers.get() { responses[name] = answer.wire }
              send(ticket, connection, responses, result["requestState"], answer, done)
            } catch { done(.failure(error)) }
          }
        }
        if result["isError"]?.bool == true {
          return done(
            .failure(
              Refusal(
                ProgramError.failed,
                ["reason": .string(result["content"]?.array?.first?["text"]?.string ?? "")])))
        }
        do {
          done(.success(try (result["_meta"]?[CallResult.metaKey] ?? [:]).decode(CallResult.self)))
        } catch { done(.failure(Refusal(ProgramError.garbage))) }
      }
    }
  }

  func inspect(
    _ bundle: Bundle, _ manifest: Manifest,
    done: @escaping (Result<[OfferedTool], Refusal>) -> Void
  ) {
    spawn(bundle, manifest) { [self] result in
      do throws(Refusal) {
        let connection = try result.get()
        connection.call(MCP.Method.listTools, ["_meta": meta()], deadlineMilliseconds: 2000) {
          result in
          connection.close()
          guard case .success(let list) = result else {
            return done(.failure(Refusal(ProgramError.crashed)))
          }
          done(
            .success(
              (list["tools"]?.array ?? []).map {
                OfferedTool(
                  name: $0["name"]?.string ?? "", schema: ($0["inputSchema"] ?? [:]).canonical)
              }))
        }
      } catch { done(.failure(error)) }
    }
  }

  private func spawn(
    _ bundle: Bundle, _ manifest: Manifest,
    done: @escaping (Result<RPCConnection, Refusal>) -> Void
  ) {
    var policy = SandboxPolicy(bundleDirectory: bundle.directory, entry: manifest.program)
    slot += 1
    policy.user = SandboxPolicy.programUser(slot: slot)
    let bound = LoopBound((self, done))
    let loop = loop
    spawner.spawn(policy) { result in
      loop.execute {
        let (programs, done) = bound.value
        do {
          let child = try result.get()
          programs.layers = child.layers.names
          guard let input = child.takeStandardInput(), let output = child.takeStandardOutput()
          else { return }
          let pid = child.process.pid
          programs.watchers[pid] = try ExitWatcher(loop, child.process) { exit in
            programs.log.info("program.exit", ["exit": .string("\(exit)")])
            programs.watchers[pid] = nil
          }
          let connection = RPCConnection(
            loop, StreamChannel(loop, input: output, output: input), strictness: .endsAtGarbage)
          connection.onEnd = { _ in
            programs.running = programs.running.filter { $0.value !== connection }
            child.process.kill()
          }
          try connection.start()
          done(.success(connection))
        } catch {
          done(
            .failure(
              Refusal(ProgramError.sandboxUnavailable, ["reason": .string("\(error)")])))
        }
      }
    }
  }
}
