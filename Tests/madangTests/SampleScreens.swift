import Wire

@testable import madang

/// Screens with everything a page can contain.
enum SampleScreens {
  static let names = [
    "menu", "form", "columns", "sheet", "poor", "receipt", "home", "inbox", "wallet", "mandates",
    "mandate", "deals", "deal", "question", "answered", "proposal", "agentConsent",
  ]

  /// A screen by its name.
  static func screen(_ name: String, _ language: Language) throws -> Screen {
    let place: Place =
      switch name {
      case "menu": .visit(try visit(menu))
      case "form": .visit(try visit(form))
      case "columns": .visit(try visit(columns))
      case "sheet": .sheet(PayRequest(sheet: sheet(balance: 30_000), key: "k"))
      case "poor": .sheet(PayRequest(sheet: sheet(balance: 1_000), key: "k"))
      case "receipt":
        .receipt(
          Receipt(
            bill: bill(.paid), balance: 15_000, head: "00112233445566778899aabbccddeeff"))
      case "home": home
      case "inbox": .inbox(messages)
      case "mandates": .mandates([mandate(.proposed), mandate(.pastDue), mandate(.revoked)])
      case "mandate": .mandate(MandateRequest(mandate: mandate(.pastDue), key: "k"))
      case "deals": .deals([deal, soldDeal])
      case "deal": .deal(deal)
      case "question": .question(QuestionRequest(view: question))
      case "answered": .question(answered)
      case "proposal": .proposal(ProposalRequest(proposal: proposal, key: "k"))
      case "agentConsent": .proposal(ProposalRequest(proposal: agentConsent, key: "k"))
      default: wallet
      }
    let notices =
      name == "menu"
      ? [
        HostNotice(
          tone: .warning,
          lines: ShellFailure.refused(Refusal(SessionError.stale)).lines(in: language))
      ] : []
    return Screen(
      person: "mina", language: language, place: place, choices: place.choices(language),
      notices: notices, unread: name == "menu" ? 1 : 0,
      field: ["form": "note", "answered": "count"][name])
  }

  /// The amounts a screen must show, in minor units.
  static func amounts(_ screen: Screen) -> [Int64] {
    switch screen.place {
    case .visit(let visit):
      visit.page.allNodes.flatMap { node -> [Int64] in
        if case .list(let list) = node { return list.items.compactMap(\.price?.amount) }
        return []
      }
    case .sheet(let request):
      [request.sheet.bill.total.amount, request.sheet.balance, request.sheet.balanceAfter]
    case .receipt(let receipt): [receipt.bill.total.amount, receipt.balance ?? 0]
    case .wallet(let wallet): [wallet.balance.amount] + wallet.entries.map(\.amount)
    case .mandates(let mandates): mandates.map(\.terms.maxPerPeriod)
    case .mandate(let request): [request.mandate.terms.total, request.mandate.owed]
    case .deals(let deals): deals.map(\.price.amount)
    case .deal(let deal): [deal.price.amount]
    default: []
    }
  }

  private static func visit(_ page: JSON) throws -> Visit {
    let reply = PageReply(
      session: SessionID("s_1"), app: AppID("kr.co.noodlehouse.table"),
      name: LocalizedText(ko: "국수집", en: "Noodle House"), place: "table 3", rev: 4, people: 2,
      page: page)
    return Visit(reply, page: try Page.read(page, from: .daemon).page)
  }

  private static let menu: JSON = [
    "title": ["ko": "3번 테이블", "en": "Table 3"],
    "body": [
      [
        "type": "notice", "text": ["ko": "가격이 바뀌었습니다", "en": "A price changed"], "tone": "warning",
      ],
      ["type": "text", "text": ["ko": "오늘은 콩국수가 맛있습니다", "en": "Soy milk is good today"]],
      [
        "type": "section", "title": ["ko": "국수", "en": "Noodles"],
        "children": [
          [
            "type": "list",
            "items": [
              [
                "id": "bibim", "title": ["ko": "비빔국수", "en": "Spicy mixed noodles"],
                "subtitle": ["ko": "새콤매콤한 양념장", "en": "Sweet, sour and hot"],
                "badge": ["ko": "인기", "en": "popular"], "price": 7000, "quantity": 2,
                "action": ["call": "cart.add"],
              ],
              [
                "id": "long",
                "title": [
                  "ko": "할머니가 새벽부터 끓인 아주 긴 이름의 멸치 육수 잔치국수",
                  "en": "Banquet noodles in an anchovy broth with a remarkably long name",
                ], "price": 1_006_500, "action": ["call": "cart.add"],
              ],
              [
                "id": "kong", "title": ["ko": "콩국수", "en": "Soy-milk noodles"], "price": 9000,
                "disabled": ["ko": "품절", "en": "sold out"], "action": ["call": "cart.add"],
              ],
            ],
          ]
        ],
      ],
      ["type": "divider"],
      [
        "type": "button", "id": "order", "style": "primary",
        "label": ["ko": "₩14,000 주문", "en": "Order ₩14,000"], "action": ["call": "order.place"],
      ],
      [
        "type": "button", "id": "clear", "style": "danger",
        "label": ["ko": "모두 빼기", "en": "Empty the cart"], "action": ["call": "cart.clear"],
      ],
    ],
  ]

