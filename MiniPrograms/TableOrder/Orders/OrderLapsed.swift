import MiniProgramKit

/// A bill ran out or was cancelled: the cart is as it was and may be ordered again.
struct OrderLapsed: Feature {
  let name = "order.lapsed"
  let title = LocalizedText(ko: "결제되지 않음", en: "Order not paid")
  let schema = BillEvent.schema
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: BillEvent, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    if call.state.pending?.key == input.bill.key { call.state.pending = nil }
    return view.page(call)
  }
}
