import Wire

/// Everything a deal can be, with what matters only then.
enum EscrowState: Hashable, Sendable {
  /// Reserved and not paid.
  case created(expires: Instant)
  /// Paid into the deal's account; the seller must ship.
  case funded(shipBy: Instant)
  /// On its way, or said to be.
  case shipping(AutoConfirm)
  /// With the buyer, who looks at it.
  case delivered(AutoConfirm)
  /// The seller shall be paid; waits for the provider's word.
  case confirmed(Division)
  /// The buyer does not want it; the seller must answer.
  case rejected(answerBy: Instant)
  /// It goes back to the seller.
  case returning(AutoConfirm)
  /// The operator must decide.
  case disputed
  /// The buyer shall get everything back; waits for the provider's word.
  case refunding(Division)
  /// The money was divided, the seller's part first.
  case settled(Division)
  /// The buyer got everything back.
  case refunded(Division)
  /// Never paid in time.
  case expired
  /// Given up before it was paid.
  case cancelled

  /// Its name.
  var status: DealView.Status {
    switch self {
    case .created: .created
    case .funded: .funded
    case .shipping: .shipping
    case .delivered: .delivered
    case .confirmed: .confirmed
    case .rejected: .rejected
    case .returning: .returning
    case .disputed: .disputed
    case .refunding: .refunding
    case .settled: .settled
    case .refunded: .refunded
    case .expired: .expired
    case .cancelled: .cancelled
    }
  }

  /// When the clock acts by itself; nil where it never does.
  var due: Instant? {
    switch self {
    case .created(let at), .funded(let at), .rejected(let at): at
    case .shipping(let auto), .delivered(let auto), .returning(let auto): auto.at
    case .confirmed, .disputed, .refunding, .settled, .refunded, .expired, .cancelled: nil
    }
  }

  /// The parts of the money, once they are decided.
  var division: Division? {
    switch self {
    case .confirmed(let parts), .refunding(let parts), .settled(let parts), .refunded(let parts):
      parts
    default: nil
    }
  }
}

/// Whether the clock ends a deal by itself.
enum AutoConfirm: Hashable, Sendable {
  /// It does, at this instant.
  case at(Instant)
  /// It does not, for a reason; at this instant the operator is asked instead.
  case suspended(Suspension, until: Instant)

  /// Why a deal is not ended by itself.
  enum Suspension: String, CaseIterable, Sendable {
    /// The carrier has never seen the parcel, or nothing shows that there is one.
    case noTracking
    /// The carrier saw the parcel before the deal was paid: it is another parcel.
    case trackingPredatesOrder
    /// The parcel is not there yet.
    case onTheWay
    /// The carrier has lost it.
    case lost
    /// The operator decides.
    case disputeOpen
    /// The buyer has not sent it back.
    case notSentBack
  }

  /// When the clock acts.
  var at: Instant {
    switch self {
    case .at(let at), .suspended(_, let at): at
    }
  }

  /// Why it is suspended.
  var suspension: Suspension? {
    if case .suspended(let reason, _) = self { reason } else { nil }
  }
}

/// Who gets which part of a deal's money; the parts sum to what was paid in.
struct Division: Hashable, Sendable {
  let seller: Int64
  let buyer: Int64
  let fee: Int64

  /// Everything.
  var total: Int64 { seller + buyer + fee }

  /// All of it back to the buyer.
  static func refund(_ amount: Int64) -> Division { Division(seller: 0, buyer: amount, fee: 0) }

  /// The buyer's part back, the fee from the rest, what remains to the seller.
  static func sale(_ amount: Int64, buyer: Int64 = 0, _ profile: EscrowProfile) -> Division {
    precondition((0...amount).contains(buyer), "a part is no more than the whole")
    let fee = profile.fee(of: amount - buyer)
    return Division(seller: amount - buyer - fee, buyer: buyer, fee: fee)
  }
}

/// One parcel as the machine judges it.
struct Parcel: Hashable, Sendable {
  let number: Int64
  let kind: DeliveryView.Kind
  var status = DeliveryView.Status.registered
  var carrier: String
  /// The carrier's number; nil where it is not tracked.
  var tracking: String?
  let registered: Instant
  /// When the carrier saw it first.
  var seen: Instant?
  var changed: Instant
  /// How often its registration was written.
  var revision: Int64 = 1
}
