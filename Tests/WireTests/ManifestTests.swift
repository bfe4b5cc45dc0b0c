import Testing
import Wire

@Suite struct ManifestTests {
  private static let valid = """
    {"manifest": 1, "app_id": "kr.co.shop.table", "name": {"ko": "가게", "en": "Shop"},
     "version": {"name": "1.0", "code": 1}, "merchant": "shop", "program": {"name": "Shop"},
     "features": [{"name": "open", "query": true}, {"name": "buy", "scopes": ["wallet.bill"]},
       {"name": "paid", "visibility": "system"}],
     "routes": [{"code": "table", "feature": "open",
       "params": {"table": {"type": "integer", "minimum": 1, "maximum": 40}}}],
     "on": {"bill.paid": "paid"},
     "scopes": {"required": [{"name": "wallet.bill", "reason": {"ko": "결제", "en": "pay"}}]}}
    """

  /// Changes the valid manifest and lists every issue as code and pointer.
  private func issues(_ old: String, _ new: String) -> [String] {
    #expect(Self.valid.contains(old), "nothing to change: \(old)")
    return Manifest.read(Array(Self.valid.replacing(old, with: new).utf8)).issues
      .map { "\($0.code) \($0.pointer)" }
  }

  @Test func aValidManifestReads() throws {
    let manifest = try #require(Manifest.read(Array(Self.valid.utf8)).manifest)
    #expect(manifest.app == AppID("kr.co.shop.table"))
    #expect(manifest.feature("buy")?.isQuery == false)
    #expect(manifest.route("table")?.params.first?.range == 1...40)
    #expect(manifest.on == ["bill.paid": "paid"])
    #expect(manifest.limits.callMilliseconds == 5_000)
  }

  @Test(arguments: [
    (
      "\"merchant\": \"shop\"", "\"merchnat\": \"shop\"",
      ["member.unknown /merchnat", "member.missing /merchant"]
    ),
    ("kr.co.shop.table", "Table", ["value.pattern /app_id"]),
    ("\"code\": 1}", "\"code\": 0}", ["value.range /version/code"]),
    ("\"manifest\": 1", "\"manifest\": 2", ["value.range /manifest"]),
    ("\"feature\": \"open\"", "\"feature\": \"closed\"", ["feature.unknown /routes"]),
    ("\"on\": {\"bill.paid\"", "\"on\": {\"bill.lost\"", ["event.unknown /on"]),
    ("\"bill.paid\": \"paid\"", "\"bill.paid\": \"open\"", ["feature.visibility /on"]),
    (
      "{\"required\": [{\"name\": \"wallet.bill\"", "{\"required\": [{\"name\": \"wallet.all\"",
      ["scope.unknown /scopes/required/0/name", "scope.undeclared /features"]
    ),
    (
      "{\"name\": \"open\", \"query\": true}",
      "{\"name\": \"open\", \"query\": true, \"scopes\": [\"identity.nickname\"]}",
      ["scope.undeclared /features", "scope.before_first_page /features"]
    ),
    (
      "\"en\": \"pay\"}}]", "\"en\": \"pay\"}}, {\"name\": \"identity.phone\", \"reason\": \"r\"}]",
      ["scope.must_be_optional /scopes/required/1/name"]
    ),
    (
      "\"en\": \"pay\"}}]",
      "\"en\": \"pay\"}}], \"optional\": [{\"name\": \"identity.phone\", \"reason\": \"r\"}]", []
    ),
    ("\"name\": \"buy\"", "\"name\": \"OPEN\"", ["value.unique /features"]),
    ("\"maximum\": 40", "\"maximum\": 0", ["value.range /routes/0/params/table/maximum"]),
    ("\"query\": true", "\"query\": \"yes\"", ["value.kind /features/0/query"]),
    ("{\"name\": \"Shop\"}", "{\"name\": \"../sh\"}", ["value.pattern /program/name"]),
    ("\"manifest\": 1,", "", ["member.missing /manifest"]),
    ("{\"manifest\"", "{\"x_note\": 1, \"manifest\"", []),
    ("{\"manifest\"", "{{\"manifest\"", ["json.syntax "]),
    (
      "\"manifest\": 1,", "\"manifest\": 1, \"update\": {\"from\": 1, \"feature\": \"paid\"},",
      ["value.range /update"]
    ),
    (
      "\"code\": 1}", "\"code\": 3}, \"update\": {\"from\": 2, \"feature\": \"paid\"}", []
    ),
    (
      "\"code\": 1}", "\"code\": 3}, \"update\": {\"from\": 2, \"feature\": \"buy\"}",
      ["feature.visibility /update"]
    ),
    (
      "\"code\": 1}", "\"code\": 3}, \"update\": {\"feature\": \"none\", \"at\": 1}",
      ["member.missing /update/from", "member.unknown /update/at"]
    ),
  ]) func everyFaultIsNamed(old: String, new: String, expected: [String]) {
    #expect(issues(old, new).sorted() == expected.sorted())
  }

  @Test func allFaultsAreListedAtOnceWithAHint() {
    let reading = Manifest.read(Array("{\"naem\": 1, \"features\": []}".utf8))
    #expect(reading.manifest == nil)
    #expect(reading.issues.count >= 7)
    let hint = reading.issues.first { $0.pointer == "/naem" }?.message.text(in: .english)
    #expect(hint?.contains("did you mean \"name\"?") == true)
  }

  @Test func sizesHaveLimits() {
    let padding = String(repeating: " ", count: Manifest.byteLimit - Self.valid.utf8.count)
    #expect(Manifest.read(Array((Self.valid + padding).utf8)).manifest != nil)
    let reading = Manifest.read(Array((Self.valid + padding + " ").utf8))
    #expect(reading.issues.map(\.code) == ["manifest.too_large"])
  }
}
