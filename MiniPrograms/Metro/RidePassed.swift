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

  /// How long the other half of a ride may be missing, and how long a ride lasts at most: five
  /// hours.
  static let missingSeconds: Int64 = 5 * 3_600
  /// Halves that wait; of more, the oldest is charged as if its other half would never come.
  static let halfLimit = 20

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
    let half = RideState.Half(
      side: input.side == "entry" ? .entry : .exit, pass: input.pass, station: input.station,
      at: input.at,
      until: max(input.at, call.now).adding(seconds: Self.missingSeconds))
    let index = Self.place(of: half, in: call.state.halves)
    call.state.halves.insert(half, at: index)
    if let pair = Self.pair(at: index, in: call.state.halves) {
      let (entry, exit) = (call.state.halves[pair], call.state.halves[pair + 1])
      // Only these two: another half that waits is half of another ride.
      call.state.halves.removeSubrange(pair...(pair + 1))
      call.charge(from: entry, to: exit, line)
    } else if call.state.halves.count > Self.halfLimit {
      call.chargeHighest(call.state.halves.removeFirst(), line)
    }
    call.waitForHalves()
    return RideOpen.page(call.state, line)
  }

  /// Where a half belongs in the order of time; at the same moment somebody enters first.
  private static func place(of half: RideState.Half, in halves: [RideState.Half]) -> Int {
    halves.firstIndex {
      half.side == .entry ? $0.at >= half.at : $0.at > half.at
    } ?? halves.count
  }

  /// The index of an entry whose exit follows it at once, where one of the two is the half at an
  /// index; nil where none is, or where they lie too far apart to be one ride.
  private static func pair(at index: Int, in halves: [RideState.Half]) -> Int? {
    let first = halves[index].side == .entry ? index : index - 1
    guard first >= 0, first + 1 < halves.count, halves[first].side == .entry,
      halves[first + 1].side == .exit,
      halves[first + 1].at <= halves[first].at.adding(seconds: missingSeconds)
    else { return nil }
    return first
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
    let (over, waiting) = (
      call.state.halves.filter { $0.until <= call.now },
      call.state.halves.filter { $0.until > call.now }
    )
    for half in over { call.chargeHighest(half, line) }
    call.state.halves = waiting
    call.waitForHalves()
    return RideOpen.page(call.state, line)
  }
}
