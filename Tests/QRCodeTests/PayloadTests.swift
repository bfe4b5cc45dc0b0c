import Testing

@testable import QRCode

@Suite struct PayloadTests {
  /// Text → kind, then fields or faults.
  static let table: [(text: String, expect: String)] = [
    ("", "unknown text.empty@0"),
    ("hello", "unknown payload.unknown@0"),
    ("12345", "unknown payload.unknown@0"),
    ("javascript:alert(1)", "unknown payload.scheme@10"),
    ("JavaScript:alert(1)", "unknown payload.scheme@10"),
    ("file:///etc/passwd", "unknown payload.scheme@4"),
    ("https://example.org/", "unknown payload.scheme@5"),
    ("MD:T/N00D1E/7/1ABCD2345\n", "unknown text.control@23"),
    ("MD:T/\u{1B}[31m/7", "unknown text.control@5"),
    ("국수\u{202E}cod", "unknown text.bidi@6"),
    ("a\u{2066}b", "unknown text.bidi@1"),
    ("a\u{85}b", "unknown text.control@1"),
    ("123456789012345678", "payCode code=123456789012345678"),
    ("12345678901234567", "unknown payload.unknown@0"),
    ("8801043014809", "ean symbology=EAN-13 01=08801043014809"),
    ("8801043014808", "ean ean.checkDigit@12"),
    ("036000291452", "ean symbology=UPC-A 01=00036000291452"),
    ("96385074", "ean symbology=EAN-8 01=00000096385074"),
    (
      "miniapp/kr.co.noodlehouse.table/table/7",
      "miniapp appId=kr.co.noodlehouse.table path=table/7"
    ),
    (
      "https://link.example/miniapp/foo;version=1.0.1-trial/pages/index?k=v#frag",
      "miniapp appId=foo version=1.0.1-trial path=pages/index query=k=v fragment=frag"
    ),
    ("madang://miniapp/foo", "miniapp appId=foo path="),
    ("miniapp/foo/", "miniapp appId=foo path="),
    ("miniapp/foo/%EA%B5%AD", "miniapp appId=foo path=국"),
    ("miniapp/", "miniapp miniapp.appId@8"),
    ("miniapp/a..b", "miniapp miniapp.appId@8"),
    ("miniapp/foo;v=1/x", "miniapp miniapp.parameter@12"),
    ("miniapp/foo;version=/x", "miniapp miniapp.version@20"),
    ("miniapp/foo;version=1;version=2", "miniapp miniapp.parameter@22"),
    ("miniapp/foo/../x", "miniapp miniapp.path@12"),
    ("miniapp/foo/a//b", "miniapp miniapp.path@14"),
    ("miniapp/foo/%2e%2e/x", "miniapp miniapp.path@12"),
    ("miniapp/foo/a%2Fb", "miniapp miniapp.path@12"),
    ("miniapp/foo/%00", "miniapp miniapp.percent@12"),
    ("miniapp/foo/%4", "miniapp miniapp.percent@12"),
    ("miniapp/foo/%FF", "miniapp miniapp.percent@12"),
    ("miniapp/foo/<b>", "miniapp miniapp.character@12"),
    ("miniapp/foo?a b", "miniapp miniapp.character@13"),
    ("miniapp/?%zz#%zz", "miniapp miniapp.appId@8 miniapp.percent@9 miniapp.percent@13"),
    ("http://evil.example/miniapp/foo", "unknown payload.scheme@4"),
    ("https:///miniapp/foo", "unknown payload.scheme@5"),
  ]

  @Test(arguments: table)
  func tellsPayloadsApart(text: String, expect: String) {
    #expect(Self.describe(Payload.parse(text)) == expect)
  }

  static func describe(_ payload: ParsedPayload) -> String {
    var words = [payload.kind.rawValue]
    if payload.valid {
      words += payload.fields.map { "\($0.key)=\($0.value)" }
    } else {
      words += payload.errors.map { "\($0.code.rawValue)@\($0.offset)" }
    }
    return words.joined(separator: " ")
  }

  @Test func looksAtTenThousandBytesAndNotOneMore() {
    let longest = String(repeating: "A", count: Payload.maximumBytes)
    #expect(Self.describe(Payload.parse(longest)) == "unknown payload.unknown@0")
    #expect(Self.describe(Payload.parse(longest + "A")) == "unknown text.length@10000")
    let code = "MD:T/N00D1E/7/" + String(repeating: "1", count: 10_240)
    #expect(Self.describe(Payload.parse(code)) == "unknown text.length@10000")
  }

  @Test func routesMatchWholeSegments() {
    let link = MiniAppURI(appID: "a", path: ["t", "12"])
    #expect(link.hasPrefix(["t"]) && link.hasPrefix(["t", "12"]) && link.hasPrefix([]))
    #expect(!link.hasPrefix(["t", "1"]) && !link.hasPrefix(["t", "12", "x"]))
  }

  @Test func linksPrintWhatTheyParse() {
    let link = MiniAppURI(
      appID: "kr.x", version: "2", path: ["국 수", "7"], query: "a=%20", fragment: "f")
    guard case .miniApp(let parsed) = Payload.parse(link.text).content else {
      Issue.record("\(link.text)")
      return
    }
    #expect(parsed == link)
  }

  @Test func segmentsHaveALimit() {
    let most = Array(repeating: "a", count: MiniAppURI.maximumSegments)
    #expect(Payload.parse(MiniAppURI(appID: "a", path: most).text).valid)
    #expect(!Payload.parse(MiniAppURI(appID: "a", path: most + ["a"]).text).valid)
    let longID = String(repeating: "a", count: MiniAppURI.maximumIDCharacters)
    #expect(Payload.parse("miniapp/\(longID)").valid)
    #expect(!Payload.parse("miniapp/\(longID)a").valid)
  }
}
