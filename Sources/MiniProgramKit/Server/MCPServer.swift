import JSONRPC

/// The server's side of MCP as a pure machine: a message in, perhaps an answer out.
struct MCPServer {
  /// Which of the protocol's two eras the client has begun.
  enum Era: Equatable {
    /// Every request says its version itself.
    case stateless
    /// `initialize` came; requests without a version belong to it.
    case initialized(version: String, isHost: Bool)
  }

  /// The revisions of the old era that are served, newest first.
  static let legacyVersions = [
    MCP.legacyProtocolVersion, "2025-06-18", "2025-03-26", "2024-11-05",
  ]

  /// What a request told about its sender.
  struct Client: Equatable {
    var isLegacy: Bool
    /// Whether it declared our extension.
    var isHost: Bool
  }

  let program: Program
  private(set) var era = Era.stateless
  let identity: MCP.Implementation
  /// The `_meta` of every result: who answers.
  let resultMeta: JSONObject

  init(_ program: Program) {
    self.program = program
    identity = MCP.Implementation(name: program.name, version: program.version)
    resultMeta = JSONObject([(MCP.MetaKey.serverInfo, JSON(encoding: identity))])
  }

  /// The answer to a message; nil where none must be sent.
  mutating func answer(to message: Message) -> Message? {
    switch message {
    case .malformed(let malformed): return malformed.answer
    // Requests are taken one after another, so what is cancelled has been answered already;
    // and this side asks nothing, so no response is expected.
    case .notification, .response, .errorResponse: return nil
    case .request(let id, let method, let params):
      do {
        return .response(id: id, result: try result(method, params))
      } catch {
        return .errorResponse(id: id, error: error)
      }
    }
  }

  private mutating func result(
    _ method: String, _ params: JSONObject
  ) throws(RPCError) -> JSON {
    if method == MCP.Method.initialize { return try initialize(params) }
    if method == MCP.Method.ping, case .initialized = era { return [:] }
    let methods = [MCP.Method.discover, MCP.Method.listTools, MCP.Method.callTool]
    guard methods.contains(method) else { throw .methodNotFound(method) }
    let client = try client(params)
    switch method {
    case MCP.Method.discover: return discover()
    case MCP.Method.listTools: return try listTools(params, client)
    default: return try callTool(params, client)
    }
  }

  private func client(_ params: JSONObject) throws(RPCError) -> Client {
    let meta = params["_meta"]
    guard let version = meta?[MCP.MetaKey.protocolVersion] else {
      if case .initialized(_, let isHost) = era { return Client(isLegacy: true, isHost: isHost) }
      throw .invalidParams("_meta lacks \(MCP.MetaKey.protocolVersion)")
    }
    guard let version = version.string else {
      throw .invalidParams("\(MCP.MetaKey.protocolVersion) is not a text")
    }
    guard version == MCP.protocolVersion else {
      throw RPCError(
        code: MCP.ErrorCode.unsupportedProtocolVersion,
        message: "The protocol version \(version) is not spoken here.",
        data: ["supported": [.string(MCP.protocolVersion)], "requested": .string(version)])
    }
    guard let capabilities = meta?[MCP.MetaKey.clientCapabilities], capabilities.object != nil
    else { throw .invalidParams("_meta lacks \(MCP.MetaKey.clientCapabilities)") }
    return Client(isLegacy: false, isHost: HostExtension.isDeclared(in: capabilities))
  }

  private mutating func initialize(_ params: JSONObject) throws(RPCError) -> JSON {
    guard let requested = params["protocolVersion"]?.string else {
      throw .invalidParams("protocolVersion is missing")
    }
    let version =
      Self.legacyVersions.contains(requested) ? requested : MCP.legacyProtocolVersion
    era = .initialized(
      version: version, isHost: HostExtension.isDeclared(in: params["capabilities"]))
    return [
      "protocolVersion": .string(version),
      "capabilities": [
        "tools": ["listChanged": false], "extensions": .object(HostExtension.extensions),
      ],
      "serverInfo": JSON(encoding: identity),
    ]
  }

  private func discover() -> JSON {
    JSON(
      encoding: MCP.DiscoverResult(
        extensions: HostExtension.programExtensions, server: identity,
        ttlMs: Self.listLifeMilliseconds))
  }

  /// How long clients may keep our lists, in milliseconds: a process never changes its features.
  static let listLifeMilliseconds: Int64 = 3_600_000

  private func listTools(_ params: JSONObject, _ client: Client) throws(RPCError) -> JSON {
    if let cursor = params["cursor"], !cursor.isNull {
      throw .invalidParams("there is no page at that cursor")
    }
    var list = MCP.ToolList(
      tools: program.features.map(\.tool), ttlMs: Self.listLifeMilliseconds,
      meta: .object(resultMeta))
    if client.isLegacy {
      list.resultType = nil
      list.ttlMs = nil
      list.cacheScope = nil
    }
    return JSON(encoding: list)
  }
}
