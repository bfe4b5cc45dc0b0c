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

  /// Takes the bytes in at most three pieces: it runs on the loop's thread, where a program that
  /// shouts must not cost others their time.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    totalByteCount += Int64(bytes.count)
    var rest = UnsafeRawBufferPointer(rebasing: bytes.suffix(capacity))
    let growing = min(rest.count, capacity - storage.count)
    storage.append(contentsOf: rest.prefix(growing))
    next = (next + growing) % capacity
    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(growing))
    while !rest.isEmpty {
      let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(capacity - next))
      storage.withUnsafeMutableBytes { kept in
        UnsafeMutableRawBufferPointer(rebasing: kept[next..<next + piece.count])
          .copyMemory(from: piece)
      }
      next = (next + piece.count) % capacity
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
    }
  }

  /// What is kept, oldest first.
  var bytes: [UInt8] {
    storage.count < capacity ? storage : Array(storage[next...] + storage[..<next])
  }
}
