import JSONRPC
import Testing

@Suite struct FrameSplitterTests {
  /// Feeds text in pieces of a size and gives all lines, or nil where one was too long.
  private func lines(_ text: String, pieces size: Int, byteLimit: Int = 8) -> [String]? {
    var splitter = FrameSplitter(byteLimit: byteLimit)
    var found: [String] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      splitter.append(Array(bytes[start..<min(start + size, bytes.count)]))
      do {
        while let line = try splitter.next() { found.append(String(decoding: line, as: UTF8.self)) }
      } catch {
        return nil
      }
    }
    return found + (splitter.pendingByteCount > 0 ? ["+\(splitter.pendingByteCount)"] : [])
  }

  @Test(arguments: 1...20) func anyPiecesGiveTheSameLines(size: Int) {
    #expect(lines("a\nbc\n\ndef\n", pieces: size) == ["a", "bc", "", "def"])
    #expect(lines("a\nb", pieces: size) == ["a", "+1"])
    #expect(lines("", pieces: size) == [])
    #expect(lines("12345678\n12345678\n", pieces: size) == ["12345678", "12345678"])
    #expect(lines("12345678\n123456789\n", pieces: size) == nil)
    #expect(lines("123456789", pieces: size) == nil)
  }

  @Test func theLimitOfTheProtocol() throws {
    let longest = [UInt8](repeating: 0x78, count: FrameSplitter.frameByteLimit)
    var splitter = FrameSplitter()
    splitter.append(longest)
    #expect(try splitter.next() == nil)
    splitter.append([0x0A])
    #expect(try splitter.next()?.count == FrameSplitter.frameByteLimit)
    splitter.append(longest)
    #expect(try splitter.next() == nil)
    splitter.append([0x78])
    #expect(throws: FrameError.tooLong) { _ = try splitter.next() }
    splitter.append([0x0A])
    #expect(throws: FrameError.tooLong) { _ = try splitter.next() }
  }

  @Test func aSlowDripIsScannedOnce() throws {
    // Looking at all bytes again for each new one would take minutes.
    var splitter = FrameSplitter()
    for _ in 0..<200_000 {
      splitter.append([0x78])
      #expect(try splitter.next() == nil)
    }
    #expect(splitter.pendingByteCount == 200_000)
  }
}
