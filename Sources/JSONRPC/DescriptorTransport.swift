import Glibc
import Wire

/// Lines of messages over two descriptors, blocking; the base of stdio and of socket clients.
///
/// Confined to one thread; it does not own the descriptors.
final class DescriptorTransport {
  /// How much one read takes, in bytes.
  static let readByteCount = 1 << 16

  private let input: Int32
  private let output: Int32
  private var splitter = FrameSplitter()
  private let chunk: UnsafeMutableRawBufferPointer
  private var memo: JSONMemo?

  init(input: Int32, output: Int32, memo: JSONMemo? = nil) {
    self.input = input
    self.output = output
    self.memo = memo
    chunk = .allocate(byteCount: Self.readByteCount, alignment: 1)
  }

  deinit { chunk.deallocate() }

  func send(_ message: Message) throws(TransportError) {
    let line = message.line
    guard line.count - 1 <= FrameSplitter.frameByteLimit else { throw .frameTooLong }
    var sent = 0
    while sent < line.count {
      let count = line.withUnsafeBytes { bytes in
        write(output, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        _ = try wait(output, POLLOUT, until: nil)
      } else if errno == EPIPE || errno == ECONNRESET {
        throw .disconnected
      } else if errno != EINTR {
        throw .system(call: "write", errno: errno)
      }
    }
  }

  func receive(timeoutMilliseconds: Int?) throws(TransportError) -> Received {
    let deadline = timeoutMilliseconds.map { MonotonicTime.now + Int64($0) }
    while true {
      do {
        if let line = try splitter.next() { return .message(message(line)) }
      } catch {
        throw .frameTooLong
      }
      if deadline != nil {
        guard try wait(input, POLLIN, until: deadline) else { return .timedOut }
      }
      let count = read(input, chunk.baseAddress, chunk.count)
      if count > 0 {
        splitter.append(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
      } else if count == 0 {
        guard splitter.pendingByteCount == 0 else { throw .truncated }
        return .closed
      } else if errno == EAGAIN {
        guard try wait(input, POLLIN, until: deadline) else { return .timedOut }
      } else if errno == ECONNRESET {
        throw .disconnected
      } else if errno != EINTR {
        throw .system(call: "read", errno: errno)
      }
    }
  }

  private func message(_ line: [UInt8]) -> Message {
    guard var kept = memo else { return Message(line: line) }
    // Held here alone while it may change.
    memo = nil
    defer { memo = kept }
    return Message(line: line, memo: &kept)
  }

  /// False where the deadline came first.
  private func wait(
    _ descriptor: Int32, _ events: Int32, until deadline: MonotonicTime?
  ) throws(TransportError) -> Bool {
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let left = deadline.map { max(0, $0 - MonotonicTime.now) } ?? -1
      let ready = poll(&entry, 1, Int32(clamping: left))
      if ready > 0 { return true }
      if ready == 0 { return false }
      guard errno == EINTR else { throw .system(call: "poll", errno: errno) }
    }
  }
}
