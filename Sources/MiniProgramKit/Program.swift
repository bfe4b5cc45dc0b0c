import JSONRPC

/// A mini-program: a name and its features. `run()` is the whole `main`.
package struct Program: Sendable {
  /// Its name, told to clients.
  package let name: String
  /// Its version, told to clients.
  package let version: String
  /// Settings used where no host passes a manifest's, so that any MCP client sees something.
  package let example: JSON
  let features: [FeatureEntry]

  /// A program of the given features; their names must differ.
  package init(
    _ name: String, version: String = "1.0.0", example: JSON = [:], features: [any Feature]
  ) {
    self.name = name
    self.version = version
    self.example = example
    self.features = features.map { FeatureEntry($0) }
    precondition(
      Set(self.features.map(\.name)).count == features.count, "two features have one name")
  }

  func feature(_ name: String) -> FeatureEntry? { features.first { $0.name == name } }

  /// Serves MCP on standard input and output, one request after another, until the input ends.
  ///
  /// A line over the frame limit ends it as well: nothing after it can be trusted.
  package func run() {
    serve(StdioTransport(memo: JSONMemo(path: HostExtension.configPath)))
  }

  /// Serves MCP over any transport.
  func serve(_ transport: some Transport) {
    var server = MCPServer(self)
    do {
      while let message = try next(from: transport) {
        guard let answer = server.answer(to: message) else { continue }
        try send(answer, over: transport)
      }
    } catch {
      // The other side is gone, or nothing it says can be trusted; there is nobody to tell.
      return
    }
  }

  private func next(from transport: some Transport) throws(TransportError) -> Message? {
    do {
      guard case .message(let message) = try transport.receive(timeoutMilliseconds: nil) else {
        return nil
      }
      return message
    } catch {
      guard error == .frameTooLong else { throw error }
      let fault = RPCError.parseError("longer than \(FrameSplitter.frameByteLimit) bytes")
      try transport.send(.errorResponse(id: nil, error: fault))
      throw error
    }
  }

  private func send(
    _ answer: Message, over transport: some Transport
  ) throws(TransportError) {
    do {
      try transport.send(answer)
    } catch {
      // Nothing was written yet where the answer is too long: that is checked first.
      guard error == .frameTooLong, case .response(let id, _) = answer else { throw error }
      try transport.send(
        .errorResponse(id: id, error: .internalError("The answer is over the frame limit.")))
    }
  }
}
