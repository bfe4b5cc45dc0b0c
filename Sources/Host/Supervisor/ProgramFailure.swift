package import JSONRPC
import Wire

/// Why a call of a mini-program has no result. Nothing of it has happened: effects are committed
/// only with a result.
package enum ProgramFailure: Error, Equatable, Sendable {
  /// Its program is not running and will not be started now; ask again after so many
  /// milliseconds, or when somebody has mended it where there is no number.
  case unavailable(retryAfterMilliseconds: Int64?)
  /// It has as many calls to do as it may.
  case busy
  /// It did not answer in time.
  case deadline
  /// It ended in the middle of this call.
  case crashed
  /// It ended while it was published; the end of what it wrote to stderr, untrusted bytes.
  case endedEarly(lastWords: [UInt8])
  /// It said something that is no message, and was ended for it.
  case garbage(reason: String)
  /// It answered with an error of its own.
  case refused(RPCError)
  /// Its answer has not the shape that the protocol promises.
  case resultInvalid(reason: String)
  /// Its structured result does not fit the schema that it gave for it.
  case resultSchema(pointer: String, reason: String)
  /// This very call has crashed it before, time and again.
  case disabled
  /// It no longer offers what was published.
  case toolsDiffer(FrozenTools.Difference)
  /// It speaks no revision that we speak.
  case versionUnsupported
  /// It could not be started in its sandbox.
  case sandbox(SandboxFailure)
  /// Its bundle is missing or altered.
  case bundle(BundleFailure)
  /// This machine lacks what it was published for.
  case runtime(RuntimeFailure)
  /// It used more processor time for this call than its manifest allows.
  case overCPU(seconds: Int64)
  /// The caller gave the call up.
  case cancelled

  /// One call asked for answers more often than it may.
  static let askedTooOften = ProgramFailure.resultInvalid(
    reason: "it asked more than \(HostExtension.inputRoundLimit) times")
  /// The answers to one call are more than it may read.
  static let readTooMuch = ProgramFailure.resultInvalid(
    reason: "it read more than \(HostExtension.inputAnswersByteLimit) bytes in one call")
}
