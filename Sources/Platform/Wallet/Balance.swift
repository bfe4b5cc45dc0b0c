package import Wire

/// What an account has, in minor units of its currency.
package struct Balance: Equatable, Sendable {
  /// Everything that arrived minus everything that left.
  package let posted: Int64
  /// What holds have set aside; counted from the moment a hold is made.
  package let held: Int64
  /// The account's currency.
  package let currency: Currency

  /// What can be spent.
  package var available: Int64 {
    posted - held
  }
}
