/// Money to be moved in one or more legs, all or nothing.
package struct TransferRequest: Sendable {
  /// The most legs of one transfer.
  package static let maximumLegs = 64

  /// The legs in order; each is checked on what the ones before left.
  package let legs: [Leg]
  /// What makes a repetition the same request; nil where the caller's own key protects it.
  package let key: RequestKey?
  /// The memo, sealed by the caller; kept outside the chain so that it can be erased.
  package let memo: [UInt8]?
  /// What the payer's tier allows.
  package let limits: TransferLimits

  /// Creates a request; it is checked when it is planned.
  package init(
    legs: [Leg], key: RequestKey?, memo: [UInt8]? = nil, limits: TransferLimits = .none
  ) {
    self.legs = legs
    self.key = key
    self.memo = memo
    self.limits = limits
  }
}

/// What a tier allows in one transfer, in minor units.
package struct TransferLimits: Equatable, Sendable {
  /// The most the legs may sum to; nil for no limit.
  package let maximumPayment: Int64?
  /// The most any user account the transfer reaches may have posted afterwards; nil for no limit.
  package let maximumBalance: Int64?

  /// Creates limits.
  package init(maximumPayment: Int64?, maximumBalance: Int64?) {
    self.maximumPayment = maximumPayment
    self.maximumBalance = maximumBalance
  }

  /// No limits but the ledger's own.
  package static let none = TransferLimits(maximumPayment: nil, maximumBalance: nil)
}
