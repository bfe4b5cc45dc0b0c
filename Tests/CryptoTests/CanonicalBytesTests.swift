import Crypto
import Testing

/// Different values, different bytes.
@Suite struct CanonicalBytesTests {
  private func bytes(_ write: (inout CanonicalBytes) -> Void) -> [UInt8] {
    var bytes = CanonicalBytes()
    write(&bytes)
    return bytes.contents
  }

  @Test func numbersAreLittleEndian() {
    #expect(bytes { $0.append(1) } == [1, 0, 0, 0, 0, 0, 0, 0])
    #expect(bytes { $0.append(-2) } == [254, 255, 255, 255, 255, 255, 255, 255])
  }

  @Test func whatIsAbsentIsNotWhatIsEmpty() {
    let none: String? = nil
    #expect(bytes { $0.append(none) } != bytes { $0.append("") })
    #expect(bytes { $0.append("점심") }.count == 8 + 6)
    let digest: Digest? = nil
    #expect(bytes { $0.append(digest) } != bytes { $0.append(Digest.zero as Digest?) })
  }

  @Test func bordersBetweenTextsCount() {
    let one = bytes {
      $0.append("ab")
      $0.append("c")
    }
    let other = bytes {
      $0.append("a")
      $0.append("bc")
    }
    #expect(one != other)
  }

  @Test func startsAgainAfterRemoveAll() {
    var reused = CanonicalBytes()
    reused.append("before")
    reused.removeAll()
    reused.append(link: .zero)
    #expect(reused.contents == [UInt8](repeating: 0, count: 32))
    #expect(reused.hash == Blake2b.hash(reused.contents))
  }
}
