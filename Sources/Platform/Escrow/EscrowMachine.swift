import Wire

/// A deal as a machine: facts in, actions out; it reads no clock, no store and no provider.
///
/// Both provider styles run through the same transitions; they differ only in which steps are
/// mirrored.
struct EscrowMachine: Hashable, Sendable {
  /// Parcels one deal may have.
  static let parcelLimit = 20

  /// What is paid in, in minor units.
  let amount: Int64
  /// How the provider works.
  let profile: EscrowProfile
  var state: EscrowState
  var parcels: [Parcel] = []
  /// When it was paid; nil before.
  var funded: Instant?
  /// Why it was rejected, disputed or given up.
  var reason: String?

  /// What happens, decided from the state and the facts; on a refusal nothing has changed.
  mutating func apply(
    _ event: EscrowEvent, by party: DealView.Party, at now: Instant
  ) throws(EscrowRefusal) -> [EscrowAction] {
    precondition(amount > 0, "a deal is about money")
    if case .tick = event {
      try require(party, [.platform])
      return try tick(at: now)
    }
    if case .track(let number, let status, let seen) = event {
      try require(party, [.carrier, .provider])
      return try track(number, status, seen: seen, at: now)
    }
    // What the clock was to do comes first, whoever is quicker to be heard.
    let isOfPerson = event != .concluded && event != .paymentRefused
    if isOfPerson, let due = state.due, now >= due { throw .tooLate }
    switch state {
    case .created: return try created(event, party, now)
    case .funded: return try funded(event, party, now)
    case .shipping, .delivered: return try underway(event, party, now)
    case .rejected: return try rejected(event, party, now)
    case .returning: return try returning(event, party, now)
    case .disputed: return try disputed(event, party)
    case .confirmed(let parts):
      guard event == .concluded else { throw .notNow }
      try require(party, [.provider])
      state = .settled(parts)
      return [.divide(parts)]
    case .refunding(let parts):
      guard event == .concluded else { throw .notNow }
      try require(party, [.provider])
      state = .refunded(parts)
      return [.divide(parts)]
    case .settled, .refunded, .expired, .cancelled: throw .notNow
    }
  }

  // MARK: before it is paid, and before it is shipped

  private mutating func created(
    _ event: EscrowEvent, _ party: DealView.Party, _ now: Instant
  ) throws(EscrowRefusal) -> [EscrowAction] {
    switch event {
    case .fund:
      try require(party, [.buyer])
      funded = now
      state = .funded(shipBy: now.adding(seconds: profile.shipWithinSeconds))
      return [.collect, .sell] + mirror(.pay, party)
    case .cancel(let reason):
      try require(party, [.buyer, .seller])
      self.reason = reason
      state = .cancelled
      return [.restock] + mirror(.cancel, party)
    case .paymentRefused:
      try require(party, [.provider])
      state = .cancelled
      return [.restock] + mirror(.cancel, party)
    default: throw .notNow
    }
  }

  private mutating func funded(
    _ event: EscrowEvent, _ party: DealView.Party, _ now: Instant
  ) throws(EscrowRefusal) -> [EscrowAction] {
    switch event {
    case .ship(let carrier, let tracking, let number):
      try require(party, [.seller])
      let parcel = try register(.outbound, carrier, tracking, number, now)
      settleParcels(now)
      return [.record(parcel)] + mirror(.ship, party)
    case .cancel(let reason):
      try require(party, [.buyer, .seller])
      self.reason = reason
      return refund(restocks: true)
    case .paymentRefused:
      try require(party, [.provider])
      return refund(restocks: true)
    default: throw .notNow
    }
  }

  // MARK: on its way

  private mutating func underway(
    _ event: EscrowEvent, _ party: DealView.Party, _ now: Instant
  ) throws(EscrowRefusal) -> [EscrowAction] {
    switch event {
    case .ship(let carrier, let tracking, let number):
      try require(party, [.seller])
      let kind = current.last?.kind ?? .outbound
      let parcel = try register(kind, carrier, tracking, number, now)
      settleParcels(now)
      return [.record(parcel)] + mirror(.ship, party)
    case .deliver:
      try require(party, [.buyer])
      guard case .shipping = state else { throw .notNow }
      let arrived = arrive(now)
      settleParcels(now)
      return arrived.map { .record($0) }
    case .receive:
      try require(party, [.buyer])
      return confirm(by: party)
    case .reject(let reason):
      try require(party, [.buyer])
      self.reason = reason
      state = .rejected(answerBy: now.adding(seconds: profile.answerSeconds))
      return mirror(.reject, party)
    case .dispute(let reason): return try dispute(reason, party)
    default: throw .notNow
    }
  }

  // MARK: on its way back, and in dispute

