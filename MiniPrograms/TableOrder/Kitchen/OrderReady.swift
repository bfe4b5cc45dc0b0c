import MiniProgramKit

/// An order can be fetched: everybody of it is told, once.
struct OrderReady: Feature {
  let name = "order.ready"
  let title = LocalizedText(ko: "준비됨", en: "Order ready")
  let schema = OrderInput.schema
  let visibility = Visibility.staff
  let needsHost = true

  func run(_ input: OrderInput, _ call: inout Call<NoState>) throws -> Page {
    var (record, board) = try input.load(call)
    guard record.status == .new || record.status == .accepted else {
      return board.page(
        Notice(LocalizedText(ko: "이미 처리된 주문입니다.", en: "That order was already done.")))
    }
    record.status = .ready
    call.put(OrderRecord.collection, input.order, record)
    for person in recipients(record, call.context.conflict) {
      call.notify(
        person, "order.ready", key: input.order, values: ["order": .string(record.number)])
    }
    board.replace(input.order, with: record)
    return board.page()
  }

  /// Everybody of the order. Somebody who came and left without paying or ordering may be unknown
  /// to the host by now: then only who paid is told, rather than nobody.
  private func recipients(
    _ record: OrderRecord, _ conflict: CallContext.Conflict?
  ) -> [PairwiseID] {
    let isUnknown = conflict?.code == DataError.personUnknown.name
    return isUnknown ? [record.payer].compactMap { $0 } : record.people
  }
}
