import Platform
import Testing
import Wire

@testable import madangd

@Suite struct ReadHabitsTests {
  private static let feature = ReadHabits.Feature(
    release: ReleaseKey(app: AppID("a.b"), version: 1), name: "menu.open")

  private static func read(_ name: String, _ key: String? = nil) -> ReadHabits.Read {
    ReadHabits.Read(name: name, request: .get(collection: "c", key: key ?? name))
  }

  /// One call: it is sent what the habits say, leaves `unread` of that and asks for the rest.
  private static func call(
    _ habits: ReadHabits, reads: [ReadHabits.Read], _ feature: ReadHabits.Feature = feature
  ) -> [String] {
    let ahead = habits.reads(of: feature)
    let unread = ahead.filter { !reads.contains($0) }.map(\.name)
    let missing = reads.contains { !ahead.contains($0) }
    // A round repeats all reads of the one before.
    habits.note(feature, ahead: ahead, unread: Set(unread), asked: missing ? reads : [])
    return ahead.map(\.name)
  }

  /// Each line is a call: what it reads, and what it was sent.
  @Test func whatIsSentFollowsWhatIsRead() {
    let habits = ReadHabits()
    let (a, b, x, y) = (Self.read("a"), Self.read("b"), Self.read("x"), Self.read("y"))
    let calls: [(reads: [ReadHabits.Read], sent: [String])] = [
      ([a], []), ([a], []), ([a], ["a"]), ([a, b], ["a"]), ([a, b], ["a"]), ([a, b], ["a", "b"]),
      ([b], ["a", "b"]), ([b], ["b"]), ([a, b], ["b"]), ([a, b], ["b"]), ([], ["a", "b"]),
      ([], []), ([x], []), ([y], []), ([x], []), ([x], []), ([x], ["x"]), ([y], ["x"]), ([y], []),
      ([y], ["y"]),
    ]
    for (step, call) in calls.enumerated() {
      #expect(Self.call(habits, reads: call.reads).sorted() == call.sent, "call \(step)")
    }
  }

  @Test func aFeatureHasSoManyHabits() {
    let limit = HostExtension.readAheadLimit
    for count in [limit, limit + 1] {
      let habits = ReadHabits()
      let reads = (1...count).map { Self.read("r\($0)") }
      for _ in 1...3 { _ = Self.call(habits, reads: reads) }
      #expect(habits.reads(of: Self.feature) == Array(reads.prefix(limit)), "\(count)")
    }
  }

  @Test func soManyFeaturesAreRemembered() {
    let habits = ReadHabits()
    func feature(_ number: Int) -> ReadHabits.Feature {
      ReadHabits.Feature(release: Self.feature.release, name: "f\(number)")
    }
    for number in 1...ReadHabits.featureLimit {
      for _ in 1...2 { _ = Self.call(habits, reads: [Self.read("a")], feature(number)) }
    }
    #expect(habits.count == ReadHabits.featureLimit && habits.reads(of: feature(1)).count == 1)
    // A call that reads nothing is nothing to remember.
    _ = Self.call(habits, reads: [], feature(0))
    #expect(habits.count == ReadHabits.featureLimit)
    _ = Self.call(habits, reads: [Self.read("a")], feature(0))
    #expect(habits.count == 1 && habits.reads(of: feature(1)).isEmpty)
  }

  /// An answer that was too large is not tried again while it is read, and the others still are.
  @Test func anUnfitAnswerIsLeftOutWhileItIsRead() {
    let habits = ReadHabits()
    let (a, b) = (Self.read("a"), Self.read("b"))
    for _ in 1...2 { _ = Self.call(habits, reads: [a, b]) }
    habits.noteUnfit(a, of: Self.feature)
    for _ in 1...3 { #expect(Self.call(habits, reads: [a, b]) == ["b"]) }
    _ = Self.call(habits, reads: [b])
    for _ in 1...2 { #expect(Self.call(habits, reads: [a, b]) == ["b"]) }
    #expect(Self.call(habits, reads: [a, b]).sorted() == ["a", "b"])
  }

  /// A program whose names do not tell its reads apart is never sent anything again.
  @Test func oneNameForTwoReadsEndsIt() {
    let habits = ReadHabits()
    let one = Self.read("a", "one")
    for _ in 1...2 { _ = Self.call(habits, reads: [one]) }
    #expect(habits.reads(of: Self.feature) == [one])
    habits.note(Self.feature, ahead: [one], unread: [], asked: [Self.read("a", "two")])
    for _ in 1...4 { #expect(Self.call(habits, reads: [one]).isEmpty) }
  }

  @Test func pagesAreKeptUpToTheirLimits() throws {
    func page(_ text: String) -> JSON {
      ["title": "T", "body": [["type": "text", "text": .string(text)]]]
    }
    func feature(_ number: Int) -> ReadHabits.Feature {
      ReadHabits.Feature(release: Self.feature.release, name: "f\(number)")
    }
    var shelf = PageShelf()
    let first = try shelf.read(page("비빔\u{7}"), of: feature(1))
    // What is kept is what reading gives, cleaned.
    #expect(first.json == (try Page.read(page("비빔\u{7}")).page.json))
    #expect(first.json != page("비빔\u{7}") && !first.isFilledIn)
    let other = try shelf.read(page("other"), of: feature(1))
    #expect(other.source == page("other") && shelf.count == 1)
    #expect(shelf.byteCount == page("other").byteCount)
    for number in 2...PageShelf.pageLimit { _ = try shelf.read(page("x"), of: feature(number)) }
    #expect(shelf.count == PageShelf.pageLimit)
    _ = try shelf.read(page("x"), of: feature(0))
    #expect(shelf.count == 1)
    #expect(throws: DocumentIssue.self) {
      _ = try shelf.read(["title": "T", "body": [["type": "nothing"]]], of: feature(0))
    }
  }

  @Test(arguments: [
    (#"{"type":"text","text":"x"}"#, false), (#"{"type":"bill","key":"b"}"#, true),
    (
      #"{"type":"section","children":[{"type":"columns","children":[{"type":"bill","key":"b"}]}]}"#,
      true
    ),
    (#"{"type":"code","payload":"p"}"#, true),
    (#"{"type":"section","children":[{"type":"divider"}]}"#, false),
  ])
  func whatTheDaemonFillsInIsKnown(node: String, isFilledIn: Bool) throws {
    let page: JSON = ["title": "T", "body": [try JSON.parse(node)]]
    #expect(try Page.read(page).page.isFilledIn == isFilledIn)
  }
}