  private static let form: JSON = [
    "title": ["ko": "콩국수", "en": "Soy-milk noodles"],
    "body": [
      [
        "type": "choice", "id": "season", "label": ["ko": "간", "en": "Seasoning"],
        "options": [
          ["id": "salt", "title": ["ko": "소금", "en": "Salt"]],
          ["id": "sugar", "title": ["ko": "설탕", "en": "Sugar"], "price": 100],
        ], "minimum": 1, "chosen": ["salt"],
      ],
      [
        "type": "choice", "id": "extra", "label": ["ko": "추가", "en": "Extras"],
        "options": [
          ["id": "egg", "title": ["ko": "달걀", "en": "Egg"], "price": 1000],
          ["id": "ice", "title": ["ko": "얼음", "en": "Ice"]],
        ], "maximum": 2,
      ],
      ["type": "toggle", "id": "bag", "label": ["ko": "포장", "en": "Take away"], "value": true],
      ["type": "number", "id": "count", "label": ["ko": "수량", "en": "Quantity"], "value": 1],
      [
        "type": "textInput", "id": "note", "label": ["ko": "메모", "en": "Note"],
        "value": "덜 맵게", "required": true,
      ],
      ["type": "date", "id": "day", "label": ["ko": "날짜", "en": "Day"]],
      [
        "type": "button", "id": "add", "style": "primary", "label": ["ko": "담기", "en": "Add"],
        "action": ["call": "cart.add"],
      ],
    ],
  ]

  private static let columns: JSON = [
    "title": ["ko": "주문 12", "en": "Order 12"],
    "body": [
      [
        "type": "columns",
        "children": [
          [
            "type": "facts",
            "facts": [
              [
                "label": ["ko": "가게", "en": "Shop"], "value": ["ko": "국수집", "en": "Noodle House"],
              ],
              ["label": ["ko": "사람", "en": "People"], "value": "2"],
            ],
          ],
          [
            "type": "facts",
            "facts": [
              ["label": ["ko": "번호", "en": "Number"], "value": "12"],
              ["label": ["ko": "시각", "en": "Time"], "value": "12:30"],
            ],
          ],
        ],
      ],
      [
        "type": "table", "header": [["ko": "이름", "en": "Name"], ["ko": "수", "en": "Count"]],
        "rows": [[["ko": "비빔국수", "en": "Spicy mixed noodles"], "2"], ["콜라", "1"]],
      ],
      [
        "type": "steps",
        "steps": [["ko": "접수", "en": "Received"], ["ko": "조리", "en": "Cooking"]], "current": 1,
      ],
      ["type": "progress", "value": 1, "total": 3, "label": ["ko": "받음", "en": "received"]],
      ["type": "timer", "until": 1_763_680_000_000],
      ["type": "image", "src": "bowl.txt", "alt": ["ko": "국수 그림", "en": "A bowl"]],
      ["type": "code", "payload": "MD:S/ABC123", "caption": ["ko": "함께", "en": "Join"]],
    ],
  ]

  private static func bill(_ status: BillView.Status) -> BillView {
    BillView(
      bill: BillID("b_1"), session: SessionID("s_1"), app: AppID("kr.co.noodlehouse.table"),
      payee: LocalizedText(ko: "국수집", en: "Noodle House"), place: "table 3",
      lines: [
        BillView.Line(
          id: "1", title: LocalizedText(ko: "비빔국수", en: "Spicy mixed noodles"), quantity: 2,
          unitAmount: 7_000, owner: 1),
        BillView.Line(
          id: "2", title: LocalizedText(ko: "콜라", en: "Cola"), quantity: 1, unitAmount: 2_000,
          owner: 2),
        BillView.Line(
          id: "3", title: LocalizedText(ko: "점심 할인", en: "Lunch discount"), quantity: 1,
          unitAmount: -1_000, kind: "discount"),
      ], total: Money(15_000, .krw), status: status, delivery: status == .paid ? .pending : .none,
      expires: Instant(milliseconds: 1_763_680_000_000),
      paidAt: status == .paid ? Instant(milliseconds: 1_763_679_000_000) : nil,
      transfer: status == .paid ? TransferID("t_9") : nil,
      actions: status == .paid ? ["split"] : [])
  }

  private static func sheet(balance: Int64) -> PaySheet {
    PaySheet(bill: bill(.open), balance: balance, balanceAfter: balance - 15_000)
  }

  private static let home = Place.home(
    Place.Home(
      sessions: [
        SessionSummary(
          session: SessionID("s_1"), app: AppID("kr.co.noodlehouse.table"),
          name: LocalizedText(ko: "국수집", en: "Noodle House"), place: "table 3", rev: 3, people: 2)
      ], available: Money(30_000, .krw)))

  private static let messages = [
    InboxMessage(
      message: MessageID("m_2"), number: 2, at: Instant(milliseconds: 1_763_680_000_000),
      app: AppID("app.madang.split"), from: LocalizedText(ko: "나눠 내기", en: "Split"),
      template: "share.request",
      text: LocalizedText(ko: "₩5,000을 내 주세요", en: "Please pay ₩5,000"), bill: BillID("b_2"),
      unread: true),
    InboxMessage(
      message: MessageID("m_1"), number: 1, at: Instant(milliseconds: 1_763_679_000_000),
      app: AppID("kr.co.noodlehouse.table"), from: LocalizedText(ko: "국수집", en: "Noodle House"),
      template: "order.ready", text: LocalizedText(ko: "준비되었습니다", en: "Your order is ready"),
      unread: false),
  ]

  private static let wallet = Place.wallet(
    Place.Wallet(
      balance: Money(15_000, .krw), held: 0, paymentLimit: 50_000, balanceLimit: 200_000,
      entries: [
        WalletEntry(
          transfer: TransferID("t_2"), kind: "pay", at: Instant(milliseconds: 1_763_680_000_000),
          amount: -15_000, balanceAfter: 15_000,
          with: LocalizedText(ko: "국수집", en: "Noodle House")),
        WalletEntry(
          transfer: TransferID("t_1"), kind: "topup", at: Instant(milliseconds: 1_763_679_000_000),
          amount: 30_000, balanceAfter: 30_000),
      ]))
}
