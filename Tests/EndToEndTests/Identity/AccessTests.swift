import JSONRPC
import Testing
import Wire

/// No method answers above its tier, and none to the wrong credential: a table over every method
/// there is, so that a new one is in it without anybody thinking of it.
@Suite struct AccessTests {
  /// What a credential must be told by a method that is not for it; nil where it is.
  private func refusal(_ access: MethodAccess, _ credential: Credential, _ tier: Tier) -> String? {
    guard access.credentials.contains(credential) else {
      if access.credentials.contains(.person) { return "auth.person_only" }
      return access.credentials.contains(.operator) ? "auth.operator_only" : "auth.agent_only"
    }
    return [.person, .agent].contains(credential) && tier < access.tier ? "auth.tier" : nil
  }

  /// Methods that a connection itself answers.
  private static let greetings: Set<String> = ["hello", "hello.prove"]
  /// Methods that would end the daemon under the test.
  private static let deadly: Set<String> = ["admin.stop"]

  private func params(_ method: any Method.Type) -> JSONObject {
    var params = method.example.params.object ?? [:]
    if method.isMutating { params["key"] = .string(Caller.newKey()) }
    return params
  }

  @Test func everyMethodKnowsWhoMayCallIt() throws {
    try World.with { world in
      let visitor = try Caller(world, as: "visitor")
      let registered = try Caller(world, as: "registered")
      try PersonSteps(world, registered).verifyPhone("010-1111-2222")
      let operatorCaller = try Caller.asOperator(world)
      let callers: [(Caller, Credential, Tier)] = [
        (visitor, .person, .visitor), (registered, .person, .registered),
        (operatorCaller, .operator, .full),
        // The agent of somebody registered: it may nothing that only its person may.
        (try Caller(world, agentOf: registered), .agent, .registered),
      ]
      for method in MethodList.all where !Self.greetings.contains(method.name) {
        for (caller, credential, tier) in callers {
          let expected = refusal(method.access, credential, tier)
          // What is allowed is tried by every other test; here only what must not be.
          guard let expected else { continue }
          let answer = try caller.answer(method.name, params(method))
          #expect(
            answer.at("error.code")?.string == expected,
            "\(method.name) as \(credential) \(tier): \(answer.text.prefix(300))")
          #expect(answer.at("error.moneyMoved") == false, "\(method.name)")
        }
      }
    }
  }

  /// Something that was refused for its tier is refused to every tier below and to none above.
  @Test func aTierIsTheWholeDifference() throws {
    try World.with { world in
      let gated = MethodList.all.filter { $0.access.tier > .visitor }
      #expect(!gated.isEmpty)
      let caller = try Caller(world, as: "mina")
      func refused(_ method: any Method.Type) throws -> Bool {
        try caller.answer(method.name, params(method)).at("error.code") == "auth.tier"
      }
      func check(_ tier: Tier) throws {
        #expect(try caller.call("identity.show").text(at: "tier") == tier.rawValue)
        for method in gated where !Self.deadly.contains(method.name) {
          let isBelow = tier < method.access.tier
          #expect(try refused(method) == isBelow, "\(method.name) as \(tier)")
        }
      }
      let steps = PersonSteps(world, caller)
      try check(.visitor)
      // The connection stays open: a tier that was earned counts at once, also on this one.
      try steps.verifyPhone("010-1234-5678")
      try check(.registered)
      try steps.verifyName("김민아", "1994-03-02")
      try check(.account)
      try steps.verify(
        "sandbox-document", ["name": "김민아", "birth": "1994-03-02", "document": "1234-5678"])
      try check(.full)
    }
  }

  @Test func nothingIsAnsweredBeforeHello() throws {
    try World.with { world in
      let client = RPCClient(try UnixSocketTransport(path: world.home + "/madangd.sock"))
      // Few enough that a stranger's rate is not in the way.
      for method in MethodList.all.filter({ !Self.greetings.contains($0.name) }).prefix(12) {
        #expect(throws: RPCClient.Failure.self, "\(method.name)") {
          try client.call(method.name, params(method))
        }
      }
    }
  }
}
