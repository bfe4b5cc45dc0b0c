extension MCP {
  /// The result of `server/discover`.
  package struct DiscoverResult: Codable, Hashable, Sendable {
    /// `complete`.
    package var resultType: String? = ResultType.complete
    /// The revisions the server speaks.
    package var supportedVersions: [String]
    /// What it can do: `tools`, `extensions` and more.
    package var capabilities: JSON
    /// How to use it, for models.
    package var instructions: String?
    /// How long this may be cached, in milliseconds.
    package var ttlMs: Int64?
    /// `public` or `private`.
    package var cacheScope: String?
    /// Further facts, the server's identity among them.
    package var meta: JSON?

    private enum CodingKeys: String, CodingKey {
      case resultType, supportedVersions, capabilities, instructions, ttlMs, cacheScope
      case meta = "_meta"
    }

    /// The answer of a server that has tools and the given extensions.
    package init(
      supportedVersions: [String] = [MCP.protocolVersion], extensions: JSONObject,
      server: Implementation, ttlMs: Int64 = 0
    ) {
      self.supportedVersions = supportedVersions
      capabilities = ["tools": [:], "extensions": .object(extensions)]
      self.ttlMs = ttlMs
      cacheScope = "public"
      meta = .object(JSONObject([(MetaKey.serverInfo, JSON(encoding: server))]))
    }
  }
}
