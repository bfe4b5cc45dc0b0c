extension MCP {
  /// How far a call is (MCP, basic/utilities/progress).
  package struct Progress: Hashable, Sendable {
    /// Characters of a message that are kept.
    package static let messageLimit = 200

    /// Grows with each notice.
    package var progress: Double
    /// Where it ends, where that is known.
    package var total: Double?
    /// The program's words, cleaned.
    package var message: String?

    /// Reads the parameters of `notifications/progress`; nil where they are none.
    package init?(params: JSONObject) {
      guard let progress = Self.number(params["progress"]) else { return nil }
      self.progress = progress
      total = Self.number(params["total"])
      message = params["message"]?.string.map { String($0.cleaned.prefix(Self.messageLimit)) }
    }

    private static func number(_ json: JSON?) -> Double? {
      switch json {
      case .integer(let number): Double(number)
      case .double(let number) where number.isFinite: number
      default: nil
      }
    }
  }
}
