/// Both sides in one process and one thread: what is sent is served at once and its answers
/// wait for `receive`. Every message passes through its bytes, as on a real connection.
package final class LoopbackTransport: Transport {
  private let serve: (Message) -> [Message]
  private var waiting: [Message] = []

  /// A transport whose other side is a function from one message to what it makes that side say.
  package init(serving serve: @escaping (Message) -> [Message]) { self.serve = serve }

  /// Serves one message at once.
  package func send(_ message: Message) throws(TransportError) {
    for answer in serve(try reread(message)) { waiting.append(try reread(answer)) }
  }

  /// Makes the other side say something by itself, as a daemon's notification.
  package func push(_ message: Message) { waiting.append(message) }

  /// The next message, or `timedOut` at once: a loopback never waits.
  package func receive(timeoutMilliseconds: Int? = nil) throws(TransportError) -> Received {
    waiting.isEmpty ? .timedOut : .message(waiting.removeFirst())
  }

  private func reread(_ message: Message) throws(TransportError) -> Message {
    let line = message.line
    guard line.count - 1 <= FrameSplitter.frameByteLimit else { throw .frameTooLong }
    return Message(line: line.dropLast())
  }
}
