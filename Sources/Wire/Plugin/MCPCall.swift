extension MCP {
  /// The parameters of `tools/call`.
  package struct CallParams: Codable, Hashable, Sendable {
    /// The tool.
    package var name: String
    /// Its arguments; absent means none.
    package var arguments: JSON?
    /// On a retry: an answer for each name of the last `inputRequests`.
    package var inputResponses: JSON?
    /// On a retry: the server's own text, echoed byte for byte.
    package var requestState: String?
    /// Version, client, capabilities, and the call under `HostExtension.callKey`.
    package var meta: JSON?

    private enum CodingKeys: String, CodingKey {
      case name, arguments, inputResponses, requestState
      case meta = "_meta"
    }

    /// A first call of a tool.
    package init(name: String, arguments: JSON?, meta: JSON?) {
      self.name = name
      self.arguments = arguments
      self.meta = meta
    }
  }

  /// A finished `tools/call`.
  package struct CallResult: Codable, Hashable, Sendable {
    /// `complete`, or absent from a legacy server.
    package var resultType: String? = ResultType.complete
    /// Blocks for models and plain clients: text, images, links.
    package var content: [JSON]
    /// The same as data.
    package var structuredContent: JSON?
    /// Whether the tool itself failed.
    package var isError: Bool?
    /// Further facts; page, state and effects stand under `HostExtension.resultKey`.
    package var meta: JSON?

    private enum CodingKeys: String, CodingKey {
      case resultType, content, structuredContent, isError
      case meta = "_meta"
    }

    /// A result of text for plain clients, with whatever `_meta` says beside it.
    package init(text: String, isError: Bool = false, meta: JSON? = nil) {
      content = [textContent(text)]
      self.isError = isError ? true : nil
      self.meta = meta
    }

    /// Our extension's part of the result.
    package var hostResult: JSON? { meta?[HostExtension.resultKey] }
  }

  /// A `tools/call` that needs answers before it can be finished.
  package struct InputRequired: Codable, Hashable, Sendable {
    /// `input_required`.
    package var resultType: String = ResultType.inputRequired
    /// Requests by the server's own names.
    package var inputRequests: JSON?
    /// The server's own text, to be echoed byte for byte; at least one of the two is present.
    package var requestState: String?
    /// Further facts, the server's identity among them.
    package var meta: JSON?

    private enum CodingKeys: String, CodingKey {
      case resultType, inputRequests, requestState
      case meta = "_meta"
    }

    /// Requests and the state to go on with.
    package init(inputRequests: JSONObject?, requestState: String?, meta: JSON? = nil) {
      self.inputRequests = inputRequests.map(JSON.object)
      self.requestState = requestState
      self.meta = meta
    }
  }

  /// One request inside `inputRequests`.
  package struct InputRequest: Codable, Hashable, Sendable {
    /// What is asked: `elicitation/create` or one of our extension's.
    package var method: String
    /// About what.
    package var params: JSON

    /// A method and its parameters.
    package init(method: String, params: JSON) {
      self.method = method
      self.params = params
    }
  }
}
