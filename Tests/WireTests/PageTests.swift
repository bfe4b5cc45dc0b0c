import Testing
import Wire

@Suite struct PageTests {
  /// Reads a page whose body is given; the verdict is `ok`, or the code and place of the first
  /// error; warnings follow.
  private func verdict(_ body: String, source: Page.Source = .program) throws -> String {
    let json = try JSON.parse("{\"title\":\"t\",\"body\":[\(body)]}")
    do {
      let reading = try Page.read(json, from: source)
      #expect(try Page.read(reading.page.json, from: .daemon).page == reading.page)
      return (["ok"] + reading.warnings.map { "\($0.code) \($0.pointer)" })
        .joined(separator: " ")
    } catch {
      return "\(error.code) \(error.pointer)"
    }
  }

  private static let button = #"{"type":"button","id":"b","label":"L","action":{"call":"f"}}"#

  @Test(arguments: [
    (#"{"type":"text","text":{"ko":"가","en":"a"},"style":"strong"}"#, "ok"),
    (#"{"type":"text","text":"a","style":"huge"}"#, "value.word /body/0/style"),
    (#"{"type":"text","text":7}"#, "value.kind /body/0/text"),
    (#"{"type":"text","texts":"a"}"#, "member.unknown /body/0/texts"),
    (#"{"type":"text","text":"a","x_mine":1}"#, "ok"),
    (#"{"type":"notice","text":"a","tone":"warning"}"#, "ok"),
    (#"{"type":"facts","facts":[{"label":"a","value":"b"}]}"#, "ok"),
    (#"{"type":"divider"}"#, "ok"),
    (#"{"type":"columns","children":[{"type":"divider"}]}"#, "ok"),
    (
      #"{"type":"list","items":[{"id":"a","title":"A","price":7000,"action":{"call":"f","arguments":{"i":1}}}]}"#,
      "ok"
    ),
    (
      #"{"type":"list","items":[{"id":"a","title":"A"},{"id":"a","title":"B"}]}"#,
      "value.unique /body/0/items/1/id"
    ),
    (#"{"type":"table","header":["a"],"rows":[["b",{"en":"c"}]]}"#, "ok"),
    (#"{"type":"image","src":"x.png"}"#, "member.missing /body/0/alt"),
    (#"{"type":"code","payload":"MD:T"}"#, "ok"),
    (#"{"type":"steps","steps":["a","b"],"current":2}"#, "value.range /body/0/current"),
    (#"{"type":"progress","value":3,"total":2}"#, "ok"),
    (#"{"type":"timer","until":1}"#, "ok"),
    (#"{"type":"textInput","id":"note","label":"Note","limit":10}"#, "ok"),
    (#"{"type":"textInput","id":"pin","label":"Your password"}"#, "page.asks_secret /body/0/label"),
    (#"{"type":"textInput","id":"pin","label":"비밀번호를 넣으세요"}"#, "page.asks_secret /body/0/label"),
    (
      #"{"type":"number","id":"n","label":"N","minimum":1,"maximum":9,"value":10}"#,
      "value.range /body/0/value"
    ),
    (
      #"{"type":"choice","id":"c","label":"C","options":[{"id":"a","title":"A","price":500}]}"#,
      "ok"
    ),
    (#"{"type":"choice","id":"c","label":"C","options":[]}"#, "value.count /body/0/options"),
    (#"{"type":"toggle","id":"t","label":"T","value":true}"#, "ok"),
    (#"{"type":"date","id":"d","label":"D"}"#, "ok"),
    (#"{"type":"bill","key":"1"}"#, "ok"),
    (#"{"type":"bill","key":"1","facts":{}}"#, "member.unknown /body/0/facts"),
    (button, "ok"),
    (#"{"type":"button","id":"b","label":"L"}"#, "member.missing /body/0/action"),
    (#"{"type":"map","alt":"a map"}"#, "ok page.degraded /body/0/type"),
    (#"{"type":"map","fallback":{"type":"divider"}}"#, "ok page.degraded /body/0/type"),
    (#"{"type":"map"}"#, "page.component /body/0/type"),
    (#"{"type":"pay","amount":1,"alt":"pay"}"#, "page.component /body/0/type"),
    (#"{"type":"slider","id":"s","alt":"a"}"#, "page.component /body/0/type"),
  ]) func components(body: String, expected: String) throws {
    #expect(try verdict(body) == expected, "\(body)")
  }

  @Test func onePrimaryButtonAtMost() throws {
    func primary(_ id: String) -> String {
      #"{"type":"button","id":"\#(id)","label":"L","style":"primary","action":{"call":"f"}}"#
    }
    #expect(try verdict(primary("a")) == "ok")
    #expect(try verdict(primary("a") + "," + primary("b")) == "page.primaries /body/1/style")
  }

  @Test func limitsAtTheirEdge() throws {
    func dividers(_ count: Int) -> String {
      Array(repeating: #"{"type":"divider"}"#, count: count).joined(separator: ",")
    }
    #expect(try verdict(dividers(Page.nodeLimit)) == "ok")
    #expect(try verdict(dividers(Page.nodeLimit + 1)) == "value.count /body")
    func text(_ count: Int) -> String {
      #"{"type":"text","text":"\#(String(repeating: "가", count: count))"}"#
    }
    #expect(try verdict(text(Page.textLimit)) == "ok")
    #expect(try verdict(text(Page.textLimit + 1)) == "value.length /body/0/text")
    func nested(_ depth: Int) -> String {
      depth == 1
        ? #"{"type":"divider"}"# : #"{"type":"section","children":[\#(nested(depth - 1))]}"#
    }
    #expect(try verdict(nested(Page.depthLimit)) == "ok")
    #expect(try verdict(nested(Page.depthLimit + 1)).hasPrefix("page.depth"))
    func items(_ count: Int) -> String {
      let items = (0..<count).map { #"{"id":"\#($0)","title":"x"}"# }.joined(separator: ",")
      return #"{"type":"list","items":[\#(items)]}"#
    }
    #expect(try verdict(items(Page.itemLimit)) == "ok")
    #expect(try verdict(items(Page.itemLimit + 1)) == "value.count /body/0/items")
    let large = (0..<40).map { _ in text(1_000) }.joined(separator: ",")
    #expect(try verdict(large) == "page.too_large ")
  }

  @Test(arguments: [
    ("plain 국수 🍜", "plain 국수 🍜"), ("a\u{1B}[31mred", "a [31mred"), ("a\u{9B}b", "a b"),
    ("user\u{202E}txt", "usertxt"), ("ze\u{200B}ro\u{FEFF}", "zero"), ("a\u{2028}b", "a\nb"),
    ("│ host?", "| host?"), ("tab\there", "tab here"), ("bell\u{7}", "bell "),
  ]) func textsAreCleaned(text: String, expected: String) {
    #expect(text.cleaned == expected)
    #expect(text.cleaned.cleaned == text.cleaned)
  }

  @Test func escapesNeverSurviveReading() throws {
    let page: JSON = [
      "title": "\u{1B}]0;title\u{7}", "body": [["type": "text", "text": "x\u{1B}[2J"]],
    ]
    let texts = try Page.read(page).page.json.text
    #expect(!texts.contains("\\u001b"))
    #expect(!texts.contains("\u{1B}"))
  }
}
