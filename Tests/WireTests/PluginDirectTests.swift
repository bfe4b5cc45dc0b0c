import TestSupport
import Testing

@testable import Wire

/// What the way of a call writes and reads by hand must be what Codable's containers would make of
/// it, for whatever values.
@Suite struct PluginDirectTests {
  /// Values of one seed; the same seed gives the same values.
  struct Source {
    private var chance: SplitMix

    init(seed: UInt64) { chance = SplitMix(seed: seed) }

    mutating func below(_ limit: Int) -> Int { chance.below(limit) }
    mutating func number() -> Int64 { Int64(bitPattern: chance.next()) >> Int64(below(64)) }
    mutating func maybe<Value>(_ make: (inout Source) -> Value) -> Value? {
      below(3) == 0 ? nil : make(&self)
    }

    mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

    mutating func text() -> String {
      let parts = ["", "a", "비빔", "\"", "\\", "\n", "\u{1}", "🍜", "e\u{301}", "/", "\u{7F}"]
      return (0..<below(5)).map { _ in one(of: parts) }.joined()
    }

    mutating func json(depth: Int = 3) -> JSON {
      switch below(depth == 0 ? 5 : 7) {
      case 0: .null
      case 1: .bool(below(2) == 0)
      case 2: .integer(number())
      case 3: .double(Double(below(1_000)) + 0.5)
      case 4: .string(text())
      case 5: .array((0..<below(4)).map { _ in json(depth: depth - 1) })
      default: .object(object(depth: depth - 1))
      }
    }

    mutating func object(depth: Int = 3) -> JSONObject {
      JSONObject((0..<below(4)).map { _ in (text(), json(depth: depth)) })
    }

    mutating func person() -> CallContext.Person {
      CallContext.Person(
        id: PairwiseID(text()), number: below(50), name: maybe { $0.text() })
    }

    mutating func localized() -> LocalizedText {
      below(2) == 0 ? LocalizedText(text()) : LocalizedText(ko: text(), en: text())
    }

    mutating func receipt() -> CallContext.Receipt {
      CallContext.Receipt(
        handle: text(), payee: localized(), total: number(), currency: one(of: [.krw, .usd]),
        lines: [
          BillView.Line(id: text(), title: localized(), quantity: 2, unitAmount: number())
        ], people: [person()], payer: PairwiseID(text()))
    }

    mutating func context() -> CallContext {
      CallContext(
        id: text(), attempt: below(4), now: Instant(milliseconds: number()), seed: number(),
        session: CallContext.Session(
          id: SessionID(text()), kind: one(of: SessionKind.allCases), rev: number(),
          state: json(), people: (0..<below(4)).map { _ in person() }),
        viewer: CallContext.Viewer(
          id: maybe { PairwiseID($0.text()) }, role: one(of: Role.allCases),
          tier: one(of: Tier.allCases), lang: one(of: Language.allCases),
          profile: maybe {
            CallContext.Profile(
              nickname: $0.maybe { $0.text() }, phone: $0.maybe { $0.text() },
              email: $0.maybe { $0.text() }, name: $0.maybe { $0.text() })
          }), seenRev: maybe { $0.number() },
        entry: maybe { source in
          CallContext.Entry(
            route: source.maybe { $0.text() }, params: source.object(),
            receipt: source.below(4) == 0 ? source.receipt() : nil)
        }, config: json(),
        conflict: maybe { source in
          CallContext.Conflict(
            effect: source.maybe { $0.below(64) }, code: source.text(), details: source.object())
        })
    }
  }

  private static let seeds = (1...200).map(UInt64.init)

  /// Both ways write the same bytes, and what they write reads to the same value both ways.
  private func check<Value: DirectJSON & Equatable>(
    _ value: Value, seed: UInt64, readsDirectly: Bool = true
  ) throws {
    let ordinary = JSON(encodingByContainers: value)
    #expect(value.directJSON.text == ordinary.text, "seed \(seed)")
    #expect(try JSON.parse(ordinary.text).decode(Value.self) == value, "seed \(seed)")
    guard readsDirectly else { return }
    #expect(Value(direct: try #require(ordinary.object)) == value, "seed \(seed)")
  }

