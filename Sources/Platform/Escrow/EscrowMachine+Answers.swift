import Wire

/// What every screen of a deal answers, asked of the machine itself so that no screen can disagree.
extension EscrowMachine {
  /// Where the money is.
  var purse: DealView.Purse {
    switch state {
    case .settled(let parts), .refunded(let parts):
      DealView.Purse(seller: parts.seller, buyer: parts.buyer, fee: parts.fee)
    default: DealView.Purse(escrow: funded == nil ? 0 : amount)
    }
  }

  /// Why the clock does not end it.
  var suspension: AutoConfirm.Suspension? {
    switch state {
    case .shipping(let auto), .delivered(let auto), .returning(let auto): auto.suspension
    case .disputed: .disputeOpen
    default: nil
    }
  }

  /// Whose turn it is; nil where it is over.
  var turn: DealView.Party? {
    switch state {
    case .created, .delivered(.at), .shipping(.at): .buyer
    case .funded, .rejected, .returning(.at): .seller
    case .shipping(.suspended(let reason, _)), .delivered(.suspended(let reason, _)):
      reason == .onTheWay ? .carrier : .seller
    case .returning(.suspended(let reason, _)): reason == .onTheWay ? .carrier : .buyer
    case .disputed: .operator
    case .confirmed, .refunding: .provider
    case .settled, .refunded, .expired, .cancelled: nil
    }
  }

  /// What the clock does if nobody acts: the machine is asked what it would do then.
  var automatic: DealView.Automatic? {
    guard let due = state.due else { return nil }
    var later = self
    do {
      _ = try later.apply(.tick, by: .platform, at: due)
      return DealView.Automatic(status: later.state.status, at: due)
    } catch {
      preconditionFailure("what is due happens: \(error)")
    }
  }

  /// What a party may do now, each by the method of that name; that a parcel arrived is said by
  /// receiving or rejecting it.
  func actions(of party: DealView.Party, at now: Instant) -> [String] {
    let tries: [EscrowEvent] = [
      .fund, .ship(carrier: "", tracking: nil, number: nil), .receive,
      .reject(reason: ""), .acceptReturn, .dispute(reason: ""), .cancel(reason: nil),
      .resolve(.seller, buyer: 0, note: ""),
    ]
    return tries.filter { event in
      var copy = self
      do {
        _ = try copy.apply(event, by: party, at: now)
        return true
      } catch { return false }
    }.map(\.name)
  }
}
