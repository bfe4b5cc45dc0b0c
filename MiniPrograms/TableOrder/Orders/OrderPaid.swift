import MiniProgramKit

/// Takes a payment in: exactly one record for the kitchen, and the cart without what was paid.
struct OrderPaid: Feature {
  let name = "order.paid"
  let title = LocalizedText(ko: "결제됨", en: "Order paid")
  let schema = BillEvent.schema
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: BillEvent, _ call: inout Call<TableState>) throws -> Page {
    let bill = input.bill
    let order = bill.orderKey(in: call.context.session.id)
    let isKnown = call.state.placed.contains { $0.bill == bill.key }
    guard !isKnown else { return thanks(bill.numberText ?? order) }
    let paid = call.state.pending.flatMap { $0.key == bill.key ? $0.lines : nil } ?? []
    let record = record(bill, order, paid, call)
    call.put(OrderRecord.collection, order, record)
    call.state.take(paid)
    if call.state.pending?.key == bill.key { call.state.pending = nil }
    call.state.note = ""
    call.state.placed.append(TableState.Placed(bill: bill.key, order: order))
    if call.state.placed.count > TableState.orderLimit { call.state.placed.removeFirst() }
    return thanks(record.number)
  }

  private func record(
    _ bill: BillEvent.Bill, _ order: String, _ paid: [CartLine], _ call: Call<TableState>
  ) -> OrderRecord {
    let lines = (bill.lines ?? []).map { line in
      OrderRecord.Line(
        title: line.title, quantity: line.quantity, unit: line.unitAmount,
        number: paid.first { $0.id == line.id }?.number)
    }
    var people: [PairwiseID] = []
    for person in call.people.map(\.id) + paid.compactMap(\.owner) + [bill.payer].compactMap({ $0 })
    where !people.contains(person) {
      people.append(person)
    }
    return OrderRecord(
      number: bill.numberText ?? order, status: .new,
      table: call.parameter("table") ?? call.state.table, session: call.context.session.id,
      bill: bill.key, lines: lines, note: call.state.note, people: people, payer: bill.payer,
      total: bill.total, currency: bill.currency ?? .krw, paidAt: call.now)
  }

  private func thanks(_ number: String) -> Page {
    Page(LocalizedText(ko: "주문 \(number)", en: "Order \(number)"), refresh: TableView.refresh) {
      Notice(
        LocalizedText(ko: "주방에 전했습니다.", en: "The kitchen has your order."), .ok)
      PageButton("back", LocalizedText(ko: "메뉴로", en: "Back to the menu"), call: "menu.open")
    }
  }
}
