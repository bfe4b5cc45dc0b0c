import Testing
import Wire

/// Every abuse of the protocol that the design lists (sandbox.md, Escape tests, protocol), one row
/// each: the caller hears a code within the deadline, the program is up again for the next call,
/// another shop notices nothing and the daemon's memory stays what it was.
@Suite struct ProtocolAbuseTests {
  /// The abuse, the deed of `stream.c`, and the codes one of which the caller hears; "" is a page.
  static let rows: [(abuse: String, deed: String, codes: Set<String>)] = [
    ("answer after cancel", "late", ["program.deadline"]),
    ("1 GiB line", "gibibyte", ["program.garbage"]),
    ("10^6 nesting", "millionDeep", ["program.garbage"]),
    ("invalid UTF-8", "notText", ["program.garbage"]),
    ("NUL", "nul", ["program.garbage"]),
    ("duplicate keys", "sameMemberTwice", ["program.garbage"]),
    ("id reuse", "oldId", [""]),
    ("answer to an unknown id", "stranger", [""]),
    ("two answers to one id", "twice", [""]),
    ("notification flood", "flood", ["program.deadline", "program.crashed", "program.garbage"]),
    ("stderr flood", "floodErrors", ["", "program.deadline"]),
    ("never reading stdin", "hang", ["program.deadline"]),
    ("slow drip", "drip", ["program.deadline"]),
    ("exit mid-frame", "half", ["program.crashed", "program.garbage"]),
    ("closes stdout but lives", "closeOutput", ["program.crashed"]),
  ]

  /// How much the daemon's memory may grow over all rows, in KiB: one frame of each and its copies.
  static let growthKiB: Int64 = 64 << 10

  @Test func eachAbuseEndsInACodeAndNobodyElseNotices() throws {
    try World.with { world in
      let (mina, joon) = (try Caller(world, as: "mina"), try Caller(world, as: "joon"))
      let other = try HostileShop(world, "other").visit(joon)
      try other.call("look", "ok")
      let before = try mina.call("admin.status").number(at: "rssKiB")
      for (abuse, deed, codes) in Self.rows {
        let visit = try HostileShop(world, deed, callMilliseconds: 1_000).visit(mina)
        let answer = try visit.answer("act", deed)
        let code = answer.at("error.code")?.string ?? ""
        #expect(codes.contains(code), "\(abuse): \(answer.text.prefix(600))")
        try visit.call("look", "ok")
        try other.call("look", "ok")
      }
      let after = try mina.call("admin.status").number(at: "rssKiB")
      print("protocol abuse: \(Self.rows.count) rows, daemon \(before) → \(after) KiB")
      #expect(after - before < Self.growthKiB)
      let metrics = try world.run("madangd", ["metrics", "--home", world.home])
      let samples = try PrometheusText.parse(
        String(decoding: metrics.output, as: UTF8.self))
      #expect(try #require(samples["madang_program_late_answers_total"]) >= 1)
    }
  }
}
