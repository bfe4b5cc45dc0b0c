import MiniProgramKit

/// Money of an order went back: kitchen and table see it.
struct OrderRefunded: Feature {
  let name = "order.refunded"
  let title = LocalizedText(ko: "환불됨", en: "Order refunded")
  let schema = BillEvent.schema
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: BillEvent, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    let order = view.orders.first { $0.placed.bill == input.bill.key }
    if let order, (input.bill.refunded ?? input.bill.total) >= input.bill.total {
      var record = order.record
      record.status = .refunded
      call.put(OrderRecord.collection, order.placed.order, record)
    }
    return view.page(call)
  }
}
