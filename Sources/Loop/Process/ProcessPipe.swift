import CLinux
import Glibc

/// A fresh pipe whose two ends close on exec.
package struct ProcessPipe: ~Copyable, Sendable {
  /// The end that reads.
  package let reader: OwnedDescriptor

  /// The end that writes.
  package let writer: OwnedDescriptor

  /// Opens a pipe; fails when descriptors run out.
  package init() throws(ProcessFailure) {
    var ends: [Int32] = [-1, -1]
    let error = clinux_pipe(&ends)
    guard error == 0 else { throw ProcessFailure(call: "pipe2", code: error) }
    reader = OwnedDescriptor(owning: ends[0])
    writer = OwnedDescriptor(owning: ends[1])
  }

  /// Keeps the reading end and closes the other.
  package consuming func keepReader() -> OwnedDescriptor { reader }

  /// Keeps the writing end and closes the other.
  package consuming func keepWriter() -> OwnedDescriptor { writer }
}
