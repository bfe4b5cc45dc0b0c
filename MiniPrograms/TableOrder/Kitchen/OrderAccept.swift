import MiniProgramKit

/// Which order staff mean.
struct OrderInput: Codable {
  var order: String

  /// The schema of every feature that takes an order.
  static let schema = Schema(.text("order", "The order's key", length: 1...128))

  /// The order and the board, read in one round.
  func load(_ call: Call<NoState>) throws -> (record: OrderRecord, board: Board) {
    call.willRead(.get(collection: OrderRecord.collection, key: order))
    let board = try Board(call)
    guard let record = try call.get(OrderRecord.collection, order, as: OrderRecord.self) else {
      throw Declined(ko: "그런 주문이 없습니다.", en: "There is no such order.")
    }
    return (record, board)
  }
}

/// The kitchen begins with an order.
struct OrderAccept: Feature {
  let name = "order.accept"
  let title = LocalizedText(ko: "주문 접수", en: "Accept an order")
  let schema = OrderInput.schema
  let visibility = Visibility.staff
  let needsHost = true

  func run(_ input: OrderInput, _ call: inout Call<NoState>) throws -> Page {
    var (record, board) = try input.load(call)
    guard record.status == .new else {
      return board.page(
        Notice(LocalizedText(ko: "이미 처리된 주문입니다.", en: "That order was already taken.")))
    }
    record.status = .accepted
    call.put(OrderRecord.collection, input.order, record)
    board.replace(input.order, with: record)
    return board.page()
  }
}
