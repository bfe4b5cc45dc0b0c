import Loop
import Wire

/// What programs ask people and wait for: each question is answered once, by its person alone, or
/// closed when its time is up.
///
/// Confined to the loop's thread.
final class QuestionDesk {
  /// How long a question stays open, in milliseconds: two minutes.
  static let waitMilliseconds: Int64 = 120_000
  /// Open questions of everybody.
  static let limit = 1_000
  /// Open questions of one person.
  static let personLimit = 8

  /// What a person said, and where the call goes on; nil where nobody waits for that.
  struct Answer {
    let action: QuestionAction
    let content: JSONObject?
    let done: CallFlow.Done?

    /// The result of `elicitation/create`.
    var wire: JSON {
      var object: JSONObject = ["action": .string(action.rawValue)]
      if action == .accept { object["content"] = .object(content ?? [:]) }
      return .object(object)
    }

    /// Nobody answered.
    static var cancelled: Answer { Answer(action: .cancel, content: nil, done: nil) }
  }

  private struct Open {
    let number: UInt64
    let person: PersonID
    let view: QuestionView
    let elicitation: Elicitation
    let isOfAgent: Bool
    let timer: EventLoop.Timer
    let take: (Answer) -> Void
  }

  private let loop: EventLoop
  private var open: [QuestionID: Open] = [:]
  private var last: UInt64 = 0

  init(_ loop: EventLoop) { self.loop = loop }

  /// How many are open.
  var count: Int { open.count }

  /// Opens a question; false where too many are.
  func ask(
    _ person: PersonID, _ view: QuestionView, _ elicitation: Elicitation, isOfAgent: Bool,
    take: @escaping (Answer) -> Void
  ) -> Bool {
    let own = open.values.count { $0.person == person }
    guard open.count < Self.limit, own < Self.personLimit else { return false }
    last += 1
    let id = view.question
    let timer = loop.schedule(afterMilliseconds: Self.waitMilliseconds) { [weak self] in
      self?.open.removeValue(forKey: id)?.take(.cancelled)
    }
    open[id] = Open(
      number: last, person: person, view: view, elicitation: elicitation,
      isOfAgent: isOfAgent, timer: timer, take: take)
    return true
  }

  /// What is open for a person, oldest first.
  func questions(of person: PersonID) -> [QuestionView] {
    open.values.filter { $0.person == person }.sorted { $0.number < $1.number }.map(\.view)
  }

  /// The question of one, where it is still open.
  func view(_ question: QuestionID) -> QuestionView? { open[question]?.view }

  /// Takes an answer: what does not fit leaves the question open. True says that the call is an
  /// agent's, which learns what it came to; `done` is then not called.
  func answer(
    _ params: SessionAnswerMethod.Params, of person: PersonID, done: @escaping CallFlow.Done
  ) throws(Refusal) -> Bool {
    guard let question = open[params.question], question.person == person else {
      throw Refusal(QuestionError.over)
    }
    if params.action == .accept,
      let (field, reason) = question.elicitation.fault(in: params.content ?? [:])
    {
      throw Refusal(
        SessionError.arguments,
        ["pointer": .string("/content/\(field)"), "reason": .string(reason)])
    }
    open[params.question] = nil
    loop.cancel(question.timer)
    question.take(
      Answer(
        action: params.action, content: params.content,
        done: question.isOfAgent ? nil : done))
    return question.isOfAgent
  }

  /// Ends a question as if its time were up.
  func withdraw(_ question: QuestionID) { close(question)?(.cancelled) }

  /// Takes a question off the desk; whoever waited for its answer does so no more.
  @discardableResult
  func close(_ question: QuestionID) -> ((Answer) -> Void)? {
    guard let question = open.removeValue(forKey: question) else { return nil }
    loop.cancel(question.timer)
    return question.take
  }

  /// Closes every question, because the daemon stops.
  func endAll() {
    for question in open.values.sorted(by: { $0.number < $1.number }) {
      open[question.view.question] = nil
      loop.cancel(question.timer)
      question.take(.cancelled)
    }
  }
}
