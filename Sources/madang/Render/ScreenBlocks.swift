import Wire

/// Turns a screen into blocks: header, notices, the place, and what the host offers.
struct ScreenBlocks {
  let screen: Screen

  /// The blocks from top to bottom.
  static func blocks(_ screen: Screen) -> [Block] {
    let builder = ScreenBlocks(screen: screen)
    return builder.header + builder.notices + builder.body + builder.footer
  }

  /// A text as one line: a line end in a name or a title could forge a line of the host.
  func text(_ text: LocalizedText) -> String { text.text(in: screen.language).onOneLine }

  /// A text that may have several lines; only for what a program says behind its rail.
  func paragraph(_ text: LocalizedText) -> String { text.text(in: screen.language).cleaned }

  func word(_ korean: String, _ english: String) -> String {
    Words.pick(screen.language, ko: korean, en: english)
  }

  private var header: [Block] {
    var parts: [String]
    switch screen.place {
    case .home: parts = [word("마당", "Madang"), screen.person]
    case .visit(let visit):
      parts = [text(visit.name)]
      if let place = visit.place { parts.append(text(place).onOneLine) }
      parts.append(
        screen.language == .korean
          ? "\(visit.people)명" : visit.people == 1 ? "1 person" : "\(visit.people) people")
    case .sheet: parts = [word("결제", "Payment")]
    case .mandate(let request):
      parts = [
        request.mandate.status == .proposed
          ? word("자동 결제를 허락할까요?", "May it charge you later?")
          : word("자동 결제", "Automatic payment")
      ]
    case .question: parts = [word("앱의 질문", "A question of the app")]
    case .proposal: parts = [word("에이전트의 제안", "Your agent proposes")]
    case .consent: parts = [word("보여 줄까요?", "May it see this?")]
    case .receipt(let receipt):
      parts = [
        receipt.bill.status == .refunded ? word("환불됨", "Refunded") : word("영수증", "Receipt")
      ]
    case .inbox: parts = [word("받은 소식", "Inbox")]
    case .orders: parts = [word("주문과 영수증", "Orders")]
    case .wallet: parts = [word("지갑", "Wallet")]
    case .mandates: parts = [word("자동 결제", "Automatic payments")]
    case .deals: parts = [word("안전거래", "Safe trades")]
    case .deal: parts = [word("안전거래", "Safe trade")]
    case .code(let request): parts = [codeTitle(request.code)]
    }
    if screen.unread > 0 { parts.append(word("새 소식 \(screen.unread)", "\(screen.unread) new")) }
    return [.host(.title(parts.joined(separator: " · "))), .host(.blank)]
  }

  private var notices: [Block] {
    screen.notices.isEmpty
      ? [] : screen.notices.map { .host(.notice($0.lines, $0.tone)) } + [.host(.blank)]
  }

  private var body: [Block] {
    switch screen.place {
    case .home(let home): homeBlocks(home)
    case .visit(let visit): pageBlocks(visit)
    case .sheet(let request): sheetBlocks(request.sheet)
    case .consent(let request): consentBlocks(request)
    case .mandate(let request): mandateBlocks(request)
    case .question(let request): questionBlocks(request)
    case .proposal(let request): proposalBlocks(request)
    case .receipt(let receipt): receiptBlocks(receipt)
    case .inbox(let messages): inboxBlocks(messages)
    case .orders(let bills): orderBlocks(bills)
    case .wallet(let wallet): walletBlocks(wallet)
    case .mandates(let mandates): mandatesBlocks(mandates)
    case .deals(let deals): dealsBlocks(deals)
    case .deal(let deal): dealBlocks(deal)
    case .code(let request): codeBlocks(request)
    }
  }

  /// The host's own choices, in the order of their keys on the screen.
  private var footer: [Block] {
    let offered = screen.choices.filter { choice in
      guard case .host(let deed) = choice.deed else { return false }
      switch deed {
      case .visit, .bill, .mandate, .deal: return false
      default: return true
      }
    }
    return [.host(.blank)]
      + offered.map { choice in
        .host(.item(row(choice, kind: choice.key == .enter ? .primary : .normal)))
      }
  }

  /// A choice as a row to draw.
  func row(
    _ choice: Choice, kind: Block.ItemRow.Kind, detail: String? = nil, amount: Money? = nil
  ) -> Block.ItemRow {
    Block.ItemRow(
      kind: kind, id: choice.id, key: choice.key, title: text(choice.label), detail: detail,
      badge: nil, amount: amount, quantity: nil, disabled: choice.disabled.map(text))
  }
}
