import MiniProgramKit

/// What the person sees: whether they are inside, and their last rides.
struct RideOpen: Feature {
  let name = "ride.open"
  let title = LocalizedText(ko: "지하철", en: "Metro")
  let isQuery = true

  func run(_ input: NoInput, _ call: inout Call<RideState>) throws -> Page {
    Self.page(call.state, try call.settings(as: Line.self))
  }

  static func page(_ state: RideState, _ line: Line) -> Page {
    Page(LocalizedText(ko: "지하철", en: "Metro"), refresh: PageAction("ride.open")) {
      if let inside = state.inside {
        let station = line.name(inside)
        Text(
          LocalizedText(
            ko: "\(station.text(in: .korean))에서 탔습니다.",
            en: "You entered at \(station.text(in: .english))."), .strong)
      } else {
        Text(
          LocalizedText(ko: "개찰구에 코드를 보여 주세요.", en: "Show your code at a gate."))
      }
      if !state.rides.isEmpty {
        Facts(
          state.rides.map {
            PageNode.Fact($0.title, LocalizedText(Money($0.amount, .krw).formatted))
          })
      }
    }
  }
}
