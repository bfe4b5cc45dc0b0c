import MiniProgramKit

/// The form of the note to the kitchen.
struct NoteOpen: Feature {
  let name = "note.open"
  let title = LocalizedText(ko: "주방에 메모", en: "Note to the kitchen")
  let isQuery = true

  func run(_ input: NoInput, _ call: inout Call<TableState>) throws -> Page {
    Page(title) {
      PageInput(
        id: "note", label: LocalizedText(ko: "메모", en: "Note"),
        kind: .text(limit: TableState.noteLimit, value: call.state.note))
      PageButton(
        "save", LocalizedText(ko: "저장", en: "Save"), style: .primary, call: "cart.note")
      PageButton("back", LocalizedText(ko: "메뉴로", en: "Back to the menu"), call: "menu.open")
    }
  }
}
