/// A bill as the daemon shows it to somebody who may see it; every number is the daemon's own.
package struct BillView: Sendable, Hashable, Codable {
  /// What has become of a bill.
  package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    case open, paid, expired, cancelled, refunded
    /// Paid with a hold: the money is set aside and not charged yet.
    case held
    /// The hold ended without a charge.
    case released
  }

  /// Money that a bill sets aside before it charges.
  package struct Hold: Sendable, Hashable, Codable {
    /// How much is or was set aside, minor units.
    package var amount: Int64
    /// For how long paying sets it aside, in seconds.
    package var seconds: Int64
    /// When what is set aside is free again by itself; nil before it is paid.
    package var until: Instant?

    /// Money that a bill sets aside.
    package init(amount: Int64, seconds: Int64, until: Instant? = nil) {
      self.amount = amount
      self.seconds = seconds
      self.until = until
    }
  }

  /// How far the merchant has come with a paid bill.
  package enum Delivery: String, Sendable, Hashable, Codable, CaseIterable {
    /// Not paid, or nothing to deliver.
    case none
    /// The merchant's program has not heard of the payment yet.
    case pending
    /// The merchant's program has taken the payment in.
    case confirmed
    /// Not taken in within the manifest's `deliverWithinSeconds`.
    case overdue
  }

  /// One line of a bill.
  package struct Line: Sendable, Hashable, Codable {
    /// The merchant's id of the line.
    package var id: String
    /// What it is.
    package var title: LocalizedText
    /// How many, 1–9,999.
    package var quantity: Int64
    /// Minor units for one.
    package var unitAmount: Int64
    /// `item`, `option`, `discount`, `fee`.
    package var kind: String
    /// Who put it there, as a number at the table counted from 1; nil where nobody did.
    package var owner: Int?

    /// One line of a bill.
    package init(
      id: String, title: LocalizedText, quantity: Int64, unitAmount: Int64, kind: String = "item",
      owner: Int? = nil
    ) {
      self.id = id
      self.title = title
      self.quantity = quantity
      self.unitAmount = unitAmount
      self.kind = kind
      self.owner = owner
    }
  }

  /// The bill's id.
  package var bill: BillID
  /// The session it belongs to.
  package var session: SessionID
  /// The app that made it.
  package var app: AppID
  /// Who is paid: the registered name of the merchant, or of the person for a share.
  package var payee: LocalizedText
  /// The place of the session, as people read it: `table 3`.
  package var place: LocalizedText?
  /// What is paid for.
  package var lines: [Line]
  /// What is paid.
  package var total: Money
  /// What has become of it.
  package var status: Status
  /// How far the merchant has come with it.
  package var delivery: Delivery
  /// When it stops being payable.
  package var expires: Instant
  /// When it was paid.
  package var paidAt: Instant?
  /// The transfer that paid it.
  package var transfer: TransferID?
  /// What was given back so far, minor units.
  package var refunded: Int64
  /// What the holder of the receipt may do: `split`, `refund`.
  package var actions: [String]
  /// What it sets aside; nil for a bill that charges at once.
  package var hold: Hold?

  /// A bill as the daemon shows it.
  package init(
    bill: BillID, session: SessionID, app: AppID, payee: LocalizedText, place: LocalizedText?,
    lines: [Line], total: Money, status: Status, delivery: Delivery, expires: Instant,
    paidAt: Instant? = nil, transfer: TransferID? = nil, refunded: Int64 = 0,
    actions: [String] = [], hold: Hold? = nil
  ) {
    self.bill = bill
    self.session = session
    self.app = app
    self.payee = payee
    self.place = place
    self.lines = lines
    self.total = total
    self.status = status
    self.delivery = delivery
    self.expires = expires
    self.paidAt = paidAt
    self.transfer = transfer
    self.refunded = refunded
    self.actions = actions
    self.hold = hold
  }
}

/// What the host draws before somebody pays: a bill beside the person's own balance.
package struct PaySheet: Sendable, Hashable, Codable {
  /// What is to be paid.
  package var bill: BillView
  /// What the person has, minor units.
  package var balance: Int64
  /// What would be left; negative says how much is missing.
  package var balanceAfter: Int64
  /// Present and true where paying it needs the PIN.
  package var needsPin: Bool?

  /// A pay sheet.
  package init(bill: BillView, balance: Int64, balanceAfter: Int64, needsPin: Bool? = nil) {
    self.bill = bill
    self.balance = balance
    self.balanceAfter = balanceAfter
    self.needsPin = needsPin
  }
}
