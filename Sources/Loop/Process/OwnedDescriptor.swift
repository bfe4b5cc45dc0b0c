import Glibc

/// One open descriptor with exactly one owner; it is closed when its owner goes.
package struct OwnedDescriptor: ~Copyable, Sendable {
  /// The number, valid while this value lives.
  package let raw: Int32

  /// Takes over an open descriptor.
  package init(owning raw: Int32) {
    precondition(raw >= 0, "a descriptor must be open to be owned")
    self.raw = raw
  }

  deinit {
    close(raw)
  }

  /// Gives the descriptor to a new owner, who must close it.
  package consuming func release() -> Int32 {
    let raw = raw
    discard self
    return raw
  }
}