  @Test func contextsAreTheSameBothWays() throws {
    for seed in Self.seeds {
      var source = Source(seed: seed)
      let context = source.context()
      // A receipt and an explicit null go the ordinary way.
      try check(context, seed: seed, readsDirectly: context.entry?.receipt == nil)
    }
  }

  @Test func resultsAreTheSameBothWays() throws {
    for seed in Self.seeds {
      var source = Source(seed: seed)
      func value(_ source: inout Source) -> JSON? {
        source.maybe { $0.json() }.flatMap { $0.isNull ? nil : $0 }
      }
      try check(
        CallResult(
          page: value(&source), state: value(&source),
          effects: source.maybe { source in (0..<source.below(3)).map { _ in source.json() } }),
        seed: seed)
      var result = MCP.CallResult(text: source.text(), isError: source.below(2) == 0)
      result.resultType = source.maybe { $0.text() }
      result.structuredContent = value(&source)
      result.meta = source.maybe { .object($0.object()) }
      try check(result, seed: seed)
      try check(
        MCP.InputRequired(
          inputRequests: source.maybe { $0.object() }, requestState: source.maybe { $0.text() },
          meta: source.maybe { .object($0.object()) }), seed: seed)
      try check(MCP.InputRequest(method: source.text(), params: source.json()), seed: seed)
      try check(
        RecordQuery(
          source.text(), where: source.maybe { $0.object() },
          descending: source.maybe { $0.below(2) == 0 }, limit: source.maybe { $0.below(100) }),
        seed: seed)
    }
  }

  @Test func requestsAndAnswersAreTheSameBothWays() throws {
    for seed in Self.seeds {
      var source = Source(seed: seed)
      try check(
        SessionCallMethod.Params(
          session: SessionID(source.text()), feature: source.text(),
          arguments: source.maybe { $0.object() }, seenRev: source.maybe { $0.number() },
          key: source.maybe { $0.text() }), seed: seed)
      try check(
        PageReply(
          session: SessionID(source.text()), app: AppID(source.text()), name: source.localized(),
          place: source.maybe { $0.localized() }, rev: source.number(), people: source.below(50),
          page: source.maybe { .object($0.object()) },
          consent: source.maybe { source in
            ConsentSheet(app: AppID(source.text()), name: source.localized(), items: [])
          }, ended: source.below(2) == 0, replayed: source.maybe { $0.below(2) == 0 }),
        seed: seed, readsDirectly: false)
    }
  }

  /// What is unusual is left to the ordinary way, which names the member at fault or passes it.
  @Test(arguments: [
    (#"{"session":"s","feature":7}"#, "/feature"),
    (#"{"feature":"f"}"#, "/session"),
    (#"{"session":"s","feature":"f","seenRev":"1"}"#, "/seenRev"),
    (#"{"session":"s","feature":"f","arguments":[]}"#, "/arguments"),
    (#"{"session":"s","feature":"f","seenRev":null,"_meta":{"traceparent":"x"}}"#, "ok"),
    (#"{"session":"s","feature":"f","seenRev":2.0}"#, "ok"),
  ])
  func faultsAreNamedAsBefore(text: String, expected: String) throws {
    let json = try JSON.parse(text)
    do throws(DecodingError) {
      _ = try json.decode(SessionCallMethod.Params.self)
      #expect(expected == "ok")
    } catch {
      #expect(error.pointerAndReason.pointer == expected)
    }
  }

  @Test func onlyWhatIsDeclaredIsSentAhead() {
    func takes(_ settings: JSON) -> Bool {
      HostExtension.takesReadsAhead(["extensions": [HostExtension.identifier: settings]])
    }
    #expect(HostExtension.takesReadsAhead(["extensions": .object(HostExtension.programExtensions)]))
    #expect(!HostExtension.takesReadsAhead(["extensions": .object(HostExtension.extensions)]))
    #expect(!HostExtension.takesReadsAhead(nil) && !takes(["readAhead": true]))
    #expect(!takes(["version": 1, "readAhead": 1]) && !takes(["version": 2, "readAhead": true]))
    #expect(takes(["version": 1, "readAhead": true]))
  }
}
