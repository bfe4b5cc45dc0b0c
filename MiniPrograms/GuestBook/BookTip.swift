import MiniProgramKit

/// Asks the guest to pay; the host draws the sheet, and nothing has happened before they agree.
struct BookTip: Feature {
  let name = "book.tip"
  let title = LocalizedText(ko: "보태기", en: "Give")
  let needsHost = true

  func run(_ input: NoInput, _ call: inout Call<BookState>) throws -> Page {
    let line = BillEffect.Line(id: "tip", title: title, quantity: 1, unitAmount: 1000)
    call.bill(BillEffect(key: "tip", lines: [line], payers: .viewer))
    return try BookPage.page(call)
  }
}

/// The tip was paid. The host calls this until it has worked once; it may come twice.
struct BookTipped: Feature {
  struct Input: Codable {
    struct Bill: Codable {
      var key: String
    }

    var bill: Bill
  }

  let name = "book.tipped"
  let title = LocalizedText(ko: "보탬", en: "Given")
  let schema = Schema(.object("bill", "The bill"))
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<BookState>) throws -> Page {
    if input.bill.key == "tip" { call.state.hasTipped = true }
    return try BookPage.page(call)
  }
}
