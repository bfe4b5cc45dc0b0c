import Wire

extension Place {
  /// What can be done here, with keys.
  func choices(_ language: Language) -> [Choice] {
    switch self {
    case .home(let home): Self.choices(home)
    case .visit(let visit): Self.choices(visit)
    case .sheet(let request): Self.choices(request)
    case .consent(let request): Self.choices(request)
    case .mandate(let request): Self.choices(request)
    case .question(let request): Self.choices(request)
    case .proposal(let request): Self.choices(request)
    case .receipt(let receipt): Self.choices(receipt.bill)
    case .inbox(let messages): Self.choices(messages)
    case .orders(let bills):
      (bills.map { Self.host("bill:\($0.bill)", $0.payee, .bill($0.bill)) } + [Self.back])
        .labelled()
    case .wallet: Self.walletChoices
    case .mandates(let mandates): Self.choices(mandates)
    case .deals(let deals): Self.choices(deals)
    case .deal: [Self.back]
    case .code(let request): Self.choices(request.code)
    }
  }

  static let back = host("back", LocalizedText(ko: "뒤로", en: "Back"), .back, .escape)

  static func host(
    _ id: String, _ label: LocalizedText, _ deed: Choice.HostDeed, _ key: KeyLabel? = nil
  ) -> Choice {
    Choice(id: id, label: label, key: key, deed: .host(deed), disabled: nil)
  }

  private static func label(_ session: SessionSummary) -> LocalizedText {
    func label(_ language: Language) -> String {
      [session.name, session.place].compactMap { $0?.text(in: language) }
        .joined(separator: " · ")
    }
    return LocalizedText(ko: label(.korean), en: label(.english))
  }

  private static func choices(_ home: Home) -> [Choice] {
    let visits = home.sessions.map { session in
      host("visit:\(session.session)", label(session), .visit(session.session))
    }
    return
      ([host("scan", LocalizedText(ko: "코드 스캔", en: "Scan a code"), .scan, .enter)] + visits + [
        host("inbox", LocalizedText(ko: "받은 소식", en: "Inbox"), .inbox, .character("i")),
        host("orders", LocalizedText(ko: "주문과 영수증", en: "Orders"), .orders, .character("o")),
        host("wallet", LocalizedText(ko: "지갑", en: "Wallet"), .wallet, .character("w")),
        host("quit", LocalizedText(ko: "끝내기", en: "Quit"), .quit, .character("q")),
      ]).labelled()
  }

  private static func choices(_ visit: Visit) -> [Choice] {
    (visit.page.allNodes.flatMap(choices(of:)) + [back]).labelled()
  }

  private static func choices(of node: PageNode) -> [Choice] {
    switch node {
    case .list(let list):
      return list.items.compactMap { item in
        guard let action = item.action else { return nil }
        return Choice(
          id: item.id, label: item.title, key: nil, deed: .action(action), disabled: item.disabled)
      }
    case .button(let button):
      let isPrimary = button.style == .primary && button.disabled == nil
      return [
        Choice(
          id: button.id, label: button.label, key: isPrimary ? .enter : nil,
          deed: .action(button.action), disabled: button.disabled)
      ]
    case .input(let input): return choices(of: input)
    default: return []
    }
  }

  private static func choices(of input: PageInput) -> [Choice] {
    switch input.kind {
    case .text, .number, .date:
      [
        Choice(
          id: input.id, label: input.label, key: nil, deed: .field(input.id), disabled: nil)
      ]
    case .toggle:
      [
        Choice(
          id: input.id, label: input.label, key: nil, deed: .toggle(input.id), disabled: nil)
      ]
    case .choice(let options, _, _, _):
      options.map { option in
        Choice(
          id: "\(input.id)=\(option.id)", label: option.title, key: nil,
          deed: .option(input: input.id, option: option.id), disabled: nil)
      }
    }
  }

  private static func choices(_ request: PayRequest) -> [Choice] {
    var approve = host(
      "approve", LocalizedText(ko: "결제하기", en: "Pay"), .approve, .enter)
    if request.sheet.balanceAfter < 0 {
      approve.key = nil
      approve.disabled = LocalizedText(ko: "잔액이 모자랍니다", en: "The balance is too small")
    }
    return [
      approve,
      host("decline", LocalizedText(ko: "결제하지 않기", en: "Do not pay"), .decline, .escape),
    ]
  }

  private static func choices(_ bill: BillView) -> [Choice] {
    let actions = bill.actions.map { action in
      host(
        action, receiptWords[action] ?? LocalizedText(action), .receipt(bill.bill, action: action))
    }
    return (actions + [host("done", LocalizedText(ko: "확인", en: "Done"), .done, .enter), back])
      .labelled()
  }

  private static let receiptWords: [String: LocalizedText] = [
    "split": LocalizedText(ko: "나누어 내기", en: "Split the bill"),
    "refund": LocalizedText(ko: "환불 요청", en: "Ask for a refund"),
    "review": LocalizedText(ko: "후기 쓰기", en: "Write a review"),
  ]

  private static func choices(_ messages: [InboxMessage]) -> [Choice] {
    let bills = messages.compactMap { message in
      message.bill.map { host("bill:\($0)", message.from, .bill($0)) }
    }
    let proposals =
      messages.contains { $0.template == "agent.proposal" }
      ? [
        host("proposals", LocalizedText(ko: "에이전트의 제안", en: "What your agent proposes"), .proposals)
      ]
      : []
    var seen: Set<String> = []
    return (proposals + bills.filter { seen.insert($0.id).inserted } + [back]).labelled()
  }
}
