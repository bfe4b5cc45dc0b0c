import Store
import Wire

/// Why a whole group was not committed.
enum CoreFault: Error, Equatable, Sendable {
  /// The file or the disk under it.
  case store(StoreError)
  /// A job broke its contract: it failed after it had written.
  case job(String)

  /// What everybody of the group is told, or nil where nobody can be told anything true and the
  /// daemon must stop: after a failed write the file alone knows what happened.
  var refusal: Refusal? {
    switch self {
    case .store(let error):
      switch error.kind {
      case .diskFull:
        Refusal(PlatformError.diskFull, retryAfterMilliseconds: Self.diskFullRetryMilliseconds)
      case .busy: Refusal(PlatformError.busy, retryAfterMilliseconds: CoreLimits.retryMilliseconds)
      case .constraint: Refusal(PlatformError.internalFault, ["reason": "a rule of the data"])
      case .inputOutput, .corrupt, .cannotOpen, .readOnly, .other: nil
      }
    case .job(let reason): Refusal(PlatformError.internalFault, ["reason": .string(reason)])
    }
  }

  /// A full disk is rarely emptied within less, in milliseconds.
  static let diskFullRetryMilliseconds: Int64 = 5000
}
