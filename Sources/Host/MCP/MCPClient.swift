package import JSONRPC
import JSONSchema
package import Loop
package import Wire

/// The client's side of MCP 2026-07-28 over one program's pipes (Host.docc/mcp-2026-07-28.md), and
/// of 2025-11-25 towards a server that knows no newer one.
///
/// Confined to the loop's thread, where every completion runs, once.
package final class MCPClient {
  /// How long a program may take to say what it is, in milliseconds (protocol.md).
  package static let discoverMilliseconds: Int64 = 2000
  /// How long a program may take for one page of its tools, in milliseconds.
  package static let listMilliseconds: Int64 = 2000
  /// How long a server may tell of its tools, in milliseconds: a year, longer than a process lives.
  static let listenMilliseconds: Int64 = 365 * 24 * 3_600_000
  /// The most pages of tools that are read.
  package static let pageLimit = 16
  /// The most tools of one program.
  package static let toolLimit = Manifest.featureLimit

  /// Takes the outcome of one request.
  package typealias Completion<Value> = (Result<Value, MCPFailure>) -> Void

  /// What a finished round of a tool call says.
  package enum Round: Equatable, Sendable {
    /// The call is over.
    case complete(MCP.CallResult)
    /// The program needs answers first.
    case inputRequired(MCP.InputRequired)
  }

  private enum Era {
    case unknown, stateless, legacy
  }

  let connection: RPCConnection
  private let client: MCP.Implementation
  private var era = Era.unknown
  private var subscription = ToolSubscription.none
  /// Who hears of the progress of which call.
  private var progress: [Int64: (MCP.Progress) -> Void] = [:]
  private var lastToken: Int64 = 0
  /// The protocol's part of every request's `_meta`, written once.
  private var writtenMeta: [UInt8]?
  /// The merchant's settings, which are the same in every call of a release.
  private var settings = JSONMemo(path: HostExtension.configPath)
  /// Whether the program takes answers before it asks.
  private(set) var takesReadsAhead = false
  /// What structured results must fit, by tool.
  private var outputSchemas: [String: JSONSchema] = [:]
  /// Hears that the server has other tools now.
  package var onToolsChanged: () -> Void = {}
  /// Takes a form that a server of the older era asks its person by itself: to be answered through
  /// `answer`. Where nobody listens it is cancelled.
  package var onQuestion: (RequestID, MCP.InputRequest) -> Void
  /// Hears that a server no longer waits for the answer to such a form.
  package var onQuestionWithdrawn: (RequestID) -> Void = { _ in }

  /// A client that names itself so, over a started connection that ends at garbage.
  package init(_ connection: RPCConnection, client: MCP.Implementation) {
    self.connection = connection
    self.client = client
    connection.memo = JSONMemo(path: HostExtension.pagePath)
    onQuestion = { id, _ in connection.answer(id, .success(MCPClient.nobody)) }
    connection.onNotification = { [weak self] in self?.took(notification: $0, $1) }
  }

  private func took(notification method: String, _ params: JSONObject) {
    switch method {
    case MCP.Method.progress:
      guard let token = params[MCP.MetaKey.progressToken]?.integer,
        let progress = MCP.Progress(params: params)
      else { return }
      self.progress[token]?(progress)
    case MCP.Method.toolsChanged:
      if era == .legacy || subscription.carries(params) { onToolsChanged() }
    case MCP.Method.listening: subscription.acknowledge(params)
    case MCP.Method.cancelled:
      guard let id = params["requestId"].flatMap({ RequestID($0) }) else { return }
      subscription.ended(id)
      if era == .legacy, connection.withdraw(id) { onQuestionWithdrawn(id) }
    // Words for a log (notifications/message) and everything unknown; RPCConnection counts them.
    default: break
    }
  }

  /// What we can do for a program: answer its reads and ask its person a form.
  package static var capabilities: JSONObject {
    JSONObject([
      ("elicitation", ["form": [:]]), ("extensions", .object(HostExtension.extensions)),
    ])
  }

  /// Learns what a program is; the first thing to ask (basic/transports/stdio).
  ///
  /// A program of the older era answers with some other error, or not at all: then `initialize`
  /// is tried with a deadline of its own.
  package func discover(
    deadlineMilliseconds: Int64 = MCPClient.discoverMilliseconds,
    _ completion: @escaping Completion<MCP.DiscoverResult>
  ) {
    let params = JSONObject([("_meta", .object(meta([:])))])
    connection.call(
      MCP.Method.discover, params, deadlineMilliseconds: deadlineMilliseconds
    ) { [self] outcome in
      switch outcome {
      case .success(let json):
        completion(Self.read(MCP.DiscoverResult.self, json).flatMap { choose($0) })
      case .failure(.refused(let error))
      where error.code == MCP.ErrorCode.unsupportedProtocolVersion:
        let versions = error.data?["supported"]?.array?.compactMap(\.string) ?? []
        completion(.failure(.versionUnsupported(versions)))
      case .failure(.refused), .failure(.deadline):
        initialize(deadlineMilliseconds, completion)
      case .failure(let failure): completion(.failure(MCPFailure(failure)))
      }
    }
  }

  /// All tools of a program, page by page.
  package func listTools(_ completion: @escaping Completion<[MCP.Tool]>) {
    listTools(after: nil, found: [], page: 1, completion)
  }

  /// Sends one round of a tool call; the id names it to `cancel`, nil where it was not sent.
  @discardableResult
  package func call(
    _ params: MCP.CallParams, deadlineMilliseconds: Int64,
    progress: @escaping (MCP.Progress) -> Void = { _ in },
    _ completion: @escaping Completion<Round>
  ) -> RequestID? {
    lastToken += 1
    let token = lastToken
    self.progress[token] = progress
    let schema = outputSchemas[params.name]
    return connection.call(
      MCP.Method.callTool, writtenParams: written(params, token: token),
      deadlineMilliseconds: deadlineMilliseconds
    ) { [weak self] outcome in
      self?.progress[token] = nil
      completion(
        outcome.mapError(MCPFailure.init).flatMap(Self.round).flatMap {
          Self.checked($0, schema)
        })
    }
  }

  /// Gives up a round.
  package func cancel(_ id: RequestID, reason: String) {
    connection.cancel(id, reason: reason)
  }

  /// A finished round whose structured content is what the tool promised (server/tools, "Output
  /// Schema"); a failure of the tool itself promises nothing.
  private static func checked(
    _ round: Round, _ schema: JSONSchema?
  ) -> Result<Round, MCPFailure> {
    guard let schema, case .complete(let result) = round, result.isError != true else {
      return .success(round)
    }
    guard let content = result.structuredContent else {
      return .failure(.resultSchema(pointer: "/structuredContent", reason: "is missing"))
    }
    guard let violation = schema.violation(in: content) else { return .success(round) }
    return .failure(
      .resultSchema(
        pointer: "/structuredContent" + violation.pointer, reason: violation.reason))
  }

  /// What the result of `tools/call` says, by its type.
  static func round(_ json: JSON) -> Result<Round, MCPFailure> {
    // Absent means complete: a server of the older era (basic/index, "ResultType").
    let type = json["resultType"].map { $0.string ?? "" } ?? MCP.ResultType.complete
    switch type {
    case MCP.ResultType.complete:
      return read(MCP.CallResult.self, json).map(Round.complete)
    case MCP.ResultType.inputRequired:
      return read(MCP.InputRequired.self, json).map(Round.inputRequired)
    default: return .failure(.invalid(reason: "resultType \(type.prefix(64)) is unknown"))
    }
  }
}

