/// A blocking way to exchange messages with one other side.
package protocol Transport: AnyObject {
  /// Sends one message whole.
  func send(_ message: Message) throws(TransportError)
  /// Waits for the next message, at most so many milliseconds where a number is given.
  func receive(timeoutMilliseconds: Int?) throws(TransportError) -> Received
}

/// What waiting on a transport brought.
package enum Received: Equatable, Sendable {
  /// A message, perhaps a malformed one.
  case message(Message)
  /// Nothing came in time.
  case timedOut
  /// The other side has said all it will say.
  case closed
}

/// Why a transport fails.
package enum TransportError: Error, Equatable, Sendable {
  /// A line is longer than `FrameSplitter.frameByteLimit`, ours or theirs.
  case frameTooLong
  /// The other side ended in the middle of a line.
  case truncated
  /// The path does not fit a socket address.
  case pathTooLong
  /// The other side is gone.
  case disconnected
  /// A system call failed.
  case system(call: String, errno: Int32)
}
