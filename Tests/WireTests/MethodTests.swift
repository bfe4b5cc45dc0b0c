import Testing
import Wire

@Suite struct MethodTests {
  @Test func everyExampleReadsAsWhatItShows() throws {
    func check<M: Method>(_ method: M.Type) throws {
      let params = try M.example.params.decode(M.Params.self)
      #expect(JSON(encoding: params).canonical == M.example.params.canonical, "\(M.name)")
      let result = try M.example.result.decode(M.Result.self)
      #expect(JSON(encoding: result).canonical == M.example.result.canonical, "\(M.name)")
    }
    for method in MethodList.all { try check(method) }
  }

  @Test func namesAreUniqueNounsAndVerbs() {
    let names = MethodList.all.map { $0.name }
    #expect(Set(names).count == names.count)
    for name in names where name != "hello" { #expect(name.split(separator: ".").count == 2) }
  }

  /// Who may move a person's money or speak for them: nobody but the person.
  @Test func moneyNeedsAPerson() {
    for method in MethodList.all
    where ["wallet.", "bill.", "pin.", "funding.", "mandate."]
      .contains(where: { method.name.hasPrefix($0) })
    {
      #expect(method.access.credentials == [.person], "\(method.name)")
    }
    for method in MethodList.all where !method.access.credentials.isDisjoint(with: [.none]) {
      #expect(["hello", "hello.prove"].contains(method.name))
    }
    #expect(WalletTransferMethod.access.tier == .registered)
  }

  /// What a program that acts for a person may ask: exactly this, and nothing that moves money,
  /// consents or speaks for them.
  @Test func agentsMayAskTheseAlone() {
    let theirs = MethodList.all.filter { $0.access.credentials.contains(.agent) }.map { $0.name }
    #expect(
      Set(theirs) == [
        "hello", "hello.prove", "agent.tools", "agent.sessions", "agent.call", "proposal.show",
      ])
  }

  /// Who may say who somebody is, what apps see of them and what they are told: nobody but the
  /// person. Who may run the daemon: nobody but its operator.
  @Test func identityNeedsAPersonAndTheDaemonItsOperator() {
    let own = ["identity.", "consent.", "inbox."]
    for method in MethodList.all where own.contains(where: method.name.hasPrefix) {
      #expect(method.access.credentials == [.person], "\(method.name)")
    }
    // How the daemon is doing may be seen by anybody who is served by it.
    for method in MethodList.all
    where method.name.hasPrefix("admin.") && method.name != AdminStatusMethod.name {
      #expect(method.access.credentials == [.operator], "\(method.name)")
    }
  }

  @Test(arguments: [
    (String(repeating: "a", count: 15), false), (String(repeating: "a", count: 16), true),
    (String(repeating: "Z", count: 128), true), (String(repeating: "a", count: 129), false),
    ("with-dash_and_0123456789", true), ("with a blank in it", false), ("with.a.dot.in.it.", false),
  ]) func keys(key: String, isValid: Bool) { #expect(IdempotencyKey.isValid(key) == isValid) }

  @Test(arguments: [
    (Money(0, .krw), "₩0"), (Money(7_000, .krw), "₩7,000"), (Money(-500, .krw), "-₩500"),
    (Money(1_234_567, .krw), "₩1,234,567"), (Money(5, .usd), "$0.05"),
    (Money(1250, .usd), "$12.50"), (Money(-123_456, .usd), "-$1,234.56"),
  ]) func moneyForPeople(money: Money, expected: String) { #expect(money.formatted == expected) }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
      (1_795_219_411_229, "2026-11-21T00:03:31Z"), (-1, "1969-12-31T23:59:59Z"),
    ] as [(Int64, String)]) func instantsForPeople(milliseconds: Int64, expected: String)
  {
    #expect(Instant(milliseconds: milliseconds).iso8601 == expected)
  }
}
