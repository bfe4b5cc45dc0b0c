package import JSONRPC
import Loop

/// Why a program gave no usable answer.
package enum MCPFailure: Error, Equatable, Sendable {
  /// It answered with an error.
  case refused(RPCError)
  /// It did not answer in time.
  case deadline
  /// We gave up waiting.
  case cancelled
  /// It ended, or was ended, first.
  case ended
  /// It does not read what we send, or has too much to do already; nothing was sent.
  case busy
  /// What we would have sent is longer than a frame.
  case tooLong
  /// It speaks none of our revisions; those it speaks.
  case versionUnsupported([String])
  /// Its answer has not the shape that the method promises.
  case invalid(reason: String)
  /// What it calls structured does not fit the schema it gave for that.
  case resultSchema(pointer: String, reason: String)

  init(_ failure: RPCConnection.CallFailure) {
    self =
      switch failure {
      case .refused(let error): .refused(error)
      case .deadline: .deadline
      case .cancelled: .cancelled
      case .ended: .ended
      case .busy: .busy
      case .tooLong: .tooLong
      }
  }
}
