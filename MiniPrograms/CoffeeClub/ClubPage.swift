import MiniProgramKit

/// The page of a card.
struct ClubPage {
  static let title = LocalizedText(ko: "커피 클럽", en: "Coffee club")

  static func page(_ call: Call<ClubState>) throws -> Page {
    let price = Money(try call.settings().price, .krw)
    var page = Page(title) {
      Text(
        LocalizedText(
          ko: "매달 원두 한 봉지, 한 달 \(price.formatted)", en: "A bag of beans a month, \(price.formatted)"
        ),
        .strong)
    }
    switch call.state.status {
    case .none, .ended:
      page.body.append(
        .button(
          PageButton(
            "join", LocalizedText(ko: "가입하기", en: "Join"), style: .primary, call: "club.join")))
    case .asked:
      page.body.append(
        .notice(LocalizedText(ko: "허락을 기다립니다.", en: "Waiting for your answer."), .info))
    case .member:
      page.body.append(
        .notice(
          LocalizedText(
            ko: "회원입니다. \(call.state.months)개월 결제됨",
            en: "You are a member; \(call.state.months) paid"), .ok))
    case .pastDue:
      page.body.append(
        .notice(
          LocalizedText(ko: "결제하지 못했습니다.", en: "A month could not be charged."), .warning))
    }
    page.refresh = PageAction("club.open")
    return page
  }
}
