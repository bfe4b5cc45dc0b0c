import Glibc

/// Frames that wait to be written; pure but for `write`.
struct OutboundQueue {
  /// The most frames waiting (protocol.md).
  static let frameLimit = 256
  /// The most bytes waiting, beyond which only a first frame is taken (protocol.md).
  static let byteLimit = 1 << 20
  /// The most frames one system call writes.
  static let framesPerWrite = 64

  /// What a `write` achieved.
  enum Outcome: Equatable {
    case emptied, blocked
    case failed(errno: Int32)
  }

  private var frames: [[UInt8]] = []
  private var first = 0
  private var offset = 0
  private(set) var byteCount = 0
  /// All bytes written so far, to tell progress from standstill.
  private(set) var writtenByteCount: Int64 = 0

  var frameCount: Int { frames.count - first }
  var isEmpty: Bool { frameCount == 0 }

  func hasRoom(for frame: [UInt8]) -> Bool {
    isEmpty || (frameCount < Self.frameLimit && byteCount + frame.count <= Self.byteLimit)
  }

  mutating func append(_ frame: [UInt8]) {
    assert(hasRoom(for: frame))
    guard !frame.isEmpty else { return }
    frames.append(frame)
    byteCount += frame.count
  }

  /// Writes as much as the descriptor takes.
  mutating func write(to descriptor: Int32) -> Outcome {
    while !isEmpty {
      let count = writeSome(to: descriptor)
      if count > 0 {
        consume(count)
      } else if errno == EAGAIN {
        return .blocked
      } else if errno != EINTR {
        return .failed(errno: errno)
      }
    }
    return .emptied
  }

  private func writeSome(to descriptor: Int32) -> Int {
    if frameCount == 1 {
      return frames[first].withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
    }
    // One buffer for many small frames: copying some kilobytes costs less than a call each.
    var joined: [UInt8] = []
    joined.reserveCapacity(min(byteCount, Self.joinedByteLimit))
    for index in first..<min(frames.count, first + Self.framesPerWrite) {
      joined.append(contentsOf: index == first ? frames[index][offset...] : frames[index][...])
      if joined.count >= Self.joinedByteLimit { break }
    }
    return joined.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  /// How many bytes are joined at most before they are written.
  private static let joinedByteLimit = 1 << 16

  private mutating func consume(_ count: Int) {
    assert(count <= byteCount)
    byteCount -= count
    writtenByteCount += Int64(count)
    var left = count
    while left > 0 {
      let rest = frames[first].count - offset
      if left < rest {
        offset += left
        return
      }
      left -= rest
      offset = 0
      frames[first] = []
      first += 1
    }
    if first == frames.count {
      frames.removeAll(keepingCapacity: true)
      first = 0
    } else if first >= Self.frameLimit {
      frames.removeSubrange(..<first)
      first = 0
    }
  }
}
