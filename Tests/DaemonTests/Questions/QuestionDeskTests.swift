import Loop
import Testing
import Wire

@testable import madangd

/// Questions on the desk: how many there may be, who answers them, and how they end.
@Suite struct QuestionDeskTests {
  /// What became of the questions, by their names.
  private final class Told {
    var answers: [String: [QuestionAction]] = [:]
  }

  private let elicitation = Elicitation(
    message: "How many?", fields: [QuestionField(name: "n", kind: .integer, maximum: 9)])

  private func ask(
    _ desk: QuestionDesk, _ person: String, _ name: String, _ told: Told,
    isOfAgent: Bool = false
  ) -> Bool {
    let view = QuestionView(
      question: QuestionID(name), session: nil, app: AppID("test.app"), name: "Test",
      message: elicitation.message, fields: elicitation.fields)
    return desk.ask(PersonID(person), view, elicitation, isOfAgent: isOfAgent) {
      told.answers[name, default: []].append($0.action)
    }
  }

  private func refusal(
    _ desk: QuestionDesk, _ person: String, _ name: String,
    _ action: QuestionAction = .decline, _ content: JSONObject? = nil
  ) -> ErrorCode? {
    do throws(Refusal) {
      _ = try desk.answer(
        .init(question: QuestionID(name), action: action, content: content),
        of: PersonID(person)
      ) { _ in }
      return nil
    } catch { return error.code }
  }

  @Test func onePersonsQuestionsAtTheirLimit() throws {
    let desk = QuestionDesk(try EventLoop())
    let told = Told()
    for number in 1...QuestionDesk.personLimit { #expect(ask(desk, "mina", "q\(number)", told)) }
    #expect(!ask(desk, "mina", "more", told))
    #expect(ask(desk, "jun", "other", told))
    #expect(desk.questions(of: PersonID("mina")).count == QuestionDesk.personLimit)
    // One that is answered makes room for another.
    #expect(refusal(desk, "mina", "q3") == nil)
    #expect(ask(desk, "mina", "more", told))
    #expect(!ask(desk, "mina", "again", told))
    #expect(desk.questions(of: PersonID("mina")).last?.question == QuestionID("more"))
    #expect(told.answers == ["q3": [.decline]])
  }

  @Test func everybodysQuestionsAtTheirLimit() throws {
    let desk = QuestionDesk(try EventLoop())
    let told = Told()
    for number in 0..<QuestionDesk.limit {
      let person = "p\(number / QuestionDesk.personLimit)"
      #expect(ask(desk, person, "q\(number)", told))
    }
    #expect(desk.count == QuestionDesk.limit)
    #expect(!ask(desk, "late", "more", told))
    desk.close(QuestionID("q0"))
    #expect(ask(desk, "late", "more", told))
    #expect(told.answers.isEmpty)
  }

  /// Its person alone answers, once, what fits; what does not leaves it open.
  @Test func anAnswerIsTakenOnce() throws {
    let desk = QuestionDesk(try EventLoop())
    let told = Told()
    #expect(ask(desk, "mina", "q", told))
    #expect(refusal(desk, "jun", "q") == QuestionError.over)
    #expect(refusal(desk, "mina", "none") == QuestionError.over)
    for wrong in [["n": 10], ["n": "9"], ["m": 1]] as [JSONObject] {
      #expect(refusal(desk, "mina", "q", .accept, wrong) == SessionError.arguments)
    }
    #expect(refusal(desk, "mina", "q", .accept, ["n": 9]) == nil)
    #expect(refusal(desk, "mina", "q", .accept, ["n": 9]) == QuestionError.over)
    #expect(told.answers == ["q": [.accept]] && desk.count == 0)
  }

  /// However a question ends, it ends once.
  @Test func itEndsOnce() throws {
    let desk = QuestionDesk(try EventLoop())
    let told = Told()
    for name in ["back", "closed", "left"] { #expect(ask(desk, "mina", name, told)) }
    desk.withdraw(QuestionID("back"))
    desk.withdraw(QuestionID("back"))
    desk.close(QuestionID("closed"))
    desk.withdraw(QuestionID("closed"))
    desk.endAll()
    desk.endAll()
    for name in ["back", "closed", "left"] {
      #expect(refusal(desk, "mina", name) == QuestionError.over)
    }
    #expect(told.answers == ["back": [.cancel], "left": [.cancel]] && desk.count == 0)
  }
}
