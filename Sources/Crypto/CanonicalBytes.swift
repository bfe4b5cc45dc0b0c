/// Bytes a hash is computed over, written so that different values never give the same bytes:
/// numbers as eight bytes, least significant first; texts behind their length, which is −1 for an
/// absent one.
package struct CanonicalBytes: Sendable {
  private var bytes: [UInt8] = []

  /// Starts with nothing.
  package init() {}

  /// The bytes so far.
  package var contents: [UInt8] {
    bytes
  }

  /// The BLAKE2b-256 of the bytes so far.
  package var hash: Digest {
    Blake2b.hash(bytes)
  }

  /// Forgets the bytes and keeps their memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends a number.
  package mutating func append(_ number: Int64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Appends a tuple of `Int64`: the same bytes as one number after the other, in one step.
  package mutating func append(numbers: some BitwiseCopyable) {
    precondition(UInt64(1).littleEndian == 1, "the machine's words begin with their least byte")
    withUnsafeBytes(of: numbers) { bytes.append(contentsOf: $0) }
  }

  /// Appends a text, or that there is none.
  package mutating func append(_ text: String?) {
    guard var text else { return append(-1) }
    text.withUTF8 { utf8 in
      append(Int64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  /// Appends a digest with its length, or that there is none.
  package mutating func append(_ digest: Digest?) {
    guard let digest else { return append(-1) }
    append(Int64(Digest.byteCount))
    digest.append(to: &bytes)
  }

  /// Appends a digest without its length.
  package mutating func append(link digest: Digest) {
    digest.append(to: &bytes)
  }
}
