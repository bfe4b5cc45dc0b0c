/// How a child ended.
package enum ProcessExit: Equatable, Sendable {
  /// It left by itself with this status.
  case exited(status: Int32)

  /// A signal ended it: 4 is a Swift trap, 9 a kill or the CPU limit, 31 a forbidden system call.
  case signalled(number: Int32)
}
