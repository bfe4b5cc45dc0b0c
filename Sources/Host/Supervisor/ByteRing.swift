/// The last bytes of a stream, up to a limit.
struct ByteRing: Sendable {
  private let capacity: Int
  private var storage: [UInt8] = []
  private var next = 0
  /// All bytes ever taken.
  private(set) var totalByteCount: Int64 = 0

  init(capacity: Int) {
    precondition(capacity > 0, "a ring needs room")
    self.capacity = capacity
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    totalByteCount += Int64(bytes.count)
    for byte in bytes.suffix(capacity) {
      if storage.count < capacity {
        storage.append(byte)
      } else {
        storage[next] = byte
      }
      next = (next + 1) % capacity
    }
  }

  /// What is kept, oldest first.
  var bytes: [UInt8] {
    storage.count < capacity ? storage : Array(storage[next...] + storage[..<next])
  }
}
