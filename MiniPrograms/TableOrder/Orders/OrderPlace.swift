import MiniProgramKit

/// Orders what the cart holds: makes the bill. Nothing reaches the kitchen before it is paid.
struct OrderPlace: Feature {
  struct Input: Codable {
    /// `Cart.digest` of the page the person acted on.
    var agreed: String?
  }

  /// How long a bill stays payable, in seconds.
  static let payableSeconds: Int64 = 900

  let name = "order.place"
  let title = LocalizedText(ko: "주문하기", en: "Place the order")
  let schema = Schema(
    .text("agreed", "What the person saw: from the order button", length: 1...64).optional)
  let confirms = true
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    let cart = Cart(call.state.cart, view.menu)
    guard let total = cart.total, total > 0 else {
      return view.page(
        call,
        Notice(LocalizedText(ko: "주문할 것이 없습니다.", en: "There is nothing to order."), .info))
    }
    // Only exactly what the person saw is ordered: anything else is shown first.
    guard (input.agreed ?? cart.expectedDigest) == cart.digest else {
      return view.page(call, Self.changed)
    }
    if let page = try settlePending(&call, cart, view) { return page }
    let pending = pending(&call, cart)
    call.bill(bill(pending, cart, call))
    return page(call, cart, view, pending)
  }

  private static let changed = Notice(
    LocalizedText(
      ko: "아직 주문하지 않았습니다. 바뀐 내용을 확인하고 다시 주문해 주세요.",
      en: "Nothing was ordered yet. Check what changed and order again."), .warning)

  /// Cancels the bill of an earlier try, or gives the page that says it is paid already. Where it
  /// is paid at this very moment the host refuses the cancelling and the call comes again.
  private func settlePending(
    _ call: inout Call<TableState>, _ cart: Cart, _ view: TableView
  ) throws -> Page? {
    guard let pending = call.state.pending else { return nil }
    switch try call.bill(pending.key)?.status {
    case .paid, .refunded, .held:
      return view.page(
        call,
        Notice(
          LocalizedText(
            ko: "방금 결제되었습니다. 곧 주방에 전해집니다.",
            en: "It has just been paid and is on its way to the kitchen.")))
    case .open: call.ask(.cancel(key: pending.key))
    case .expired, .cancelled, .released, nil: break
    }
    call.state.pending = nil
    return nil
  }

  /// Each try has its own bill: a host takes the key of a bill once.
  private func pending(
    _ call: inout Call<TableState>, _ cart: Cart
  ) -> TableState.Pending {
    call.state.lastBill &+= 1
    call.state.table = call.parameter("table") ?? call.state.table
    call.state.cart.removeAll { line in !cart.orderable.contains { $0.line.id == line.id } }
    for entry in cart.orderable {
      guard let unit = entry.unit,
        let index = call.state.cart.firstIndex(where: { $0.id == entry.line.id })
      else { continue }
      call.state.cart[index].unit = unit
    }
    let placed = TableState.Pending(
      key: "order-\(call.state.lastBill)", lines: call.state.cart, digest: cart.orderableDigest)
    call.state.pending = placed
    return placed
  }

  private func bill(
    _ pending: TableState.Pending, _ cart: Cart, _ call: Call<TableState>
  ) -> BillEffect {
    BillEffect(
      key: pending.key, lines: cart.orderable.map { cart.billLine($0, people: call.people) },
      currency: cart.currency, payers: .people, expiresSeconds: Self.payableSeconds)
  }

  private func page(
    _ call: Call<TableState>, _ cart: Cart, _ view: TableView, _ pending: TableState.Pending
  ) -> Page {
    Page(LocalizedText(ko: "주문 확인", en: "Your order"), refresh: TableView.refresh) {
      Text(
        LocalizedText(
          ko: "결제하면 주방에 전해집니다.", en: "The kitchen gets it once it is paid."), .quiet)
      BillComponent(key: pending.key)
      view.cartSection(Cart(call.state.cart, view.menu), call)
      PageButton("back", LocalizedText(ko: "메뉴로", en: "Back to the menu"), call: "menu.open")
    }
  }
}
