import Glibc
import JSONRPC

/// Lines from a descriptor, one at a time; an over-long line ends the input.
final class StdioLines {
  private let descriptor: Int32
  private var splitter = FrameSplitter()
  private var hasEnded = false

  /// Reads from a descriptor that stays the caller's.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Whether bytes are at hand, or come within a time, or the input has ended.
  func isReady(within milliseconds: Int32) -> Bool {
    if hasEnded || splitter.pendingByteCount > 0 { return true }
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, milliseconds) != 0
  }

  /// The next line without its end; nil at the end of input.
  func next() -> [UInt8]? {
    while true {
      do {
        if let line = try splitter.next() { return line }
      } catch {
        return nil
      }
      if hasEnded { return nil }
      var chunk = [UInt8](repeating: 0, count: 1 << 14)
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        splitter.append(Array(chunk[..<count]))
      } else if count == 0 {
        hasEnded = true
        // A last line without its end still counts.
        if splitter.pendingByteCount > 0 { splitter.append([0x0A]) }
      } else if errno != EINTR {
        return nil
      }
    }
  }
}
