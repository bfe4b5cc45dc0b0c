import MiniProgramKit

/// What the receipt action opens: an equal split, ready to be asked for; later, who has paid.
struct SplitOpen: Feature {
  let name = "split.open"
  let title = SplitPage.title
  let isQuery = true
  let needsHost = true

  func run(_ input: NoInput, _ call: inout Call<SplitState>) throws -> Page {
    try SplitShow.page(.equal, call)
  }
}

/// One way to split, not yet asked for.
struct SplitShow: Feature {
  let mode: SplitMode

  var name: String { mode.feature }
  var title: LocalizedText { mode.title }
  let isQuery = true
  let needsHost = true

  func run(_ input: NoInput, _ call: inout Call<SplitState>) throws -> Page {
    try Self.page(mode, call)
  }

  /// The page of a mode, unless the friends were asked already or there are none.
  static func page(_ mode: SplitMode, _ call: Call<SplitState>) throws -> Page {
    let receipt = try CallContext.Receipt(call)
    let pages = SplitPage(receipt: receipt)
    guard call.state.shares.isEmpty else { return pages.status(call.state) }
    guard !receipt.friends.isEmpty else { return pages.alone }
    return pages.plan(mode, mode == .items ? .items(receipt) : .equal(receipt))
  }
}
