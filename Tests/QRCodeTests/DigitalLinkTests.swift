import Testing

@testable import QRCode

@Suite struct DigitalLinkTests {
  static let table: [(text: String, expect: String)] = [
    ("https://id.gs1.org/01/09521234543213", "01=09521234543213"),
    (
      "https://brand.example/some/stem/01/09521234543213/10/ABC1/21/1234567890?17=251231&x=y",
      "01=09521234543213 10=ABC1 21=1234567890 17=251231"
    ),
    ("http://id.gs1.org/01/9521234543213", "01=09521234543213 ~gs1.shortGTIN"),
    ("HTTPS://ID.GS1.ORG/01/09521234543213", "01=09521234543213"),
    ("https://id.gs1.org/01/09521234543213/22/2A/10/L%2F1", "01=09521234543213 22=2A 10=L/1"),
    ("https://id.gs1.org/00/106141412345678908", "00=106141412345678908"),
    ("https://id.gs1.org/414/9520123456788/254/1", "414=9520123456788 254=1"),
    ("https://id.gs1.org/8004/95201234/7040/1ABC", "8004=95201234 7040=1ABC"),
    // The rightmost primary key wins, and a value that reads like a key is no key.
    ("https://x.example/01/00000000000000/01/09521234543213", "01=09521234543213"),
    ("https://x.example/01/09521234543213/10/401", "01=09521234543213 10=401"),
    ("https://x.example/01/09521234543213/10/401/21/5", "01=09521234543213 10=401 21=5"),
    ("https://id.gs1.org/01/09521234543214", "! gs1.checkDigit@22"),
    ("https://id.gs1.org/01/0952123454321", "! gs1.checkDigit@22"),
    ("https://id.gs1.org/01/0952123454321A", "! gs1.character@22"),
    ("https://id.gs1.org/01/095212345432133", "! gs1.length@22"),
    ("https://id.gs1.org/01/09521234543213/21/1/10/2", "! gs1.qualifier@42"),
    ("https://id.gs1.org/01/09521234543213/99/1", "! gs1.qualifier@37"),
    ("https://id.gs1.org/01/09521234543213/10/%ZZ", "! gs1.percent@40"),
    ("https://id.gs1.org/01/09521234543213/10/%E2%80%AE", "! gs1.percent@40"),
    ("https://id.gs1.org/01/09521234543213/10/a%20b", "! gs1.character@40"),
    ("https://id.gs1.org/01/09521234543213/10/1?10=2", "! gs1.duplicate@45"),
  ]

  @Test(arguments: table)
  func readsLinks(text: String, expect: String) {
    let parsed = Payload.parse(text)
    #expect(parsed.kind == .gs1)
    var words = parsed.fields.map { "\($0.key)=\($0.value)" }
    words += parsed.warnings.map { "~\($0.code.rawValue)" }
    if !parsed.valid {
      words = ["!"] + parsed.errors.map { "\($0.code.rawValue)@\($0.offset)" }
    }
    #expect(words.joined(separator: " ") == expect)
  }

  @Test func otherAddressesAreNoProducts() {
    for text in [
      "https://id.gs1.org/01/", "https://id.gs1.org/01", "https://01/09521234543213",
      "https:///01/09521234543213", "ftp://id.gs1.org/01/09521234543213",
      "https://id.gs1.org?01/09521234543213", "https://id.gs1.org/02/09521234543213",
    ] {
      #expect(Payload.parse(text).kind == (text.hasSuffix("/01/") ? .gs1 : .unknown), "\(text)")
    }
    #expect(!Payload.parse("https://id.gs1.org/01/").valid)
  }

  @Test func oneProductHasOneKey() {
    let texts = [
      "8801043014809", "08801043014809", "https://id.gs1.org/01/08801043014809",
      "https://shop.example/01/8801043014809/10/A",
    ]
    #expect(Set(texts.map { Payload.parse($0)["01"] }) == ["08801043014809"])
  }

  @Test func pathsHaveALimit() {
    let stem = String(repeating: "s/", count: DigitalLink.maximumSegments - 2)
    #expect(Payload.parse("https://x.example/\(stem)01/09521234543213").kind == .gs1)
    #expect(Payload.parse("https://x.example/s/\(stem)01/09521234543213").kind == .unknown)
  }

  @Test func attributesHaveALimit() {
    let longest = String(repeating: "A", count: ApplicationIdentifier.maximumValueCharacters)
    let link = "https://x.example/01/09521234543213?4300="
    #expect(Payload.parse(link + longest).valid)
    #expect(!Payload.parse(link + longest + "A").valid)
  }
}
