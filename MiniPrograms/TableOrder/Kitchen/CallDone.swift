import MiniProgramKit

/// Somebody went to the table that called.
struct CallDone: Feature {
  struct Input: Codable {
    var call: String
  }

  let name = "call.done"
  let title = LocalizedText(ko: "호출 완료", en: "Call done")
  let schema = Schema(.text("call", "The call's key", length: 1...128))
  let visibility = Visibility.staff
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<NoState>) throws -> Page {
    let board = try Board(call)
    call.delete(TableCall.collection, input.call)
    return board.without(call: input.call).page()
  }
}
