import Glibc
package import Wire

/// Messages over standard input and output: how a mini-program talks to its host.
package final class StdioTransport: Transport {
  private let lines: DescriptorTransport

  /// A transport over two open descriptors, which stay the caller's; nothing else may write to
  /// `output`. `memo` keeps a part of what comes that is mostly the same.
  package init(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, memo: JSONMemo? = nil
  ) {
    lines = DescriptorTransport(input: input, output: output, memo: memo)
  }

  /// Sends one message whole.
  package func send(_ message: Message) throws(TransportError) { try lines.send(message) }

  /// Waits for the next message, at most so many milliseconds where a number is given.
  package func receive(timeoutMilliseconds: Int? = nil) throws(TransportError) -> Received {
    try lines.receive(timeoutMilliseconds: timeoutMilliseconds)
  }
}
