import MiniProgramKit

/// What rides cost, and what is waited for.
extension Call where State == RideState {
  /// Rides that the page shows.
  private static var rideLimit: Int { 10 }

  /// Asks to be woken when the first of the halves is given up.
  mutating func waitForHalves() {
    if let first = state.halves.map(\.until).min() {
      timer("missing", at: first, "ride.missing")
    } else {
      cancelTimer("missing")
    }
  }

  /// Charges a ride; one that begins soon after another costs what the whole way costs more.
  mutating func charge(from: RideState.Half, to: RideState.Half, _ line: Line) {
    let (start, end) = (line.name(from.station), line.name(to.station))
    guard let metres = line.metres(from.station, to.station) else {
      return take(line.maximumFare, from.pass, Self.title(start, end, isTransfer: false))
    }
    var ride = RideState.Chain(end: to.at, metres: metres, paid: 0)
    let before = state.chain.flatMap { Self.leads($0, to: from, line.transfer) ? $0 : nil }
    if let before {
      ride.metres += before.metres
      ride.paid = before.paid
      ride.transfers = before.transfers + 1
    }
    let amount = max(0, line.fare(metres: ride.metres) - ride.paid)
    ride.paid += amount
    // A ride that is told late does not end what has begun since.
    if state.chain.map({ $0.end <= ride.end }) ?? true { state.chain = ride }
    take(amount, from.pass, Self.title(start, end, isTransfer: before != nil))
  }

  /// Charges half a ride.
  mutating func chargeHighest(_ half: RideState.Half, _ line: Line) {
    let name = line.name(half.station)
    take(
      line.maximumFare, half.pass,
      LocalizedText(
        ko: "\(name.text(in: .korean)) – 기록 없음", en: "\(name.text(in: .english)) – no record"))
  }

  private static func leads(
    _ chain: RideState.Chain, to entry: RideState.Half, _ rule: Line.Transfer
  ) -> Bool {
    entry.at >= chain.end && entry.at <= chain.end.adding(seconds: rule.seconds)
      && chain.transfers < rule.limit
  }

  private static func title(
    _ start: LocalizedText, _ end: LocalizedText, isTransfer: Bool
  ) -> LocalizedText {
    let way = (
      ko: "\(start.text(in: .korean)) – \(end.text(in: .korean))",
      en: "\(start.text(in: .english)) – \(end.text(in: .english))"
    )
    return isTransfer
      ? LocalizedText(ko: "\(way.ko) (환승)", en: "\(way.en) (transfer)")
      : LocalizedText(ko: way.ko, en: way.en)
  }

  private mutating func take(_ amount: Int64, _ pass: PassID, _ title: LocalizedText) {
    state.number += 1
    // The way may cost nothing more: then nothing is asked for.
    if amount > 0 {
      ask(
        .fare(
          FareEffect(pass: pass, key: "ride-\(state.number)", amount: amount, title: title)))
    }
    state.rides.insert(RideState.Ride(title: title, amount: amount), at: 0)
    state.rides = Array(state.rides.prefix(Self.rideLimit))
  }
}
