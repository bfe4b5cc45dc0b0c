import Wire

/// Mandates and safe trades: where the money is, whose turn it is, what happens by itself and when.
extension ScreenBlocks {
  func mandatesBlocks(_ mandates: [MandateView]) -> [Block] {
    if mandates.isEmpty {
      return [
        .host(
          .text(word("묻지 않고 결제할 수 있는 앱이 없습니다.", "No app may charge you without asking."), .quiet))
      ]
    }
    return mandates.map { mandate in
      .host(
        .item(
          Block.ItemRow(
            kind: .normal, id: "mandate:\(mandate.mandate)",
            key: screen.choice("mandate:\(mandate.mandate)")?.key, title: text(mandate.payee),
            detail: text(mandate.title), badge: statusWord(mandate),
            amount: Money(mandate.terms.maxPerPeriod, mandate.terms.currency), quantity: nil,
            disabled: nil)))
    }
  }

  /// What a mandate was used for so far, and what comes next by itself.
  func useBlocks(_ mandate: MandateView) -> [Block] {
    func amount(_ amount: Int64) -> Money { Money(amount, mandate.terms.currency) }
    var blocks: [Block] = [.host(.fact(word("상태", "Status"), statusWord(mandate)))]
    if let approved = mandate.approved {
      blocks.append(.host(.fact(word("허락한 때", "Allowed"), approved.iso8601)))
      blocks.append(
        .host(
          .amount(
            word("지금까지 결제", "Charged so far"), amount(mandate.chargedTotal), isStrong: false)))
    }
    if mandate.isInForce {
      blocks.append(
        .host(
          .amount(word("이번 기간 결제", "In this period"), amount(mandate.charged), isStrong: false)))
      if let ends = mandate.periodEnds {
        blocks.append(.host(.fact(word("기간의 끝", "Period ends"), ends.iso8601)))
      }
    }
    guard mandate.owed > 0 else { return blocks }
    blocks.append(
      .host(
        .amount(word("결제하지 못한 금액", "Could not be charged"), amount(mandate.owed), isStrong: true)))
    if let next = mandate.nextStep {
      let label =
        mandate.status == .pastDue
        ? word("이때 해지됨", "Ends by itself") : word("다시 시도", "Tried again")
      blocks.append(.host(.fact(label, next.iso8601)))
    }
    return blocks
  }

  private func statusWord(_ mandate: MandateView) -> String {
    switch mandate.status {
    case .proposed: word("허락 전", "asks")
    case .active: word("사용 중", "in force")
    case .pastDue: word("미납", "past due")
    case .lapsed: word("미납으로 끝남", "ended unpaid")
    case .revoked: word("거둠", "taken back")
    case .declined: word("거절함", "declined")
    case .expired: word("기한 지남", "expired")
    }
  }

  func dealsBlocks(_ deals: [DealView]) -> [Block] {
    if deals.isEmpty {
      return [.host(.text(word("안전거래가 없습니다.", "There are no safe trades."), .quiet))]
    }
    return deals.map { deal in
      .host(
        .item(
          Block.ItemRow(
            kind: .normal, id: "deal:\(deal.deal)", key: screen.choice("deal:\(deal.deal)")?.key,
            title: text(deal.title), detail: deal.sentences.dropFirst().first.map(text),
            badge: DealText.word(deal.status, screen.language), amount: deal.price, quantity: nil,
            disabled: nil)))
    }
  }

  /// A deal: the title is its seller's, every other word ours.
  func dealBlocks(_ deal: DealView) -> [Block] {
    var blocks: [Block] = [
      Block(origin: .program, content: .text(text(deal.title), .body)),
      .host(.amount(word("값", "Price"), deal.price, isStrong: true)),
      .host(.fact(word("상태", "Status"), DealText.word(deal.status, screen.language))),
      .host(.fact(word("나는", "You are"), role(deal.role))), .host(.blank),
    ]
    let questions = [
      word("돈은 어디에", "Where the money is"), word("누구 차례", "Whose turn it is"),
      word("저절로 일어날 일", "What happens by itself"),
    ]
    for (question, answer) in zip(questions, deal.sentences) {
      blocks.append(.host(.text(question, .quiet)))
      blocks.append(.host(.text(text(answer), .strong)))
    }
    if let reason = deal.reason {
      blocks.append(.host(.text(word("이유", "Reason"), .quiet)))
      blocks.append(Block(origin: .program, content: .text(reason.onOneLine, .body)))
    }
    if !deal.deliveries.isEmpty { blocks.append(.host(.blank)) }
    blocks += deal.deliveries.map { parcel in
      .host(
        .fact(
          word("배송 \(parcel.number)", "Parcel \(parcel.number)"),
          [parcelWord(parcel), parcel.carrier.onOneLine, parcel.tracking?.onOneLine]
            .compactMap(\.self).joined(separator: " · ")))
    }
    guard !deal.actions.isEmpty else { return blocks }
    return blocks + [
      .host(.blank), .host(.text(word("할 수 있는 일", "You may"), .quiet)),
    ] + deal.actions.map { .host(.text("madang trade \($0) \(deal.deal)", .body)) }
  }

  private func role(_ role: DealView.Party?) -> String {
    role == .seller ? word("판매자", "the seller") : word("구매자", "the buyer")
  }

  private func parcelWord(_ parcel: DeliveryView) -> String {
    let way: String =
      switch parcel.kind {
      case .outbound: word("보냄", "sent")
      case .return: word("반품", "sent back")
      case .exchange: word("교환", "sent again")
      }
    let status: String =
      switch parcel.status {
      case .registered: word("접수", "registered")
      case .inTransit: word("배송 중", "on its way")
      case .delivered: word("도착", "arrived")
      case .lost: word("분실", "lost")
      }
    return "\(way), \(status)"
  }
}
