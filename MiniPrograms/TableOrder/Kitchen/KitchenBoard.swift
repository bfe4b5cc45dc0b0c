import MiniProgramKit

/// Everything that waits for the kitchen or the floor.
struct KitchenBoard: Feature {
  let name = "kitchen.board"
  let title = LocalizedText(ko: "주방", en: "Kitchen")
  let visibility = Visibility.staff
  let isQuery = true

  func run(_ input: NoInput, _ call: inout Call<NoState>) throws -> Page {
    try Board(call).page()
  }
}

/// The board's content, read in one round.
struct Board {
  /// Orders of one status that are shown; a board with more says so.
  static let orderLimit = 15
  /// Calls of tables that are shown.
  static let callLimit = 20
  /// The query that draws the board again.
  static let refresh = PageAction("kitchen.board")

  private var orders: [(key: String, value: OrderRecord)]
  private var calls: [(key: String, value: TableCall)]
  /// Whether more orders wait than are shown.
  private let hasMore: Bool

  init(_ call: Call<NoState>) throws {
    let new = Self.query(.new)
    let accepted = Self.query(.accepted)
    let waiting = RecordQuery(TableCall.collection, limit: Self.callLimit)
    call.willRead(.query(new), .query(accepted), .query(waiting))
    let found = [try call.query(new, as: OrderRecord.self), try call.query(accepted)]
    hasMore = found.contains { $0.count > Self.orderLimit }
    orders = found.flatMap { $0.prefix(Self.orderLimit) }
    calls = try call.query(waiting)
  }

  private static func query(_ status: OrderRecord.Status) -> RecordQuery {
    RecordQuery(
      OrderRecord.collection, where: ["status": .string(status.rawValue)],
      limit: orderLimit + 1)
  }

  /// The board as it will be once an order has another status.
  mutating func replace(_ key: String, with record: OrderRecord) {
    orders.removeAll { $0.key == key }
    if record.status == .new || record.status == .accepted { orders.append((key, record)) }
  }

  /// The board without a call that is done.
  func without(call key: String) -> Board {
    var board = self
    board.calls.removeAll { $0.key == key }
    return board
  }

  func page(_ notices: Notice...) -> Page {
    Page(LocalizedText(ko: "주방", en: "Kitchen"), refresh: Self.refresh) {
      for notice in notices { notice }
      if !calls.isEmpty { callSection }
      if hasMore {
        Notice(
          LocalizedText(
            ko: "더 기다리는 주문이 있습니다. 위의 주문부터 처리하세요.",
            en: "More orders wait: they show once these are done."), .warning)
      }
      if orders.isEmpty {
        Text(LocalizedText(ko: "기다리는 주문이 없습니다.", en: "No order is waiting."), .quiet)
      }
      for (key, order) in orders { section(key, order) }
      PageButton("menu", LocalizedText(ko: "메뉴 관리", en: "Manage the menu"), call: "menu.board")
    }
  }

  private var callSection: Section {
    Section(LocalizedText(ko: "직원 호출", en: "Calls")) {
      PageList(
        items: calls.map { key, call in
          let table = call.table ?? 0
          return PageList.Item(
            id: "call-" + key, title: LocalizedText(ko: "\(table)번 테이블", en: "Table \(table)"),
            subtitle: LocalizedText(ko: "누르면 완료", en: "choose when done"),
            action: PageAction("call.done", ["call": .string(key)]))
        })
    }
  }

  private func section(_ key: String, _ order: OrderRecord) -> Section {
    Section(order.title) {
      PageNode.table(
        header: [],
        rows: order.lines.map { line in
          [LocalizedText("\(line.quantity) ×"), line.title]
        })
      if !order.note.isEmpty {
        Notice(LocalizedText(ko: "메모: \(order.note)", en: "Note: \(order.note)"))
      }
      if order.status == .new {
        PageButton(
          "accept-" + key, LocalizedText(ko: "접수", en: "Accept"), call: "order.accept",
          ["order": .string(key)])
      } else {
        PageButton(
          "ready-" + key, LocalizedText(ko: "준비됨", en: "Ready"), call: "order.ready",
          ["order": .string(key)])
      }
    }
  }
}
