import MiniProgramKit

/// A table that wants somebody to come; a record of the collection `calls` under the session.
struct TableCall: Codable {
  /// The collection's name.
  static let collection = "calls"

  var table: Int64?
  var at: Instant
}

/// Calls the staff to the table.
struct StaffCall: Feature {
  let name = "staff.call"
  let title = LocalizedText(ko: "직원 부르기", en: "Call the staff")

  func run(_ input: NoInput, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    call.put(
      TableCall.collection, call.context.session.id.text,
      TableCall(table: call.parameter("table") ?? call.state.table, at: call.now))
    return view.page(
      call, Notice(LocalizedText(ko: "직원을 불렀습니다.", en: "Somebody is on the way."), .ok))
  }
}
