import MiniProgramKit

/// Lets the others at the table read a nickname instead of a number. The host asks the person; this
/// program only draws what it is told, so a name that is taken back is gone with the next page.
struct NameShow: Feature {
  let name = "name.show"
  let title = LocalizedText(ko: "내 이름 보이기", en: "Show my name")

  func run(_ input: NoInput, _ call: inout Call<TableState>) throws -> Page {
    let view = try TableView(call)
    guard let nickname = call.viewer?.name else {
      return view.page(
        call,
        Notice(LocalizedText(ko: "번호로 표시합니다.", en: "You stay a number at this table.")))
    }
    return view.page(
      call,
      Notice(
        LocalizedText(
          ko: "\(nickname)(으)로 표시합니다.".withKoreanParticles, en: "You are \(nickname) here."),
        .ok))
  }
}
