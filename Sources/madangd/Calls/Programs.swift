import Host
import JSONRPC
import JSONSchema
import Loop
import Platform
import Wire

/// Running programs as the flow of calls sees them: tickets in, results and refusals out.
///
/// Confined to the loop's thread.
final class Programs {
  /// When a person may try to pay again whose shop's program is gone, in milliseconds.
  static let goneRetryMilliseconds: Int64 = 10_000
  /// How long a program is in quarantine before its bills cannot be paid any more, in
  /// milliseconds (protocol.md, Paid while the program is gone).
  static let goneMilliseconds: Int64 = 30_000
  /// Characters of a program's own words that people are told.
  static let wordsLimit = 200

  /// Releases kept ready; all are dropped when there are more.
  static let knownLimit = 500

  private let supervisor: Supervisor
  private let spawner: Spawner
  private let source: SandboxedChildSource
  private let log: Log
  /// What is left of each app's calls a second, for people's calls; events are never turned away.
  private var buckets: [AppID: TokenBucket] = [:]
  private var known: [AppRelease.Key: KnownRelease] = [:]

  /// A release made ready for calls.
  private struct KnownRelease {
    let release: AppRelease
    /// The schema of each feature's arguments.
    let schemas: [String: JSONSchema]
  }

  /// Programs from a bundle store; bundles are read and hashed on the worker.
  init(
    _ loop: EventLoop, store: BundleStore, worker: Worker<BundleStore>, log: Log
  ) throws(SandboxFailure) {
    let spawner = try Spawner(launcherPath: ProcessEnvironment.directory + "/sandbox-launcher")
    self.spawner = spawner
    self.log = log
    let source = SandboxedChildSource(loop, spawner: spawner, store: store) { digest, completion in
      worker.submit { store in
        do throws(BundleFailure) {
          let bundle = try store.open(digest: digest)
          return { completion(.success(bundle)) }
        } catch {
          return { completion(.failure(error)) }
        }
      } failed: { _ in
        completion(.failure(.system(call: "queue", path: digest, code: 0)))
      }
    }
    self.source = source
    let identity = MCP.Implementation(name: "madangd", version: DaemonSetting.version)
    supervisor = Supervisor(loop, source: source, client: identity) { key, event, detail in
      log.info(
        event,
        [
          "app": key.map { .string($0.app.text) } ?? .null,
          "version": key.map { .integer($0.version) } ?? .null, "detail": .string(detail),
        ])
    }
  }

  /// Processes that run now.
  var runningCount: Int { supervisor.processCount }

  /// The layers that contained the program started last; none before the first start.
  var layers: [String] { supervisor.lastLayers?.names ?? [] }

  /// Apps whose orders nobody could take in.
  var goneApps: Set<AppID> { supervisor.quarantined(forMilliseconds: Programs.goneMilliseconds) }

  /// Stops every program.
  func stopAll(_ done: @escaping () -> Void) {
    supervisor.stop { [spawner] in
      spawner.stop()
      done()
    }
  }

  /// Answers what a program reads while it works, all of a round at once.
  typealias Answer = (
    _ requests: [(name: String, request: DataRequest)],
    _ reply: @escaping (Result<[(name: String, answer: DataAnswer)], Refusal>) -> Void
  ) -> Void

  /// Makes one call; the answer is the program's result, not yet checked beyond its shape.
  func call(
    _ ticket: CallTicket, answer: @escaping Answer,
    done: @escaping (Result<CallResult, Refusal>) -> Void
  ) {
    if let busy = takeToken(ticket) { return done(.failure(busy)) }
    let known = self.known(ticket.release)
    // Before the program sees them: a plain MCP server need not check anything itself.
    if let violation = known.schemas[ticket.feature.name]?.violation(in: ticket.arguments) {
      return done(.failure(Refusal(violation)))
    }
    var refused: Refusal?
    supervisor.call(
      known.release, tool: ticket.feature.name, arguments: ticket.arguments,
      context: JSON(encoding: ticket.context),
      deadlineMilliseconds: ticket.release.manifest.limits.callMilliseconds,
      ask: { requests, reply in
        do throws(Refusal) {
          answer(try Programs.read(requests)) { result in
            switch result {
            case .success(let answers):
              reply(JSONObject(answers.map { ($0.name, $0.answer.wire) }))
            case .failure(let refusal):
              refused = refusal
              reply(nil)
            }
          }
        } catch {
          refused = error
          reply(nil)
        }
      },
      completion: { result in
        done(Programs.result(result.mapError { refused ?? Programs.refusal($0) }))
      })
  }

  /// A release as the host knows it, made once: sorting the schemas of all its tools for each call
  /// cost more than the rest of the call.
  private func known(_ release: Release) -> KnownRelease {
    let key = AppRelease.Key(app: release.key.app, version: release.key.version)
    if let known = known[key] { return known }
    var schemas: [String: JSONSchema] = [:]
    for tool in release.tools.object?.members ?? [] {
      // Publishing compiled it; a release from before that is checked by its program alone.
      do throws(SchemaFault) {
        schemas[tool.key] = try JSONSchema(tool.value)
      } catch {
        log.info(
          "program.schema", ["app": .string(key.app.text), "feature": .string(tool.key)])
      }
    }
    let made = KnownRelease(
      release: AppRelease(
        key: key, digest: release.digest, entry: release.manifest.program,
        limits: Programs.limits(release.manifest.limits),
        tools: FrozenTools(stored: release.tools)), schemas: schemas)
    if known.count >= Programs.knownLimit { known.removeAll() }
    known[key] = made
    return made
  }

