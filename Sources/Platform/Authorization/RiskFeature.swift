/// What is known about a payment before its money moves, in four groups (wallet.md, Limits and
/// risk); whole numbers, so that a rule is a range.
package enum RiskFeature: Int, Sendable, Hashable, CaseIterable {
  /// Minutes since the device that asks said hello for the first time.
  case deviceAge
  /// How many devices the person has.
  case deviceCount
  /// Wrong PINs in a row.
  case wrongPINs
  /// 1 while the PIN is locked.
  case pinLocked
  /// 1: whoever asks is on this machine; a daemon has no other way in.
  case isLocal
  /// 1 for the people of load generators.
  case testToken
  /// Minor units.
  case amount
  /// How much of what can be spent this is, in percent.
  case percentOfBalance
  /// Payments of the last minute, with this one.
  case minuteCount
  /// Payments of the last hour, with this one.
  case hourCount
  /// What was paid today without a PIN, with this one.
  case freeToday
  /// 1 where none of the newest payments went to this payee.
  case newPayee
  /// Different payees of the last hour, with this one: a person stands in one place at a time.
  case placesInHour

  /// The name in the table and in the log: its group and what it is.
  package var name: String { Self.names[rawValue] }

  private static let names = [
    "device.ageMinutes", "device.count", "device.wrongPins", "device.pinLocked", "network.local",
    "network.testToken", "transaction.amount", "transaction.percentOfBalance",
    "transaction.minuteCount", "transaction.hourCount", "transaction.freeToday",
    "transaction.newPayee", "location.placesInHour",
  ]

  /// The feature of a name in the table.
  init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self.init(rawValue: index)
  }
}

/// The value of every feature; in place, because every payment makes one.
package struct RiskFeatures: Sendable, Hashable {
  /// As many as ``RiskFeature`` has cases, and some that nobody asks for.
  private var values = SIMD16<Int64>()

  /// All 0.
  package init() {}

  /// The value of a feature.
  package subscript(feature: RiskFeature) -> Int64 {
    get { values[feature.rawValue] }
    set { values[feature.rawValue] = newValue }
  }
}
