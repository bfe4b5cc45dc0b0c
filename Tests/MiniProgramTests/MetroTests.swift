import MiniProgramKit
import Testing

/// The metro's own program: which halves make a ride, what the way costs, and what is charged when
/// a half never comes. A row is told in the order in which gates tell it.
@Suite("Metro")
struct MetroTests {
  /// `+cityhall@3`: entered at City Hall in minute 3; `-`: left there.
  struct Case: CustomTestStringConvertible {
    let name: String
    let told: String
    /// Amounts that were charged, in the order in which they were.
    let charged: [Int64]
    /// What still waits for its other half, in the order of time.
    var waiting = ""

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "a ride in order", told: "+cityhall@0 -gangnam@20", charged: [1_650]),
    Case(name: "the exit first", told: "-gangnam@20 +cityhall@0", charged: [1_650]),
    Case(name: "one stop", told: "+cityhall@0 -euljiro@2", charged: [1_550]),
    Case(name: "a stranger's station", told: "+nowhere@0 -gangnam@20", charged: [3_650]),
    Case(
      name: "a half that waits belongs to another ride",
      told: "-gangnam@20 +jamsil@100 +cityhall@0", charged: [1_650], waiting: "+jamsil@100"),
    Case(
      name: "both rides are found in the end",
      told: "-gangnam@20 +jamsil@100 +cityhall@0 -gangnam@120", charged: [1_650, 1_550]),
    Case(
      name: "two rides, the second told first",
      told: "+gangnam@100 -cityhall@120 +cityhall@0 -gangnam@20", charged: [1_650, 1_650]),
    Case(
      name: "everything backwards", told: "-jamsil@200 +gangnam@190 -gangnam@20 +cityhall@0",
      charged: [1_550, 1_650]),
    Case(
      name: "two entries, one exit: the later entry's",
      told: "+cityhall@0 +gangnam@60 -jamsil@70", charged: [1_550], waiting: "+cityhall@0"),
    Case(
      name: "longer than a ride can last", told: "+cityhall@0 -gangnam@301", charged: [],
      waiting: "+cityhall@0 -gangnam@301"),
    Case(name: "as long as a ride can last", told: "+cityhall@0 -gangnam@300", charged: [1_650]),
    Case(name: "in and out at once", told: "-cityhall@5 +cityhall@5", charged: [1_550]),
    Case(
      name: "a transfer costs what the way costs more",
      told: "+cityhall@0 -gangnam@20 +gangnam@50 -jamsil@60", charged: [1_650, 100]),
    Case(
      name: "one minute later it is a ride of its own",
      told: "+cityhall@0 -gangnam@20 +gangnam@51 -jamsil@60", charged: [1_650, 1_550]),
    Case(
      name: "a transfer on the way costs nothing",
      told: "+cityhall@0 -euljiro@2 +euljiro@12 -cityhall@14", charged: [1_550]),
    Case(
      name: "four transfers, the fifth ride after them costs anew",
      told: "+cityhall@0 -euljiro@1 +euljiro@2 -cityhall@3 +cityhall@4 -euljiro@5"
        + " +euljiro@6 -cityhall@7 +cityhall@8 -euljiro@9 +euljiro@10 -cityhall@11",
      charged: [1_550, 1_550]),
  ]

  private let harness: ProgramHarness
  private let session: SessionID
  private let start: Instant

  init() throws {
    harness = try Built.harness("metro")
    session = harness.open("s-ride", entry: CallContext.Entry(route: "ride"))
    harness.join(session, "rider")
    start = harness.now
  }

  /// Tells one half; gives what it charged.
  private func tell(_ half: Substring) throws -> [Int64] {
    let parts = half.dropFirst().split(separator: "@")
    let minute = try #require(Int64(parts[1]))
    try harness.deliver(
      "gate.passed",
      [
        "pass": "g_1", "gate": "g1", "side": half.hasPrefix("+") ? "entry" : "exit",
        "station": .string(String(parts[0])),
        "at": .integer(start.adding(seconds: minute * 60).milliseconds),
      ], in: session)
    return fares()
  }

  private func fares() -> [Int64] {
    harness.effects.compactMap { effect in
      guard case .fare(let fare) = effect else { return nil }
      return fare.amount
    }
  }

  private func waiting() throws -> String {
    let halves = harness.state(of: session)["halves"]?.array ?? []
    return halves.map { half in
      let minute = ((half["at"]?.integer ?? 0) - start.milliseconds) / 60_000
      return (half["side"] == "entry" ? "+" : "-") + (half["station"]?.string ?? "") + "@\(minute)"
    }.joined(separator: " ")
  }

  @Test(arguments: cases)
  func halvesMakeRides(_ row: Case) throws {
    harness.now = start.adding(seconds: 60)
    var charged: [Int64] = []
    for half in row.told.split(separator: " ") { charged += try tell(half) }
    #expect(charged == row.charged)
    #expect(try waiting() == row.waiting)
  }

  @Test("a half whose other half never comes costs the highest fare, and the others wait on")
  func missing() throws {
    _ = try tell("+cityhall@0")
    harness.now = start.adding(seconds: 3_600)
    _ = try tell("+gangnam@60")
    #expect(timer() == start.adding(seconds: 5 * 3_600))
    harness.now = start.adding(seconds: 5 * 3_600 - 1)
    try harness.call("ride.missing", in: session, as: .system)
    #expect(fares().isEmpty)
    harness.now = start.adding(seconds: 5 * 3_600)
    try harness.call("ride.missing", in: session, as: .system)
    #expect(fares() == [3_650])
    #expect(try waiting() == "+gangnam@60")
    #expect(timer() == start.adding(seconds: 6 * 3_600))
    harness.now = start.adding(seconds: 6 * 3_600)
    try harness.call("ride.missing", in: session, as: .system)
    #expect(fares() == [3_650])
    #expect(try waiting().isEmpty && timer() == nil)
  }

  /// When the program asks to be woken; nil where it asks for nothing.
  private func timer() -> Instant? {
    for effect in harness.effects {
      if case .timerAt(_, let instant, _, _) = effect { return instant }
    }
    return nil
  }

  @Test("twenty halves wait; of one more, the oldest is charged")
  func limit() throws {
    var charged: [Int64] = []
    for minute in 1...20 { charged += try tell("+cityhall@\(minute)") }
    #expect(charged.isEmpty)
    #expect(try tell("+cityhall@21") == [3_650])
    #expect(try waiting().hasPrefix("+cityhall@2 "))
  }

  @Test("the page shows where somebody is and what rides cost")
  func page() throws {
    let first = try harness.call("ride.open", in: session, as: .person("rider"))
    #expect(first.plainText(in: .english).contains("Show your code at a gate."))
    _ = try tell("+cityhall@0")
    let inside = try harness.call("ride.open", in: session, as: .person("rider"))
    #expect(inside.plainText(in: .korean).contains("시청에서 탔습니다."))
    for half in ["-gangnam@20", "+gangnam@30", "-jamsil@40"] as [Substring] { _ = try tell(half) }
    let text = try harness.call("ride.open", in: session, as: .person("rider"))
      .plainText(in: .english)
    #expect(text.contains("City Hall – Gangnam") && text.contains("(transfer)"))
  }
}
