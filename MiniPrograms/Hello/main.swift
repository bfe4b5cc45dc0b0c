import MiniProgramKit

struct Hello: Feature {
  struct Input: Codable {
    var name: String?
  }
  struct State: ProgramState {
    var count = 0
  }

  let name = "hello.open"
  let title = LocalizedText(ko: "인사", en: "Hello")
  let schema = Schema(.text("name", "Who is greeted", length: 0...40).optional)

  func run(_ input: Input, _ call: inout Call<State>) -> Page {
    call.state.count += 1
    let count = call.state.count
    return Page(title) {
      if let name = input.name, !name.isEmpty {
        Text(LocalizedText(ko: "\(name)님, 안녕하세요!", en: "Hello, \(name)!"), .heading)
      }
      Text(LocalizedText(ko: "\(count)번째 인사", en: "Greeting number \(count)"), .quiet)
      PageInput(
        id: "name", label: LocalizedText(ko: "이름", en: "Name"), kind: .text(limit: 40, value: ""))
      PageButton("greet", LocalizedText(ko: "인사하기", en: "Greet"), style: .primary, call: name)
    }
  }
}

Program("Hello", features: [Hello()]).run()
