/// The words of the Model Context Protocol, revision 2026-07-28, that both sides of the plugin
/// protocol use (Host.docc/mcp-2026-07-28.md).
package enum MCP {
  /// The revision spoken here: stateless, every request carries version and capabilities.
  package static let protocolVersion = "2026-07-28"
  /// The last revision that begins with `initialize`.
  package static let legacyProtocolVersion = "2025-11-25"

  /// Methods and notifications.
  package enum Method {
    /// Which versions and capabilities a server has; every server answers it.
    package static let discover = "server/discover"
    /// The tools of a server, in pages.
    package static let listTools = "tools/list"
    /// One call of a tool.
    package static let callTool = "tools/call"
    /// Client to server: nobody waits for that request any more.
    package static let cancelled = "notifications/cancelled"
    /// Server to client: how far a request is that named a `progressToken`.
    package static let progress = "notifications/progress"
    /// Server to client: the list of tools is another one now.
    package static let toolsChanged = "notifications/tools/list_changed"
    /// Opens a stream of notices that stays open until either side ends it.
    package static let listen = "subscriptions/listen"
    /// Server to client: which of the notices asked for it will send.
    package static let listening = "notifications/subscriptions/acknowledged"
    /// Legacy: begins a session.
    package static let initialize = "initialize"
    /// Legacy: the client has read the answer to `initialize`.
    package static let initialized = "notifications/initialized"
    /// Legacy: are you there?
    package static let ping = "ping"
    /// An input request, and in the older era a server's own request: ask the person a form.
    package static let elicit = "elicitation/create"
  }

  /// Keys of `_meta` that the specification reserves.
  package enum MetaKey {
    /// In requests: the name that notices of progress carry.
    package static let progressToken = "progressToken"
    /// In requests, required: the revision, as text.
    package static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
    /// In requests: who asks, an `Implementation`.
    package static let clientInfo = "io.modelcontextprotocol/clientInfo"
    /// In requests, required: what the client can do, an object.
    package static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
    /// In notices of a stream: the id of the request that opened it.
    package static let subscriptionId = "io.modelcontextprotocol/subscriptionId"
    /// In results: who answers, an `Implementation`.
    package static let serverInfo = "io.modelcontextprotocol/serverInfo"
  }

  /// Members of a result that continue a call.
  package enum ResultType {
    /// The call is over.
    package static let complete = "complete"
    /// The server needs answers to `inputRequests` before it can go on.
    package static let inputRequired = "input_required"
  }

  /// Error codes of the specification beside JSON-RPC's own.
  package enum ErrorCode {
    /// The request needs a capability the client did not declare; data: `requiredCapabilities`.
    package static let missingClientCapability: Int64 = -32021
    /// The request's version is not spoken; data: `supported`, `requested`.
    package static let unsupportedProtocolVersion: Int64 = -32022
  }

  /// Who speaks; told by itself, for display and logs only.
  package struct Implementation: Codable, Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its version.
    package var version: String

    /// A name and a version.
    package init(name: String, version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The `_meta` that every request of this revision carries.
  package static func requestMeta(
    client: Implementation, capabilities: JSONObject
  ) -> JSONObject {
    JSONObject([
      (MetaKey.protocolVersion, .string(protocolVersion)),
      (MetaKey.clientInfo, JSON(encoding: client)),
      (MetaKey.clientCapabilities, .object(capabilities)),
    ])
  }

  /// One block of text content.
  package static func textContent(_ text: String) -> JSON {
    ["type": "text", "text": .string(text)]
  }
}
