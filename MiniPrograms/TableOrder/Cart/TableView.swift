import MiniProgramKit

/// Everything the table's page is drawn from, read in one round.
struct TableView {
  let menu: Menu
  /// The paid orders of this table with what the kitchen says, newest first.
  let orders: [(placed: TableState.Placed, record: OrderRecord)]

  init(_ call: Call<TableState>) throws {
    let placed = call.state.placed.reversed()
    for order in placed {
      call.willRead(.get(collection: OrderRecord.collection, key: order.order))
    }
    menu = try Menu(call)
    orders = try placed.compactMap { order in
      try call.get(OrderRecord.collection, order.order, as: OrderRecord.self).map { (order, $0) }
    }
  }

  /// The query that draws the table's page again.
  static let refresh = PageAction("menu.open")

  /// The table's page: what is cooking, the cart with one button to order it, the menu.
  func page(_ call: Call<TableState>, _ notices: Notice...) -> Page {
    let cart = Cart(call.state.cart, menu)
    return Page(title(call), refresh: Self.refresh) {
      for notice in notices { notice }
      for order in orders { status(order.placed, order.record) }
      if !cart.isEmpty { cartSection(cart, call) }
      for section in menu.sections where !section.dishes.isEmpty {
        Section(section.title) { dishList(section.dishes) }
      }
      requests(call)
    }
  }

  private func title(_ call: Call<TableState>) -> LocalizedText {
    guard let table = call.parameter("table") ?? call.state.table else {
      return LocalizedText(ko: "메뉴", en: "Menu")
    }
    return LocalizedText(ko: "\(table)번 테이블", en: "Table \(table)")
  }

  // MARK: orders

  private func status(_ placed: TableState.Placed, _ order: OrderRecord) -> Section {
    Section(LocalizedText(ko: "주문 \(order.number)", en: "Order \(order.number)")) {
      if order.status == .refunded {
        Notice(LocalizedText(ko: "환불되었습니다.", en: "Refunded."), .warning)
      } else {
        PageNode.steps(
          [
            LocalizedText(ko: "접수", en: "Received"), LocalizedText(ko: "조리 중", en: "Cooking"),
            LocalizedText(ko: "준비됨", en: "Ready"),
          ], current: order.status == .new ? 0 : order.status == .accepted ? 1 : 2)
      }
      PageButton(
        "receipt-" + order.number, LocalizedText(ko: "영수증", en: "Receipt"), call: "order.show",
        ["bill": .string(placed.bill)])
    }
  }

  // MARK: cart

  func cartSection(_ cart: Cart, _ call: Call<TableState>) -> Section {
    Section(LocalizedText(ko: "장바구니", en: "Cart")) {
      if cart.hasChanges {
        Notice(
          LocalizedText(
            ko: "담은 뒤에 바뀐 것이 있습니다. 확인하고 주문해 주세요.",
            en: "Something changed since it was put in. Check it, then order."), .warning)
      }
      PageList(items: cart.entries.map { item($0, call) })
      if let pending = call.state.pending, pending.digest == cart.digest {
        Text(
          LocalizedText(ko: "결제를 기다리는 주문입니다.", en: "This order waits to be paid."), .quiet)
      }
      orderButton(cart)
    }
  }

  private func item(_ entry: Cart.Entry, _ call: Call<TableState>) -> PageList.Item {
    let line = entry.line
    return PageList.Item(
      id: "line-" + line.id, title: entry.title, subtitle: change(entry), badge: owner(line, call),
      price: menu.money(entry.unit ?? line.unit), quantity: line.quantity,
      action: PageAction("cart.open", ["line": .string(line.id)]))
  }

  private func change(_ entry: Cart.Entry) -> LocalizedText? {
    guard let unit = entry.unit else {
      return LocalizedText(ko: "품절: 주문에서 빠집니다", en: "sold out: will be left out")
    }
    guard entry.hasNewPrice else { return nil }
    let difference = menu.money(entry.line.unit).formatted + " → " + menu.money(unit).formatted
    return LocalizedText(ko: "가격 변경 " + difference, en: "price changed " + difference)
  }

  private func owner(_ line: CartLine, _ call: Call<TableState>) -> LocalizedText? {
    guard let number = line.number else { return nil }
    let isMine = line.owner != nil && line.owner == call.context.viewer.id
    // As they are called now: a nickname that was taken back is not remembered anywhere.
    if let nickname = line.owner.flatMap({ call.person($0)?.name }) {
      return isMine
        ? LocalizedText(ko: "\(nickname) (나)", en: "\(nickname) (you)") : LocalizedText(nickname)
    }
    return isMine
      ? LocalizedText(ko: "\(number)번 (나)", en: "Guest \(number) (you)")
      : LocalizedText(ko: "\(number)번", en: "Guest \(number)")
  }

  private func orderButton(_ cart: Cart) -> PageButton {
    let total = cart.total ?? 0
    let amount = menu.money(total).formatted
    let leavesOut = cart.orderable.count < cart.entries.count
    let label =
      leavesOut
      ? LocalizedText(ko: "품절 빼고 \(amount) 주문", en: "Order \(amount) without sold out")
      : LocalizedText(ko: "\(amount) 주문", en: "Order \(amount)")
    return PageButton(
      "order", label, style: .primary, call: "order.place", ["agreed": .string(cart.digest)],
      disabled: total < 1
        ? LocalizedText(ko: "주문할 것이 없습니다", en: "nothing can be ordered") : nil)
  }

  // MARK: menu

  private func dishList(_ dishes: [Menu.Dish]) -> PageList {
    PageList(
      filter: dishes.count > 12,
      items: dishes.map { dish in
        PageList.Item(
          id: "dish-" + dish.id, title: dish.config.name, subtitle: dish.config.about,
          price: menu.money(dish.price),
          disabled: dish.isSoldOut ? LocalizedText(ko: "품절", en: "sold out") : nil,
          action: PageAction(
            dish.options.isEmpty ? "cart.add" : "menu.dish", ["item": .string(dish.id)]))
      })
  }

  private func requests(_ call: Call<TableState>) -> Section {
    Section(LocalizedText(ko: "요청", en: "Requests")) {
      if !call.state.note.isEmpty {
        Text(
          LocalizedText(ko: "메모: \(call.state.note)", en: "Note: \(call.state.note)"), .quiet)
      }
      PageButton("note", LocalizedText(ko: "주방에 메모", en: "Note to the kitchen"), call: "note.open")
      if call.people.count > 1, call.viewer != nil, call.viewer?.name == nil {
        PageButton("name", LocalizedText(ko: "내 이름 보이기", en: "Show my name"), call: "name.show")
      }
      PageButton("staff", LocalizedText(ko: "직원 부르기", en: "Call the staff"), call: "staff.call")
    }
  }
}
