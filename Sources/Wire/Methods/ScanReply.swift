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
    /// A new device waits for the scanner's `qr.confirm`.
    case login
    /// Somebody's pay code: `shop.charge` takes it.
    case pay
    /// Somebody's gate code: a gate takes it.
    case gate
  }

  /// What comes next.
  package var kind: Kind
  /// The page, for `page`.
  package var page: PageReply?
  /// The pay sheet, for `bill`.
  package var sheet: PaySheet?
  /// Where the scanner works, for `staff`, `pay` and `gate`.
  package var role: StaffRole?
  /// The code to confirm, for `login`.
  package var code: CodeView?

  /// What a scanned code leads to.
  package init(
    kind: Kind, page: PageReply? = nil, sheet: PaySheet? = nil, role: StaffRole? = nil,
    code: CodeView? = nil
  ) {
    self.kind = kind
    self.page = page
    self.sheet = sheet
    self.role = role
    self.code = code
  }
}
