import Wire

/// What can happen to a deal.
enum EscrowEvent: Hashable, Sendable {
  /// The buyer pays.
  case fund
  /// Somebody gives up before anything was shipped.
  case cancel(reason: String?)
  /// Somebody registers a parcel, or corrects parcel `number`.
  case ship(carrier: String, tracking: String?, number: Int64?)
  /// The carrier tells how far a parcel is.
  case track(number: Int64, DeliveryView.Status, seen: Instant)
  /// The buyer says that it arrived.
  case deliver
  /// Buyer: it is fine. Seller: it came back.
  case receive
  /// The buyer does not want it.
  case reject(reason: String)
  /// The seller takes it back.
  case acceptReturn
  /// Somebody asks the operator.
  case dispute(reason: String)
  /// The operator decides; `buyer` is the buyer's part of a split.
  case resolve(TradeResolveMethod.Verdict, buyer: Int64, note: String)
  /// The provider took in the last step that was waited for.
  case concluded
  /// The provider does not take the payment.
  case paymentRefused
  /// Time went by.
  case tick

  /// Its name in the history and in refusals.
  var name: String {
    switch self {
    case .fund: "fund"
    case .cancel: "cancel"
    case .ship: "ship"
    case .track: "track"
    case .deliver: "deliver"
    case .receive: "receive"
    case .reject: "reject"
    case .acceptReturn: "return"
    case .dispute: "dispute"
    case .resolve: "resolve"
    case .concluded: "conclude"
    case .paymentRefused: "refuse"
    case .tick: "clock"
    }
  }
}

/// What a transition wants done, in order, in the transaction of the state itself.
enum EscrowAction: Hashable, Sendable {
  /// Move the price from the buyer's wallet into the deal's own account.
  case collect
  /// Move everything out of the deal's own account.
  case divide(Division)
  /// The reservation is used up: sold.
  case sell
  /// The item is free again, reserved or sold.
  case restock
  /// Tell the provider; calls of a deal go one after another.
  case mirror(EscrowStep, by: DealView.Party)
  /// Write a parcel; the audit trail keeps what it was.
  case record(Parcel)
}

/// What a provider is told.
enum EscrowStep: String, Hashable, Sendable, CaseIterable {
  case register, pay, ship, `return`, confirm, reject, accept, dispute, resolve, cancel, conclude
}

/// Why an event does not happen.
enum EscrowRefusal: Error, Hashable, Sendable {
  /// Not in this state.
  case notNow
  /// Not by this party.
  case notYours(DealView.Party)
  /// The time for it is over; the clock's own event comes next.
  case tooLate
  /// No such parcel.
  case deliveryUnknown(Int64)
  /// Too many parcels.
  case deliveriesFull
  /// The parts of a split do not fit.
  case splitSum
}
