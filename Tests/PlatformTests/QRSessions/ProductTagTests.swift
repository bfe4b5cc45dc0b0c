import Store
import Testing
import Wire

@testable import Platform

/// Product tags: a bar code, a GS1 Digital Link and our own tag of one product lead to one feature.
@Suite struct ProductTagTests {
  private static let ean = "8801043014809"
  private static let gtin = "08801043014809"

  private let world: DomainWorld

  init() throws {
    world = try DomainWorld()
    try publish("owner", "store", products: [Self.gtin, "0952*"])
  }

  private func publish(
    _ owner: String, _ merchant: String, version: Int64 = 1, products: [String]
  ) throws {
    let list = products.map { "\"\($0)\"" }.joined(separator: ", ")
    let manifest = DomainWorld.manifest(
      version: version, app: "test.\(merchant)", merchant: merchant
    ).replacing(
      "\"maximum\": 3}}}]",
      with: "\"maximum\": 3}}}, {\"code\": \"goods\", \"feature\": \"look\","
        + " \"visit\": \"own\", \"products\": [\(list)]}]")
    try world.publish(as: owner, manifest: manifest)
  }

  /// The tag that the shop prints on a product.
  private func tag(
    _ gtin: String = gtin, owner: String = "owner", merchant: String = "store"
  ) throws -> String {
    let caller = try world.caller(owner)
    let params = ShopReissueMethod.Params(
      key: world.newKey(), app: AppID("test.\(merchant)"), route: "goods", place: gtin)
    let body = try world.body(ShopReissueMethod.name, params)
    let codes = try world.run { try $0.shopReissue(caller, params, body, now: world.now) }
      .decode(ShopReissueMethod.Result.self).codes
    return try #require(codes.first).payload
  }

  private func product(_ name: String, _ payload: String) throws -> String {
    let ticket = try world.scan(name, payload)
    try world.commit(ticket, page: Page(title: "p"))
    return "\(ticket.release.key.app.text) \(ticket.feature.name) \(ticket.arguments.text)"
  }

  @Test func everyFormOfOneProductIsTheSame() throws {
    let expected = "test.store look {\"gtin\":\"\(Self.gtin)\"}"
    let forms = [Self.ean, "https://id.gs1.org/01/\(Self.gtin)", try tag()]
    for form in forms { #expect(try product("mina", form) == expected, "\(form)") }
    // All of them in the one session that she has there.
    #expect(
      try world.connection.prepare("SELECT count(*) FROM session").first { $0.integer(0) } == 1)
  }

  @Test func lotAndSerialNumberComeAlong() throws {
    let link = "https://brand.example/01/09521234543213/10/L1/21/S9"
    let arguments = try world.scan("mina", link).arguments
    #expect(arguments == ["gtin": "09521234543213", "lot": "L1", "serial": "S9"])
  }

  @Test(
    arguments: [
      ("8801043014809", "ok"), ("8801043014808", "qr.check_digit"),
      ("9521234543213", "ok"), ("036000291452", "qr.product_unknown"),
      ("96385074", "qr.product_unknown"), ("96385075", "qr.check_digit"),
      ("https://id.gs1.org/01/09521234543213", "ok"),
      ("https://id.gs1.org/01/09521234543214", "qr.check_digit"),
      ("https://id.gs1.org/00/106141412345678908", "qr.foreign"),
    ])
  func numbersAreToldApart(_ payload: String, _ expected: String) throws {
    #expect(verdict { _ = try world.scan("mina", payload) } == expected)
  }

  @Test func theErrorNamesTheNumberThatWasRead() throws {
    do {
      _ = try world.scan("mina", "https://id.gs1.org/01/09521234543214/10/7")
      Issue.record("a wrong check digit was taken")
    } catch let refusal as Refusal {
      #expect(refusal.details["digits"] == "09521234543214")
      #expect(refusal.message(in: .korean).contains("09521234543214"))
    }
  }

  @Test func theShopOnesInSellsIt() throws {
    try publish("other", "kiosk", products: [Self.gtin])
    // Two shops sell it and she is in none of them.
    #expect(verdict { _ = try world.scan("mina", Self.ean) } == "qr.product_unknown")
    // A tag of our own names its shop.
    let kiosk = try tag(owner: "other", merchant: "kiosk")
    #expect(try product("mina", kiosk).hasPrefix("test.kiosk"))
    // From now on she is there.
    #expect(try product("mina", Self.ean).hasPrefix("test.kiosk"))
    world.now = world.now.adding(seconds: 1)
    #expect(try product("mina", try tag()).hasPrefix("test.store"))
    #expect(try product("mina", Self.ean).hasPrefix("test.store"))
    #expect(verdict { _ = try world.scan("joon", Self.ean) } == "qr.product_unknown")
  }

  @Test func tagsGetOldLikeEveryPrint() throws {
    let old = try tag()
    let new = try tag()
    #expect(verdict { _ = try world.scan("mina", old) } == "qr.revoked")
    #expect(verdict { _ = try world.scan("mina", new) } == "ok")
    let parts = new.split(separator: "/").map(String.init)
    let edited = [parts[0], parts[1], "09521234543213", parts[3]].joined(separator: "/")
    #expect(verdict { _ = try world.scan("mina", edited) } == "qr.bad_check")
    #expect(verdict { _ = try tag("08801043014816") } == "request.invalid")
  }

  @Test func aNewVersionSellsWhatItSays() throws {
    try publish("owner", "store", version: 2, products: ["0952*"])
    #expect(verdict { _ = try world.scan("mina", Self.ean) } == "qr.product_unknown")
    #expect(verdict { _ = try world.scan("mina", "9521234543213") } == "ok")
  }

  @Test func theNumberOfProductsHasItsLimit() throws {
    func issues(_ count: Int) -> Int {
      let list = (0..<count).map { "\"\(String(10_000_000_000_000 + $0))\"" }
      let text = DomainWorld.manifest().replacing(
        "\"maximum\": 3}}}]",
        with: "\"maximum\": 3}}}, {\"code\": \"goods\", \"feature\": \"look\","
          + " \"products\": [\(list.joined(separator: ", "))]}]")
      return Manifest.read(Array(text.utf8)).issues.count
    }
    #expect(issues(Manifest.productLimit) == 0)
    #expect(issues(Manifest.productLimit + 1) == 1)
  }
}