  private mutating func rejected(
    _ event: EscrowEvent, _ party: DealView.Party, _ now: Instant
  ) throws(EscrowRefusal) -> [EscrowAction] {
    switch event {
    case .acceptReturn:
      try require(party, [.seller])
      state = .returning(
        .suspended(.notSentBack, until: now.adding(seconds: profile.returnWithinSeconds)))
      return mirror(.accept, party)
    case .receive:
      try require(party, [.buyer])
      return confirm(by: party)
    case .dispute(let reason): return try dispute(reason, party)
    default: throw .notNow
    }
  }

  private mutating func returning(
    _ event: EscrowEvent, _ party: DealView.Party, _ now: Instant
  ) throws(EscrowRefusal) -> [EscrowAction] {
    switch event {
    case .ship(let carrier, let tracking, let number):
      try require(party, [.buyer, .seller])
      let kind = party == .buyer ? DeliveryView.Kind.return : .exchange
      let parcel = try register(kind, carrier, tracking, number, now)
      if party == .seller { state = .shipping(.suspended(.noTracking, until: now)) }
      settleParcels(now)
      return [.record(parcel)] + mirror(party == .buyer ? .return : .ship, party)
    case .receive:
      try require(party, [.seller])
      return refund(restocks: false)
    case .dispute(let reason): return try dispute(reason, party)
    default: throw .notNow
    }
  }

  private mutating func disputed(
    _ event: EscrowEvent, _ party: DealView.Party
  ) throws(EscrowRefusal) -> [EscrowAction] {
    switch event {
    case .receive:
      try require(party, [.buyer])
      return confirm(by: party)
    case .resolve(let verdict, let buyer, let note):
      try require(party, [.operator])
      if verdict == .split, !(1..<amount).contains(buyer) { throw .splitSum }
      reason = note
      let told = mirror(.resolve, party)
      switch verdict {
      case .buyer: return told + refund(restocks: false)
      case .seller: return told + conclude(.sale(amount, profile))
      case .split: return told + conclude(.sale(amount, buyer: buyer, profile))
      }
    default: throw .notNow
    }
  }

  private mutating func dispute(
    _ reason: String, _ party: DealView.Party
  ) throws(EscrowRefusal) -> [EscrowAction] {
    try require(party, [.buyer, .seller])
    self.reason = reason
    state = .disputed
    return mirror(.dispute, party)
  }

  // MARK: the clock and the carrier

  private mutating func tick(at now: Instant) throws(EscrowRefusal) -> [EscrowAction] {
    guard let due = state.due, now >= due else { throw .notNow }
    switch state {
    case .created:
      state = .expired
      return [.restock] + mirror(.cancel, .platform)
    case .funded: return refund(restocks: true)
    case .shipping(.at), .delivered(.at): return confirm(by: .platform)
    case .returning(.at): return refund(restocks: false)
    case .shipping(.suspended), .delivered(.suspended), .returning(.suspended), .rejected:
      state = .disputed
      return mirror(.dispute, .platform)
    case .confirmed, .disputed, .refunding, .settled, .refunded, .expired, .cancelled:
      preconditionFailure("the clock does nothing there")
    }
  }

  /// A carrier's word never fails a deal that is not over; what it means depends on the state.
  private mutating func track(
    _ number: Int64, _ status: DeliveryView.Status, seen: Instant, at now: Instant
  ) throws(EscrowRefusal) -> [EscrowAction] {
    guard let index = parcels.firstIndex(where: { $0.number == number }) else {
      throw .deliveryUnknown(number)
    }
    guard !state.status.isOver, parcels[index].status != .delivered else { throw .notNow }
    parcels[index].status = status
    parcels[index].changed = now
    parcels[index].seen = parcels[index].seen ?? min(seen, now)
    let parcel = parcels[index]
    // A clock that has come to its end is not moved any more.
    if let due = state.due, now >= due { return [.record(parcel)] }
    settleParcels(now)
    return [.record(parcel)]
  }

  // MARK: endings

  private mutating func confirm(by party: DealView.Party) -> [EscrowAction] {
    mirror(.confirm, party) + conclude(.sale(amount, profile))
  }

  private mutating func conclude(_ parts: Division) -> [EscrowAction] {
    precondition(parts.total == amount, "everything that was paid in goes out")
    state = .confirmed(parts)
    return [.mirror(.conclude, by: .platform)]
  }

  private mutating func refund(restocks: Bool) -> [EscrowAction] {
    state = .refunding(.refund(amount))
    return (restocks ? [.restock] : []) + [.mirror(.conclude, by: .platform)]
  }

  /// A step for the provider, where its style wants to know.
  private func mirror(_ step: EscrowStep, _ party: DealView.Party) -> [EscrowAction] {
    profile.style == .stepwise ? [.mirror(step, by: party)] : []
  }

  private func require(
    _ party: DealView.Party, _ allowed: [DealView.Party]
  ) throws(EscrowRefusal) {
    guard allowed.contains(party) else { throw .notYours(allowed[0]) }
  }
}
