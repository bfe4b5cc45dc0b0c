import Wire

@testable import madang

/// What programs and agents ask of a person.
extension SampleScreens {
  private static let noon = Instant(milliseconds: 1_763_680_000_000)
  private static let app = AppID("kr.co.noodlehouse.table")
  private static let name = LocalizedText(ko: "국수집", en: "Noodle House")

  /// A question with a field of each kind, needed and not.
  static let question = QuestionView(
    question: QuestionID("q_7k2m"), session: SessionID("s_1"), app: app, name: name,
    message: "Which cake, and how?",
    fields: [
      QuestionField(
        name: "size", kind: .choice, title: "Size", isRequired: true,
        options: [.init(value: "s", title: "Small"), .init(value: "l", title: "Large")]),
      QuestionField(
        name: "count", kind: .integer, title: "Candles", description: "One for each year",
        isRequired: true, minimum: 0, maximum: 99),
      QuestionField(name: "price", kind: .number, title: "At most", initial: .double(10.5)),
      QuestionField(name: "wrapped", kind: .toggle, title: "Wrapped", initial: false),
      QuestionField(name: "words", kind: .text, title: "Words on it", maximum: 20),
      QuestionField(
        name: "extras", kind: .choices, title: "With",
        options: [.init(value: "cream", title: "Cream"), .init(value: "nuts", title: "Nuts")]),
    ])

  /// The same question, filled in.
  static let answered = QuestionRequest(
    view: question,
    typed: [
      "size": "l", "count": 7, "wrapped": true, "words": "생일 축하해", "extras": ["cream", "nuts"],
    ])

  static let proposal = ProposalView(
    proposal: ProposalID("pr_7k2m"), agent: AgentID("ag_1"), agentName: "desk", app: app,
    name: name, session: SessionID("s_1"), feature: "order.place",
    title: LocalizedText(ko: "주문하기", en: "Place the order"),
    effects: [
      ProposalView.Item(
        effect: "bill", text: LocalizedText(ko: "₩14,000 청구", en: "A bill of ₩14,000")),
      ProposalView.Item(
        effect: "post",
        text: LocalizedText(ko: "단골에게 소식 보내기", en: "A post to everybody who follows")),
    ], status: .waiting, created: noon, expires: noon.adding(seconds: ProposalView.waitSeconds))

  static let agentConsent: ProposalView = {
    var asked = proposal
    asked.proposal = ProposalID("pr_4t8w")
    asked.effects = []
    asked.consent = ConsentSheet(
      app: app, name: name,
      items: [
        ConsentSheet.Item(
          scope: "nickname", reason: LocalizedText(ko: "부를 이름", en: "To call you"), value: "mina")
      ])
    return asked
  }()
}
