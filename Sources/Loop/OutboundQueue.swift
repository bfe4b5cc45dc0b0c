import Glibc

/// Frames that wait to be written, one behind the other in one buffer: an answer costs a copy of
/// its bytes and no memory of its own. Pure but for `write`.
struct OutboundQueue {
  /// The most frames waiting (protocol.md).
  static let frameLimit = 256
  /// The most bytes waiting, beyond which only a first frame is taken (protocol.md).
  static let byteLimit = 1 << 20
  /// A buffer grown beyond this is given back once it is empty, in bytes: connections are many.
  static let keptCapacity = 1 << 12

  /// What a `write` achieved.
  enum Outcome: Equatable {
    case emptied, blocked
    case failed(errno: Int32)
  }

  /// What waits, from `first` on.
  private var bytes: [UInt8] = []
  private var first = 0
  /// Where in `bytes` each waiting frame ends, from `firstFrame` on.
  private var ends: [Int] = []
  private var firstFrame = 0
  /// All bytes written so far, to tell progress from standstill.
  private(set) var writtenByteCount: Int64 = 0

  var byteCount: Int { bytes.count - first }
  /// How much memory the bytes take, those that are written included.
  var heldByteCount: Int { bytes.count }
  var frameCount: Int { ends.count - firstFrame }
  var isEmpty: Bool { frameCount == 0 }

  func hasRoom(for frame: [UInt8]) -> Bool {
    isEmpty || (frameCount < Self.frameLimit && byteCount + frame.count <= Self.byteLimit)
  }

  mutating func append(_ frame: [UInt8]) {
    assert(hasRoom(for: frame))
    guard !frame.isEmpty else { return }
    if first >= Self.byteLimit || firstFrame >= Self.frameLimit { dropWritten() }
    bytes.append(contentsOf: frame)
    ends.append(bytes.count)
  }

  /// Writes as much as the descriptor takes.
  mutating func write(to descriptor: Int32) -> Outcome {
    while !isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + first }, $0.count - first)
      }
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

  private mutating func consume(_ count: Int) {
    assert(count <= byteCount)
    first += count
    writtenByteCount += Int64(count)
    if first == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
      ends.removeAll(keepingCapacity: true)
      first = 0
      firstFrame = 0
    } else {
      while ends[firstFrame] <= first { firstFrame += 1 }
    }
  }

  /// A queue that is never empty must not grow for ever.
  private mutating func dropWritten() {
    bytes.removeSubrange(..<first)
    ends.removeSubrange(..<firstFrame)
    for index in ends.indices { ends[index] -= first }
    first = 0
    firstFrame = 0
  }
}
