import Glibc

/// Why a descriptor of the loop cannot be set up.
package enum LoopError: Error, Equatable, Sendable {
  /// A system call failed.
  case system(call: String, errno: Int32)
  /// A socket path is longer than `UnixListener.pathByteLimit`, in bytes.
  case pathTooLong(byteCount: Int)
  /// Something that is no socket lies at the path.
  case pathOccupied
}

/// The result of a system call, or its error.
func check(_ result: Int32, _ call: String) throws(LoopError) -> Int32 {
  guard result >= 0 else { throw .system(call: call, errno: errno) }
  return result
}