extension MCPClient {
  /// The `_meta` of a request, ours on top of the protocol's.
  private func meta(_ more: JSONObject) -> JSONObject {
    guard era != .legacy else { return more }
    return MCP.requestMeta(client: client, capabilities: Self.capabilities).merging(more)
  }

  /// The parameters of a tool call as bytes: what is the same in every call is written once.
  private func written(_ params: MCP.CallParams, token: Int64) -> [UInt8] {
    if writtenMeta == nil { writtenMeta = Self.written(members: meta([:])) }
    return params.written(
      meta: writtenMeta ?? [], settings: &settings, progressToken: token)
  }

  /// The members of an object as they stand between its braces.
  private static func written(members: JSONObject) -> [UInt8] {
    Array(JSON.object(members).bytes.dropFirst().dropLast())
  }

  private static func read<Value: Decodable>(
    _ type: Value.Type, _ json: JSON
  ) -> Result<Value, MCPFailure> {
    do {
      return .success(try json.decode(type))
    } catch {
      let (pointer, reason) = error.pointerAndReason
      return .failure(.invalid(reason: "\(pointer) \(reason)"))
    }
  }

  private func choose(
    _ result: MCP.DiscoverResult
  ) -> Result<MCP.DiscoverResult, MCPFailure> {
    guard result.supportedVersions.contains(MCP.protocolVersion) else {
      return .failure(.versionUnsupported(result.supportedVersions))
    }
    era = .stateless
    takesReadsAhead = HostExtension.takesReadsAhead(result.capabilities)
    if result.capabilities["tools"]?["listChanged"] == true { subscription = .offered }
    return .success(result)
  }

