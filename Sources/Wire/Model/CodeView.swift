/// An issued code as somebody sees who has to do with it.
package struct CodeView: Codable, Sendable, Hashable {
  /// What a code is for.
  package enum Purpose: String, Codable, Sendable, Hashable, CaseIterable {
    /// Others join the session.
    case invite
    /// A program's own step.
    case program
    /// A second device becomes the scanner's.
    case login
    /// A till takes money.
    case pay
  }

  /// How far a code has come (qr.md, Session states).
  package enum Status: String, Codable, Sendable, Hashable, CaseIterable {
    case created, scanned, confirmed, consumed, cancelled, expired

    /// Whether something can still happen to it.
    package var isWaiting: Bool {
      switch self {
      case .created, .scanned, .confirmed: true
      case .consumed, .cancelled, .expired: false
      }
    }
  }

  /// The code's id; it opens nothing.
  package var code: CodeID
  /// What it is for.
  package var purpose: Purpose
  /// How far it has come.
  package var status: Status
  /// What to draw, for who made it and while it can be scanned.
  package var payload: String?
  /// When it ends by itself.
  package var expires: Instant
  /// Counts every change; `qr.wait` takes it.
  package var rev: Int64
  /// How many people have scanned it.
  package var scans: Int
  /// Who would be paid, by the registered name, for `pay`.
  package var payee: LocalizedText?
  /// What would be paid, for `pay` once a till has asked.
  package var amount: Money?
  /// The movement, once paid.
  package var transfer: TransferID?
  /// What the new device calls itself, for `login`.
  package var device: String?

  /// An issued code.
  package init(
    code: CodeID, purpose: Purpose, status: Status, payload: String? = nil, expires: Instant,
    rev: Int64, scans: Int = 0, payee: LocalizedText? = nil, amount: Money? = nil,
    transfer: TransferID? = nil, device: String? = nil
  ) {
    self.code = code
    self.purpose = purpose
    self.status = status
    self.payload = payload
    self.expires = expires
    self.rev = rev
    self.scans = scans
    self.payee = payee
    self.amount = amount
    self.transfer = transfer
    self.device = device
  }
}
