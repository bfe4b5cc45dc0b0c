import MiniProgramKit

/// Signs the book: state and record change together, or not at all.
struct BookSign: Feature {
  struct Input: Codable {
    var name: String
  }

  static let nameLimit = 40

  let name = "book.sign"
  let title = LocalizedText(ko: "남기기", en: "Sign")
  let schema = Schema(.text("name", "Who signs", length: 0...Self.nameLimit))
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<BookState>) throws -> Page {
    guard !input.name.isEmpty else {
      throw Declined(ko: "이름을 적어 주세요.", en: "Please write a name.")
    }
    call.state.name = input.name
    // The call's own id: called twice for one call, it writes one record.
    call.put(Entry.collection, call.context.id, Entry(name: input.name, at: call.now))
    return Page(title) {
      Notice(LocalizedText(ko: "\(input.name)님, 고맙습니다!", en: "Thank you, \(input.name)!"), .ok)
      PageButton("back", LocalizedText(ko: "방명록", en: "The book"), call: "book.open")
    }
  }
}
