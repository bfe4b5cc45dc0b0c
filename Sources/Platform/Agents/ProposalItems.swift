import Wire

extension Effect {
  /// What an effect would do, in the host's words with the program's titles, for the person who
  /// decides; nil for what needs nobody's word.
  func proposed() -> ProposalView.Item? {
    guard needsPerson, let kind = json["effect"]?.string else { return nil }
    return ProposalView.Item(effect: kind, text: sentence.map(\.oneLine))
  }

  private var sentence: LocalizedText {
    switch self {
    case .bill(let bill): Effect.sentence(bill)
    case .refund(let key, let amount, let reason):
      LocalizedText(
        ko: "환불 \(amount.map { Money($0, .krw).formatted } ?? "전액") (\(key): \(reason))",
        en: "Refund \(amount.map { Money($0, .krw).formatted } ?? "of all") (\(key): \(reason))")
    case .cancel(let key):
      LocalizedText(ko: "청구 취소 (\(key))", en: "Cancel the bill \(key)")
    case .capture(let key, let amount, _):
      LocalizedText(
        ko: "잡아 둔 돈 결제 \(amount.map { Money($0, .krw).formatted } ?? "전액") (\(key))",
        en:
          "Charge \(amount.map { Money($0, .krw).formatted } ?? "all") that was set aside (\(key))")
    case .release(let key):
      LocalizedText(ko: "잡아 둔 돈 돌려받기 (\(key))", en: "Give back what was set aside (\(key))")
    case .mandate(let mandate):
      LocalizedText(
        ko: "자동 결제 허락 요청: \(mandate.title.text(in: .korean))",
        en: "Ask for automatic charges: \(mandate.title.text(in: .english))")
    case .charge(let charge):
      LocalizedText(
        ko: "허락한 자동 결제 \(Money(charge.amount, .krw).formatted)",
        en: "Charge \(Money(charge.amount, .krw).formatted) by a mandate")
    case .collect(let collect):
      LocalizedText(
        ko: "친구 \(collect.shares.count)명에게 나눠 내기 요청",
        en: "Ask \(collect.shares.count) friends for their share")
    case .fare(let fare):
      LocalizedText(
        ko: "운임 \(Money(fare.amount, .krw).formatted)",
        en: "Take a fare of \(Money(fare.amount, .krw).formatted)")
    case .escrow: LocalizedText(ko: "안전거래 진행", en: "Move a safe trade on")
    case .publish(let publish):
      LocalizedText(
        ko: "다른 앱에 \(publish.topic) 소식 전하기", en: "Tell other apps of \(publish.topic)")
    case .post(let post):
      LocalizedText(
        ko: "팔로워에게 소식: \(post.text.text(in: .korean))",
        en: "Post to followers: \(post.text.text(in: .english))")
    case .grant(let grant):
      LocalizedText(
        ko: "혜택 주기: \(grant.title.text(in: .korean))",
        en: "Give: \(grant.title.text(in: .english))")
    case .put, .delete, .notify, .timer, .timerAt, .cancelTimer, .code, .stock, .end:
      preconditionFailure("nobody is asked about it")
    }
  }

  /// Lines of a bill that are told by name; the rest is counted.
  private static let namedLines = 5

  private static func sentence(_ bill: BillEffect) -> LocalizedText {
    let total = Money(bill.total ?? 0, bill.currency).formatted
    func lines(_ language: Language) -> String {
      let named = bill.lines.prefix(namedLines).map {
        "\($0.title.text(in: language)) × \($0.quantity)"
      }
      let more = bill.lines.count - named.count
      return named.joined(separator: ", ") + (more > 0 ? " +\(more)" : "")
    }
    return LocalizedText(
      ko: "결제 \(total): \(lines(.korean))", en: "Pay \(total): \(lines(.english))")
  }
}
