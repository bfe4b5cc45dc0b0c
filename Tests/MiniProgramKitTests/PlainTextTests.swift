import MiniProgramKit
import Testing

@Suite("Pages for clients that know no pages")
struct PlainTextTests {
  private let page = Page(LocalizedText(ko: "가게", en: "Shop"), refresh: PageAction("shop.open")) {
    Text("big", .heading)
    Notice(LocalizedText(ko: "조심", en: "careful"), .warning)
    Facts([PageNode.Fact("Price", "₩1")])
    Facts([])
    Section {}
    PageNode.divider
    Section("Things") {
      PageList(items: [
        .init(
          id: "a", title: "A", subtitle: "more", badge: "new", price: Money(1250, .usd),
          quantity: 2, action: PageAction("take", ["id": "a"])),
        .init(id: "b", title: "B", disabled: "sold out", action: PageAction("take")),
      ])
    }
    Columns {
      PageNode.table(header: ["x", "y"], rows: [["1", "2"]])
      PageNode.image(source: "a.png", alt: "a cat")
    }
    PageNode.code(payload: "MD1:abc", caption: "Code")
    PageNode.steps(["one", "two"], current: 1)
    PageNode.progress(value: 1, total: 3, label: "paid")
    PageNode.timer(until: Instant(milliseconds: 0), label: nil)
    PageInput(
      id: "size", label: "Size", required: true,
      kind: .choice(
        options: [.init(id: "l", title: "Large", price: Money(500, .krw))], minimum: 1, maximum: 1,
        chosen: []))
    BillComponent(key: "order-1")
    for number in 0...3 {
      if number == 0 { PageButton("go", "Go", style: .primary, call: "go", disabled: "not yet") }
      switch number {
      case 0: Section {}
      case 1: Text("one")
      default: Text(LocalizedText("\(number)"), .quiet)
      }
    }
  }

  @Test("every component has a line")
  func text() {
    let expected = """
      # Shop
      ## big
      [warning] careful
      Price: ₩1
      ---
      ## Things
        - A × 2 $12.50 [new] — more  -> take {"id":"a"}
        - B (sold out)
      x | y
      1 | 2
      (a cat)
      Code: MD1:abc
      one > [two]
      paid: 1/3
      1970-01-01T00:00:00Z
      Size * <size>
        l: Large ₩500
      bill order-1
      [ Go ] (not yet)  -> go
      one
      2
      3
      """
    #expect(page.plainText(in: .english) == expected)
    #expect(page.plainText(in: .korean).hasPrefix("# 가게"))
  }

  @Test("what the builder makes is what the host reads")
  func reads() throws {
    let reading = try Page.read(page.json)
    #expect(reading.page == page)
    #expect(reading.warnings.isEmpty)
    #expect(page.actions.map(\.feature) == ["shop.open", "take", "take", "go"])
    #expect(page.action(of: "a")?.arguments == ["id": "a"])
    #expect(page.action(of: "b") == nil)
    #expect(page.action(of: "go") == nil)
  }
}
