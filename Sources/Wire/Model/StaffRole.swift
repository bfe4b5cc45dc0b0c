/// Where somebody works and as what.
package struct StaffRole: Codable, Sendable, Hashable {
  /// Where.
  package var merchant: MerchantID
  /// As what.
  package var role: Role

  /// Where somebody works and as what.
  package init(merchant: MerchantID, role: Role) {
    self.merchant = merchant
    self.role = role
  }
}
