import CSodium

/// Owns one secret in guarded memory: locked out of swap, left out of dumps, wiped at the end.
///
/// Key types hold a reference to it, so a secret exists once however often its key is passed on.
/// `@unchecked Sendable` because the memory is written only in `init` and read-only from then on.
package final class SecretBytes: @unchecked Sendable {
  private let address: UnsafeMutableRawPointer
  /// The number of bytes.
  package let count: Int

  /// Copies the bytes; the caller's array should be short-lived.
  package init(_ bytes: [UInt8]) {
    precondition(!bytes.isEmpty, "a secret has at least one byte")
    Sodium.prepare()
    guard let memory = sodium_malloc(bytes.count) else {
      preconditionFailure("no guarded memory left for a key of \(bytes.count) bytes")
    }
    memory.copyMemory(from: bytes, byteCount: bytes.count)
    sodium_mprotect_readonly(memory)
    address = memory
    count = bytes.count
  }

  deinit {
    sodium_free(address)
  }

  func withPointer<R>(_ body: (UnsafePointer<UInt8>) -> R) -> R {
    body(UnsafePointer(address.assumingMemoryBound(to: UInt8.self)))
  }

  /// A copy of the bytes, to be written to a key file.
  package func copy() -> [UInt8] {
    withPointer { Array(UnsafeBufferPointer(start: $0, count: count)) }
  }
}
