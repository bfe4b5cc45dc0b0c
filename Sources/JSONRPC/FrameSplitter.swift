import Glibc

/// Cuts a stream of bytes into lines of at most 1 MiB; pure, one per direction of a connection.
package struct FrameSplitter: Sendable {
  /// The longest line, in bytes without its line end (protocol.md).
  package static let frameByteLimit = 1 << 20

  /// The longest line of this splitter.
  package let byteLimit: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var scanned = 0

  /// A splitter for lines of at most `byteLimit` bytes.
  package init(byteLimit: Int = FrameSplitter.frameByteLimit) {
    precondition(byteLimit > 0, "a line needs room")
    self.byteLimit = byteLimit
  }

  /// How many bytes of an unfinished line wait.
  package var pendingByteCount: Int { buffer.count - start }

  /// Takes what was read; `next` then gives the lines it completed.
  package mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if start > 0 {
      buffer.removeSubrange(..<start)
      scanned -= start
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// Takes what was read; `next` then gives the lines it completed.
  package mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  /// The next whole line without its line end, or nil where more bytes are needed.
  ///
  /// Throws once a line is longer than the limit; the stream cannot be trusted after that.
  package mutating func next() throws(FrameError) -> [UInt8]? {
    guard let end = lineEnd() else {
      scanned = buffer.count
      guard pendingByteCount <= byteLimit else { throw .tooLong }
      return nil
    }
    guard end - start <= byteLimit else { throw .tooLong }
    let line = Array(buffer[start..<end])
    start = end + 1
    scanned = start
    if start == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptCapacity)
      start = 0
      scanned = 0
    }
    return line
  }

  /// A buffer grown beyond this by one long line is given back, in bytes.
  private static let keptCapacity = 1 << 17

  private func lineEnd() -> Int? {
    buffer.withUnsafeBytes { bytes -> Int? in
      guard scanned < bytes.count, let base = bytes.baseAddress else { return nil }
      guard let found = memchr(base + scanned, 0x0A, bytes.count - scanned) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}

/// Why a stream can no longer be cut into lines.
package enum FrameError: Error, Equatable, Sendable {
  case tooLong
}