  /// Counts a call against its app's calls a second; says when to come back where none is left.
  private func takeToken(_ ticket: CallTicket) -> Refusal? {
    guard ticket.owed == nil else { return nil }
    let perSecond = Double(ticket.release.manifest.limits.requestsPerSecond)
    let now = MonotonicNanoseconds.now
    let app = ticket.release.key.app
    var bucket =
      buckets[app]
      ?? TokenBucket(capacity: perSecond, perSecond: perSecond, nowNanoseconds: now)
    defer { buckets[app] = bucket }
    guard !bucket.take(nowNanoseconds: now) else { return nil }
    return Refusal(SessionError.busy, retryAfterMilliseconds: bucket.retryMilliseconds)
  }

  /// Starts a bundle once and asks what it offers.
  func inspect(
    _ bundle: Bundle, _ manifest: Manifest,
    done: @escaping (Result<FrozenTools, Refusal>) -> Void
  ) {
    source.remember(bundle)
    supervisor.inspect(
      bundle, entry: manifest.program, limits: Programs.limits(manifest.limits)
    ) { result in
      done(result.map { FrozenTools($0) }.mapError(Programs.refusal))
    }
  }
}

/// From the domain's words to the host's and back.
extension Programs {
  private static func limits(_ declared: Manifest.Limits) -> SandboxLimits {
    var limits = SandboxLimits()
    let memory = UInt32(clamping: declared.memoryMB)
    limits.memoryMB = min(
      max(memory, SandboxLimits.smallestMemoryMB), SandboxLimits.largestMemoryMB)
    return limits
  }

  private static func read(
    _ requests: [NamedInputRequest]
  ) throws(Refusal) -> [(name: String, request: DataRequest)] {
    var read: [(name: String, request: DataRequest)] = []
    for named in requests {
      do {
        read.append((named.name, try DataRequest(wire: JSON(encoding: named.request))))
      } catch {
        throw Refusal(
          ProgramError.resultInvalid,
          [
            "pointer": .string("/inputRequests/\(named.name.prefix(64))"),
            "reason": .string(error.pointerAndReason.reason),
          ])
      }
    }
    return read
  }

  private static func result(
    _ result: Result<MCP.CallResult, Refusal>
  ) -> Result<CallResult, Refusal> {
    result.flatMap { answer in
      if answer.isError == true {
        let words = answer.content.first?["text"]?.string ?? ""
        return .failure(Refusal(ProgramError.failed, ["reason": .string(told(words))]))
      }
      do throws(DecodingError) {
        return .success(try (answer.hostResult ?? [:]).decode(CallResult.self))
      } catch {
        let (pointer, reason) = error.pointerAndReason
        return .failure(
          Refusal(
            ProgramError.resultInvalid,
            ["pointer": .string(pointer), "reason": .string(reason)]))
      }
    }
  }

  /// A program's own words, cleaned and cut, before a person reads them.
  private static func told(_ words: String) -> String {
    String(words.cleaned.prefix(wordsLimit))
  }

  private static func refusal(_ failure: ProgramFailure) -> Refusal {
    switch failure {
    case .unavailable(let milliseconds):
      Refusal(ProgramError.unavailable, retryAfterMilliseconds: milliseconds)
    case .busy: Refusal(SessionError.busy)
    case .deadline: Refusal(ProgramError.deadline)
    case .crashed, .cancelled: Refusal(ProgramError.crashed)
    case .garbage: Refusal(ProgramError.garbage)
    case .refused(let error) where error.code == RPCError.invalidParamsCode:
      Refusal(
        SessionError.arguments, ["pointer": "", "reason": .string(told(error.message))])
    case .refused(let error):
      Refusal(ProgramError.failed, ["reason": .string(told(error.message))])
    case .resultInvalid(let reason):
      Refusal(ProgramError.resultInvalid, ["pointer": "", "reason": .string(told(reason))])
    case .disabled: Refusal(ProgramError.disabled)
    case .toolsDiffer(let difference): Refusal(difference)
    case .versionUnsupported:
      Refusal(RegistryError.programMismatch, ["reason": "it speaks no known revision of MCP"])
    case .sandbox(let failure):
      Refusal(ProgramError.sandboxUnavailable, ["reason": .string("\(failure)")])
    case .bundle(let failure):
      Refusal(RegistryError.programMissing, ["reason": .string("\(failure)")])
    }
  }
}

extension Refusal {
  /// Arguments that a feature does not take.
  init(_ violation: JSONSchema.Violation) {
    self.init(
      SessionError.arguments,
      ["pointer": .string(violation.pointer), "reason": .string(violation.reason)])
  }

  /// A program that offers something else than its release.
  init(_ difference: FrozenTools.Difference) {
    switch difference {
    case .undeclared(let name):
      self.init(ProgramError.featureUndeclared, ["feature": .string(name)])
    case .missing(let name):
      self.init(
        RegistryError.programMismatch,
        ["reason": .string("the program does not offer \(name)")])
    case .changed(let name):
      self.init(
        RegistryError.programMismatch,
        ["reason": .string("\(name) takes other arguments than when it was published")])
    }
  }
}
