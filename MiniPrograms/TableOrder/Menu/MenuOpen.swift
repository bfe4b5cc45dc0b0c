import MiniProgramKit

/// The first page after a scan, and the page that refreshes.
struct MenuOpen: Feature {
  let name = "menu.open"
  let title = LocalizedText(ko: "메뉴", en: "Menu")
  let isQuery = true

  func run(_ input: NoInput, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    if let table = call.parameter("table"), let tables = view.menu.config.tables, table > tables {
      return view.page(
        call,
        Notice(LocalizedText(ko: "없는 테이블입니다.", en: "There is no such table."), .error))
    }
    return view.page(call)
  }
}
