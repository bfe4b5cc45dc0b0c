import MiniProgramKit

/// Keeps a note to the kitchen; it travels with the next order.
struct CartNote: Feature {
  struct Input: Codable {
    var note: String?
  }

  let name = "cart.note"
  let title = LocalizedText(ko: "주방에 메모", en: "Note to the kitchen")
  let schema = Schema(
    .text("note", "The note; empty forgets it", length: 0...TableState.noteLimit).optional)

  func run(_ input: Input, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    call.state.note = (input.note ?? "").cleaned
    return view.page(call)
  }
}
