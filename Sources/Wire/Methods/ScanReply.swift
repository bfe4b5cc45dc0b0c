/// What a scanned code leads to.
package struct ScanReply: Codable, Sendable, Hashable {
  /// The kinds of next step.
  package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    /// A page of an app.
    case page
    /// A bill to pay.
    case bill
    /// The scanner joined a merchant's staff.
    case staff
  }

  /// What comes next.
  package var kind: Kind
  /// The page, for `page`.
  package var page: PageReply?
  /// The pay sheet, for `bill`.
  package var sheet: PaySheet?
  /// Where the scanner works now, for `staff`.
  package var role: StaffRole?

  /// What a scanned code leads to.
  package init(
    kind: Kind, page: PageReply? = nil, sheet: PaySheet? = nil, role: StaffRole? = nil
  ) {
    self.kind = kind
    self.page = page
    self.sheet = sheet
    self.role = role
  }
}
