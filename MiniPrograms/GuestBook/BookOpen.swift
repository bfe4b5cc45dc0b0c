import MiniProgramKit

/// What the session remembers: who signs here, and whether they gave a tip.
struct BookState: ProgramState {
  var name = ""
  var hasTipped = false
}

/// One line of the book, a record of the app: every guest sees it, in every session.
struct Entry: Codable {
  static let collection = "entries"

  var name: String
  var at: Instant
}

/// Draws the book; reads only, so it needs no key, no commit and no turn.
struct BookOpen: Feature {
  let name = "book.open"
  let title = LocalizedText(ko: "방명록", en: "Guest book")
  let isQuery = true

  func run(_ input: NoInput, _ call: inout Call<BookState>) throws -> Page {
    try BookPage.page(call)
  }
}

/// The one page of the program, drawn by all its features.
enum BookPage {
  static func page(_ call: Call<BookState>) throws -> Page {
    let entries = try call.query(
      RecordQuery(Entry.collection, descending: true, limit: 20), as: Entry.self)
    return Page(BookOpen().title, refresh: PageAction("book.open")) {
      if entries.isEmpty {
        Text(LocalizedText(ko: "아직 아무도 없습니다.", en: "Nobody has signed yet."), .quiet)
      }
      for entry in entries { Text(LocalizedText(entry.value.name)) }
      PageInput(
        id: "name", label: LocalizedText(ko: "이름", en: "Name"),
        kind: .text(limit: BookSign.nameLimit, value: call.state.name))
      PageButton("sign", LocalizedText(ko: "남기기", en: "Sign"), style: .primary, call: "book.sign")
      if !call.state.hasTipped {
        PageButton("tip", LocalizedText(ko: "천 원 보태기", en: "Give ₩1,000"), call: "book.tip")
      }
    }
  }
}
