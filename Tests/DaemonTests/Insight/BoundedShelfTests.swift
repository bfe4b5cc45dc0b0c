import JSONRPC
import Testing

@testable import madangd

@Suite struct BoundedShelfTests {
  private func time(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  @Test func eachLimitAtItsEdge() {
    var shelf = BoundedShelf<Int>(limit: 3, byteLimit: 100, ageMilliseconds: 1_000)
    for number in 1...3 { shelf.append(number, byteCount: 10, now: time(0)) }
    #expect(shelf.items == [1, 2, 3])
    shelf.append(4, byteCount: 10, now: time(1))
    #expect(shelf.items == [2, 3, 4])
    shelf.append(5, byteCount: 80, now: time(1))
    #expect(shelf.items == [3, 4, 5] && shelf.byteCount == 100)
    shelf.append(6, byteCount: 1, now: time(2))
    #expect(shelf.items == [4, 5, 6] && shelf.byteCount == 91)
    shelf.append(7, byteCount: 100, now: time(2))
    #expect(shelf.items == [7] && shelf.byteCount == 100)
    shelf.append(8, byteCount: 101, now: time(2))
    #expect(shelf.items.isEmpty && shelf.byteCount == 0)
    shelf.append(9, byteCount: 1, now: time(10))
    shelf.forget(now: time(1_009))
    #expect(shelf.items == [9])
    shelf.forget(now: time(1_010))
    #expect(shelf.items.isEmpty && shelf.latest == time(10))
  }

  /// Whatever comes, the shelf is what a plain list cut to its limits is.
  @Test func aLongTimeAgainstAPlainList() {
    var shelf = BoundedShelf<Int>(limit: 5, byteLimit: 40, ageMilliseconds: 7)
    var plain: [(item: Int, bytes: Int, at: Int64)] = []
    for step in 0..<500 {
      let (bytes, now) = (step * 7 % 13, Int64(step * step % 3 + step))
      shelf.append(step, byteCount: bytes, now: time(now))
      plain.append((step, bytes, now))
      while plain.count > 5 || plain.reduce(0, { $0 + $1.bytes }) > 40 { plain.removeFirst() }
      while let first = plain.first, now - first.at >= 7 { plain.removeFirst() }
      #expect(shelf.items == plain.map(\.item) && shelf.count == plain.count)
    }
  }
}
