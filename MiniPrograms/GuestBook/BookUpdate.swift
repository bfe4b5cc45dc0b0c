import MiniProgramKit

/// Takes an open session over from an older version: its state is read as this version's state,
/// changed where that needs it, and kept.
struct BookUpdate: Feature {
  struct Input: Codable {
    var from: Int64
  }

  let name = "book.update"
  let title = LocalizedText(ko: "새 버전", en: "New version")
  let schema = Schema(.integer("from", "The version it comes from", in: 1...2_147_483_647))
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<BookState>) -> Page {
    // Version 1 took longer names.
    call.state.name = String(call.state.name.prefix(BookSign.nameLimit))
    return Page(title) {}
  }
}
