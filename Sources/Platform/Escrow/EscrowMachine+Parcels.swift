import Wire

/// Parcels: registering them, and what they say about ending the deal by itself.
extension EscrowMachine {
  /// The parcels that decide: the replacement where there is one, and those on their way back while
  /// they are.
  var current: [Parcel] {
    if case .returning = state { return parcels.filter { $0.kind == .return } }
    let exchanged = parcels.filter { $0.kind == .exchange }
    return exchanged.isEmpty ? parcels.filter { $0.kind == .outbound } : exchanged
  }

  /// Adds a parcel, or writes the registration of one anew: the last writer wins.
  mutating func register(
    _ kind: DeliveryView.Kind, _ carrier: String, _ tracking: String?, _ number: Int64?,
    _ now: Instant
  ) throws(EscrowRefusal) -> Parcel {
    guard let number else {
      guard parcels.count < Self.parcelLimit else { throw .deliveriesFull }
      let parcel = Parcel(
        number: (parcels.last?.number ?? 0) + 1, kind: kind, carrier: carrier,
        tracking: tracking, registered: now, changed: now)
      parcels.append(parcel)
      return parcel
    }
    guard let index = parcels.firstIndex(where: { $0.number == number && $0.kind == kind }) else {
      throw .deliveryUnknown(number)
    }
    // Another number is another parcel: what was seen of the old one says nothing about it.
    parcels[index].carrier = carrier
    parcels[index].tracking = tracking
    parcels[index].status = .registered
    parcels[index].seen = nil
    parcels[index].changed = now
    parcels[index].revision += 1
    return parcels[index]
  }

  /// The buyer has all parcels; their word counts more than the carrier's.
  mutating func arrive(_ now: Instant) -> [Parcel] {
    let numbers = Set(current.map(\.number))
    for index in parcels.indices where numbers.contains(parcels[index].number) {
      parcels[index].status = .delivered
      parcels[index].changed = now
      if let seen = parcels[index].seen, let funded, seen < funded { parcels[index].seen = now }
    }
    return current
  }

  /// Moves the state to what the parcels say.
  mutating func settleParcels(_ now: Instant) {
    let parcels = current
    switch state {
    case .funded, .shipping, .delivered:
      let auto = autoConfirm(parcels, from: now)
      let isThere = parcels.allSatisfy { $0.status == .delivered }
      state = isThere ? .delivered(auto) : .shipping(auto)
    case .returning where !parcels.isEmpty: state = .returning(autoConfirm(parcels, from: now))
    default: break
    }
  }

  /// The last of all parcels' instants, or the gravest reason why there is none.
  private func autoConfirm(_ parcels: [Parcel], from now: Instant) -> AutoConfirm {
    var latest = now
    var reasons: Set<AutoConfirm.Suspension> = []
    for parcel in parcels {
      switch judge(parcel) {
      case .success(let at): latest = max(latest, at)
      case .failure(let suspended): reasons.insert(suspended.reason)
      }
    }
    let gravest = [AutoConfirm.Suspension.lost, .trackingPredatesOrder, .noTracking, .onTheWay]
      .first(where: reasons.contains)
    guard let gravest else { return .at(latest) }
    let since = parcels.map(\.registered).max() ?? now
    let until = since.adding(seconds: profile.escalateSeconds)
    return .suspended(gravest, until: max(until, now.adding(milliseconds: 1)))
  }

  private struct Suspended: Error {
    let reason: AutoConfirm.Suspension
  }

  private func judge(_ parcel: Parcel) -> Result<Instant, Suspended> {
    if parcel.status == .lost { return .failure(Suspended(reason: .lost)) }
    if parcel.tracking != nil, let seen = parcel.seen, let funded, seen < funded {
      return .failure(Suspended(reason: .trackingPredatesOrder))
    }
    switch (parcel.status, parcel.tracking) {
    case (.delivered, _):
      return .success(parcel.changed.adding(seconds: profile.trackedConfirmSeconds))
    case (.inTransit, .some): return .failure(Suspended(reason: .onTheWay))
    case (_, .some): return .failure(Suspended(reason: .noTracking))
    case (_, .none):
      guard let seconds = profile.untrackedConfirmSeconds else {
        return .failure(Suspended(reason: .noTracking))
      }
      return .success(parcel.registered.adding(seconds: seconds))
    }
  }
}
