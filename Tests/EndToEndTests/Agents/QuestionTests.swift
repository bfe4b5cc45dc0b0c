import JSONRPC
import Testing
import Wire

/// What programs ask people in the middle of a call, and what they say while they work.
@Suite(.serialized) struct QuestionTests {
  private func ask(_ visit: HostileShop.Visit, _ deed: String = "askSize") throws -> JSON {
    try visit.call("act", deed)
  }

  private func text(_ result: JSON) -> String { result.at("page.page.body.0.text")?.text ?? "" }

  @Test func aFormIsAnsweredDeclinedOrCancelled() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      let jun = try Caller(world, as: "jun")
      let visit = try shop.visit(mina)
      let table: [(answer: JSONObject, expected: String)] = [
        (["action": "accept", "content": ["size": "large", "count": 3]], "told accept large"),
        (["action": "decline"], "told decline"), (["action": "cancel"], "told cancel"),
      ]
      for (answer, expected) in table {
        let asked = try ask(visit)
        #expect(asked.at("question.message") == "Which size?")
        #expect(asked.at("question.fields.0.kind") == "choice")
        #expect(asked.at("question.fields.0.isRequired") == true)
        #expect(asked.at("page") == nil)
        let question = JSON.string(try asked.text(at: "question.question"))
        // Others may not answer, and what does not fit leaves it open.
        #expect(
          try jun.refusal("session.answer", ["question": question, "action": "cancel"])
            == "question.over")
        for wrong in [
          [:], ["size": "huge"], ["size": "large", "count": 4], ["size": "large", "pin": "1"],
        ] as [JSONObject] {
          #expect(
            try mina.refusal(
              "session.answer",
              ["question": question, "action": "accept", "content": .object(wrong)])
              == "feature.arguments")
        }
        #expect(
          try mina.call("session.questions").at("questions.0.question") == question)
        let result = try mina.call(
          "session.answer", answer.merging(["question": question]))
        #expect(text(result).contains(expected), "\(result.text)")
        #expect(
          try mina.refusal("session.answer", ["question": question, "action": "cancel"])
            == "question.over")
      }
    }
  }

  /// While a person thinks, others at the table go on; the call then runs on what is there.
  @Test func whoThinksHoldsNobodyUpAndTheKeyKeepsItsWord() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      let jun = try Caller(world, as: "jun")
      let visit = try shop.visit(mina)
      let other = try shop.visit(jun)
      #expect(other.session == visit.session)
      let params = visit.parameters("act", "askAndKeep")
      let asked = try mina.call("session.call", params)
      let question = JSON.string(try asked.text(at: "question.question"))
      // The same key is told the same question, also on another connection.
      let again = try Caller(world, as: "mina").call("session.call", params)
      #expect(again.at("question.question") == question)
      let rev = try other.call("act", "keep").number(at: "rev")
      let result = try mina.call(
        "session.answer",
        ["question": question, "action": "accept", "content": ["size": "small"]])
      #expect(text(result).contains("told accept small"))
      #expect(try result.number(at: "page.rev") == rev + 1)
      let replayed = try mina.call("session.call", params)
      #expect(replayed["replayed"] == true && replayed.at("rev") == result.at("page.rev"))
    }
  }

  /// `{deed, questions that are asked, what the call comes to}`: different questions of one call at
  /// their limit, and one more.
  @Test(arguments: [("askEight", 8, nil), ("askNine", 8, "question.invalid")])
  func questionsOfOneCallAreLimited(deed: String, count: Int, code: String?) throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      var answer = try ask(try shop.visit(mina), deed)
      var asked = 0
      while asked < 20, let question = answer["question"] ?? answer.at("page.question") {
        asked += 1
        #expect(question["message"]?.string == "Number \(asked)?")
        let answered = try mina.answer(
          "session.answer",
          ["question": question["question"] ?? .null, "action": "accept", "content": [:]])
        answer = answered["result"] ?? answered
      }
      #expect(asked == count)
      #expect(answer.at("error.code")?.string == code, "\(answer.text)")
      if code == nil { #expect(text(answer).contains("All is well")) }
      #expect(try mina.call("session.questions").at("questions")?.array?.isEmpty == true)
    }
  }

  @Test func secretsAreNeverAskedThisWay() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      let answer = try shop.visit(mina).answer("act", "askSecret")
      #expect(answer.at("error.code") == "question.secret", "\(answer.text)")
      #expect(try mina.call("session.questions").at("questions")?.array?.isEmpty == true)
    }
  }

  /// `{deed, notices that the person is told}`: a chatty program is told so often and no more.
  @Test(arguments: [
    ("progress", 3), ("progressFifty", 50), ("progressFiftyOne", 50), ("muchProgress", 50),
  ])
  func progressIsShownAndBounded(deed: String, count: Int) throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      try shop.visit(mina).call("act", deed)
      var told: [JSONObject] = []
      while let notice = try mina.notification(milliseconds: 100) {
        if notice.method == "session.progress" { told.append(notice.params) }
      }
      #expect(told.count == count)
      #expect(told.first?["feature"] == "act" && told.first?["message"] == "step 1")
    }
  }

  @Test func theCommandsAskAndAnswer() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let visit = try shop.visit(try Caller(world, as: "mina"))
      let me = ["--as", "mina", "--json"]
      let asked = try world.madang(["call", visit.session, "act", "deed=askSize"] + me).json()
      let question = try asked.text(at: "question.question")
      let listed = try world.madang(["questions"] + me).json()
      #expect(listed.at("questions.0.question")?.string == question)
      let answer = try world.madang(["answer", question, "size=large"] + me).json()
      #expect(text(answer).contains("told accept large"), "\(answer.text)")
    }
  }

  /// A watcher that is slow gets the newest revision, and one question is one answer.
  @Test func aSlowWatcherGetsTheNewest() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      let jun = try Caller(world, as: "jun")
      let visit = try shop.visit(mina)
      let other = try shop.visit(jun)
      func watch(_ rev: Int64, _ people: Int64) -> JSONObject {
        ["session": .string(visit.session), "rev": .integer(rev), "people": .integer(people)]
      }
      let now = try mina.call(
        "session.watch", watch(0, 2).merging(["timeoutMs": 0]))
      let rev = try now.number(at: "rev")
      #expect(now["people"] == 2)
      // It waits, and is woken by one commit of somebody else.
      let waiting = try mina.start("session.watch", watch(rev, 2))
      #expect(try mina.hasAnswer(to: waiting) == false)
      try other.call("act", "keep")
      #expect(try mina.wait(for: waiting)["rev"] == .integer(rev + 1))
      // Who looks away meanwhile is told the newest, once, however much was missed.
      for _ in 0..<5 { try other.call("act", "keep") }
      #expect(try mina.call("session.watch", watch(rev + 1, 2))["rev"] == .integer(rev + 6))
      // Somebody leaving is a change too, and who is not there may not watch.
      let left = try mina.start("session.watch", watch(rev + 6, 2))
      _ = try jun.call(
        "session.leave",
        ["key": .string(Caller.newKey()), "session": .string(visit.session)])
      #expect(try mina.wait(for: left)["people"] == 1)
      #expect(try jun.refusal("session.watch", watch(0, 1)) == "session.unknown")
    }
  }

  /// A table with two people outlives its program and its daemon.
  @Test func aSessionSurvivesDaemonAndProgram() throws {
    try World.with { world in
      let shop = try HostileShop(world)
      let mina = try Caller(world, as: "mina")
      let jun = try Caller(world, as: "jun")
      let visit = try shop.visit(mina)
      let other = try shop.visit(jun)
      try visit.call("act", "keep")
      let rev = try other.call("act", "keep").number(at: "rev")
      #expect(try visit.answer("act", "crash").at("error.code") == "program.crashed")
      #expect(try other.call("act", "keep").number(at: "rev") == rev + 1)
      world.kill()
      try world.start()
      try mina.reconnect()
      try jun.reconnect()
      #expect(try visit.call("act", "keep").number(at: "rev") == rev + 2)
      let told = try other.call("act", "keep")
      #expect(try told.number(at: "rev") == rev + 3)
      #expect(told["people"] == 2)
    }
  }
}