  /// Asks a server that can to tell when its tools change; one of the older era does so unasked.
  package func listenForTools() {
    guard subscription == .offered else { return }
    let params = JSONObject([
      ("_meta", .object(meta([:]))), ("notifications", ["toolsListChanged": true]),
    ])
    let id = connection.call(
      MCP.Method.listen, params, deadlineMilliseconds: Self.listenMilliseconds
    ) { [weak self] _ in self?.subscription = .none }
    if let id { subscription = .opened(id) }
  }

  /// Compiles what results must fit; a schema that is none is a fault of the server's.
  private func keepSchemas(of tools: [MCP.Tool]) -> Result<[MCP.Tool], MCPFailure> {
    var schemas: [String: JSONSchema] = [:]
    for tool in tools {
      guard let schema = tool.outputSchema else { continue }
      do throws(SchemaFault) {
        schemas[tool.name] = try JSONSchema(schema)
      } catch {
        return .failure(.invalid(reason: "outputSchema of \(tool.name.prefix(64)): \(error)"))
      }
    }
    outputSchemas = schemas
    return .success(tools)
  }

  private func initialize(
    _ deadlineMilliseconds: Int64, _ completion: @escaping Completion<MCP.DiscoverResult>
  ) {
    era = .legacy
    takeRequests()
    let params = JSONObject([
      ("protocolVersion", .string(MCP.legacyProtocolVersion)),
      ("capabilities", .object(Self.capabilities)), ("clientInfo", JSON(encoding: client)),
    ])
    connection.call(
      MCP.Method.initialize, params, deadlineMilliseconds: deadlineMilliseconds
    ) { [self] outcome in
      switch outcome {
      case .failure(let failure): completion(.failure(MCPFailure(failure)))
      case .success(let json):
        guard let version = json["protocolVersion"]?.string else {
          return completion(.failure(.invalid(reason: "/protocolVersion missing")))
        }
        connection.notify(MCP.Method.initialized, JSONObject())
        var result = MCP.DiscoverResult(
          supportedVersions: [version], extensions: JSONObject(),
          server: MCP.Implementation(name: "", version: ""))
        result.capabilities = json["capabilities"] ?? [:]
        completion(.success(result))
      }
    }
  }

  private func listTools(
    after cursor: String?, found: [MCP.Tool], page: Int,
    _ completion: @escaping Completion<[MCP.Tool]>
  ) {
    var params = JSONObject([("_meta", .object(meta([:])))])
    params["cursor"] = cursor.map(JSON.string)
    connection.call(
      MCP.Method.listTools, params, deadlineMilliseconds: Self.listMilliseconds
    ) { [self] outcome in
      let list = outcome.mapError(MCPFailure.init).flatMap { Self.read(MCP.ToolList.self, $0) }
      switch list {
      case .failure(let failure): completion(.failure(failure))
      case .success(let list):
        let tools = found + list.tools
        guard tools.count <= Self.toolLimit else {
          return completion(.failure(.invalid(reason: "more than \(Self.toolLimit) tools")))
        }
        guard let next = list.nextCursor else { return completion(keepSchemas(of: tools)) }
        guard page < Self.pageLimit else {
          return completion(.failure(.invalid(reason: "more than \(Self.pageLimit) pages")))
        }
        listTools(after: next, found: tools, page: page + 1, completion)
      }
    }
  }
}
