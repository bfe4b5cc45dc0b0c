import MiniProgramKit

/// A gate told that the person passed: two halves make a ride, in whatever order they come.
struct RidePassed: Feature {
  struct Input: Codable {
    var pass: PassID
    var gate: String
    var side: String
    var station: String
    var at: Instant
  }

  /// How long the other half of a ride may be missing: five hours.
  static let missingSeconds: Int64 = 5 * 3_600
  /// Rides that the page shows.
  static let rideLimit = 10

  let name = "ride.passed"
  let title = LocalizedText(ko: "개찰구 통과", en: "Passed a gate")
  let schema = Schema(
    .text("pass", "The pass", length: 1...64), .text("gate", "Which gate", length: 1...40),
    .text("side", "entry or exit", length: 4...5), .text("station", "Where", length: 1...40),
    .integer("at", "When, in milliseconds", in: 0...Int64.max))
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<RideState>) throws -> Page {
    let line = try call.settings(as: Line.self)
    let passage = RideState.Passage(pass: input.pass, station: input.station, at: input.at)
    if input.side == "entry" {
      enter(passage, line, &call)
    } else {
      leave(passage, line, &call)
    }
    return RideOpen.page(call.state, line)
  }

  private func enter(
    _ passage: RideState.Passage, _ line: Line, _ call: inout Call<RideState>
  ) {
    if let exit = call.state.exit, passage.at <= exit.at {
      return charge(from: passage, to: exit, line, &call)
    }
    if let before = call.state.entry { Self.chargeHighest(before, line, &call) }
    call.state.entry = passage
    wait(&call)
  }

  private func leave(
    _ passage: RideState.Passage, _ line: Line, _ call: inout Call<RideState>
  ) {
    if let entry = call.state.entry, entry.at <= passage.at {
      return charge(from: entry, to: passage, line, &call)
    }
    if let before = call.state.exit { Self.chargeHighest(before, line, &call) }
    call.state.exit = passage
    wait(&call)
  }

  /// A ride whose other half never comes costs the highest fare.
  private func wait(_ call: inout Call<RideState>) {
    call.timer("missing", afterSeconds: Self.missingSeconds, "ride.missing")
  }

  private func charge(
    from: RideState.Passage, to: RideState.Passage, _ line: Line,
    _ call: inout Call<RideState>
  ) {
    let (start, end) = (line.name(from.station), line.name(to.station))
    let title = LocalizedText(
      ko: "\(start.text(in: .korean)) – \(end.text(in: .korean))",
      en: "\(start.text(in: .english)) – \(end.text(in: .english))")
    Self.take(line.fare(from.station, to.station), from.pass, title, &call)
    call.state.entry = nil
    call.state.exit = nil
    call.cancelTimer("missing")
  }

  /// Charges half a ride.
  static func chargeHighest(
    _ passage: RideState.Passage, _ line: Line, _ call: inout Call<RideState>
  ) {
    let name = line.name(passage.station)
    take(
      line.maximumFare, passage.pass,
      LocalizedText(
        ko: "\(name.text(in: .korean)) – 기록 없음", en: "\(name.text(in: .english)) – no record"),
      &call)
  }

  private static func take(
    _ amount: Int64, _ pass: PassID, _ title: LocalizedText, _ call: inout Call<RideState>
  ) {
    call.state.number += 1
    call.ask(
      .fare(
        FareEffect(pass: pass, key: "ride-\(call.state.number)", amount: amount, title: title)))
    call.state.rides.insert(RideState.Ride(title: title, amount: amount), at: 0)
    call.state.rides = Array(call.state.rides.prefix(Self.rideLimit))
  }
}

/// The other half of a ride never came.
struct RideMissing: Feature {
  let name = "ride.missing"
  let title = LocalizedText(ko: "기록 없음", en: "No record")
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: NoInput, _ call: inout Call<RideState>) throws -> Page {
    let line = try call.settings(as: Line.self)
    for passage in [call.state.entry, call.state.exit].compactMap(\.self) {
      RidePassed.chargeHighest(passage, line, &call)
    }
    call.state.entry = nil
    call.state.exit = nil
    return RideOpen.page(call.state, line)
  }
}
