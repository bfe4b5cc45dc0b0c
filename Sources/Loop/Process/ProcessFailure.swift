/// A system call around processes that the kernel refused.
package struct ProcessFailure: Error, Equatable {
  /// The call as the manual names it, for the log.
  package let call: String

  /// The kernel's error number.
  package let code: Int32

  /// A refusal of `call` with the kernel's `code`.
  package init(call: String, code: Int32) {
    self.call = call
    self.code = code
  }
}
