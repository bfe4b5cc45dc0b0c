extension MCP {
  /// One tool of a server: to us, one feature of a mini-program.
  package struct Tool: Codable, Hashable, Sendable {
    /// Its name, unique within the server.
    package var name: String
    /// What people call it.
    package var title: String?
    /// What it does, for models and people.
    package var description: String?
    /// JSON Schema 2020-12 of its arguments; an object schema.
    package var inputSchema: JSON
    /// JSON Schema of `structuredContent`.
    package var outputSchema: JSON?
    /// Hints that nobody relies on.
    package var annotations: JSON?
    /// Further facts; ours stands under `HostExtension.featureKey`.
    package var meta: JSON?

    private enum CodingKeys: String, CodingKey {
      case name, title, description, inputSchema, outputSchema, annotations
      case meta = "_meta"
    }

    /// A tool of the given name and input schema.
    package init(
      name: String, title: String? = nil, description: String? = nil, inputSchema: JSON,
      meta: JSON? = nil
    ) {
      self.name = name
      self.title = title
      self.description = description
      self.inputSchema = inputSchema
      self.meta = meta
    }
  }

  /// The result of `tools/list`.
  package struct ToolList: Codable, Hashable, Sendable {
    /// `complete`, or absent from a legacy server.
    package var resultType: String? = ResultType.complete
    /// The tools of this page, always in the same order.
    package var tools: [Tool]
    /// Where the next page begins, if there is one.
    package var nextCursor: String?
    /// How long the list may be cached, in milliseconds.
    package var ttlMs: Int64?
    /// `public` or `private`.
    package var cacheScope: String?
    /// Further facts, the server's identity among them.
    package var meta: JSON?

    private enum CodingKeys: String, CodingKey {
      case resultType, tools, nextCursor, ttlMs, cacheScope
      case meta = "_meta"
    }

    /// A whole list in one page, cacheable by anybody for `ttlMs` milliseconds.
    package init(tools: [Tool], ttlMs: Int64 = 0, meta: JSON? = nil) {
      self.tools = tools
      self.ttlMs = ttlMs
      self.cacheScope = "public"
      self.meta = meta
    }
  }
}
