import QRCode
import Store
import Wire

/// Product tags: a bar code, a GS1 Digital Link and our own tag of one product lead to the same
/// feature of the shop the person is in.
extension Platform {
  /// One product as a tag names it.
  struct Product {
    /// 14 digits.
    let gtin: String
    /// Lot and serial number, where the tag has them.
    let lot: String?
    let serial: String?

    /// The product of a payload; nil where it names none.
    init?(_ parsed: ParsedPayload) {
      guard parsed.valid, let gtin = parsed["01"], gtin.utf8.count == 14 else { return nil }
      self.gtin = gtin
      lot = parsed["10"]
      serial = parsed["21"]
    }

    init(gtin: String) {
      self.gtin = gtin
      lot = nil
      serial = nil
    }

    /// What the feature gets.
    var arguments: JSONObject {
      var arguments: JSONObject = ["gtin": .string(gtin)]
      arguments["lot"] = lot.map(JSON.string)
      arguments["serial"] = serial.map(JSON.string)
      return arguments
    }
  }

  /// Digits that a pattern begins with at least.
  private static let shortestPattern = 4

  /// Every pattern that takes a product.
  private static func patterns(of gtin: String) -> [String] {
    [gtin] + (shortestPattern..<gtin.utf8.count).map { gtin.prefix($0) + "*" }
  }

  /// Whether one of a route's patterns takes a product.
  static func takes(_ products: [String], gtin: String) -> Bool {
    gtin.utf8.count == 14 && !Set(patterns(of: gtin)).isDisjoint(with: products)
  }

  /// Writes which products the routes of a new version take.
  func planProducts(_ manifest: Manifest, _ plan: inout Plan) {
    plan.write("DELETE FROM product_tag WHERE app = ?", .text(manifest.app.text))
    for route in manifest.routes {
      for pattern in route.products {
        plan.write(
          "INSERT INTO product_tag(pattern, app, route) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          .text(pattern), .text(manifest.app.text), .text(route.code))
      }
    }
  }

  /// The app and route that take a product: of the shop the person is in, else of the only one.
  private func taker(
    of product: Product, _ caller: Person, only app: AppID?
  ) throws -> (app: AppID, route: String) {
    let patterns = JSON.array(Platform.patterns(of: product.gtin).map(JSON.string)).text
    let here = try sql(
      "SELECT t.app, t.route FROM member m JOIN session s ON s.id = m.session"
        + " JOIN product_tag t ON t.app = s.app AND t.pattern IN"
        + " (SELECT value FROM json_each(?))"
        + " WHERE m.person = ? AND m.here = 1 AND s.ended IS NULL AND s.kind = 'customer'"
        + " ORDER BY s.touched DESC LIMIT 20"
    ).rows(.text(patterns), .integer(caller.row)) { (AppID($0.text(0)), $0.text(1)) }
    if let found = here.first(where: { app == nil || $0.0 == app }) { return found }
    let all = try sql(
      "SELECT app, min(route) FROM product_tag WHERE pattern IN (SELECT value FROM json_each(?1))"
        + " AND (?2 IS NULL OR app = ?2) GROUP BY app LIMIT 2"
    ).rows(.text(patterns), .text(app?.text)) { (AppID($0.text(0)), $0.text(1)) }
    guard all.count == 1 else {
      throw Refusal(QRError.productUnknown, ["gtin": .string(product.gtin)])
    }
    return all[0]
  }

  /// Leads to the feature that takes a product, in the session the person has there already.
  func scanProduct(
    _ caller: Person, _ product: Product, only app: AppID?, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    let (app, code) = try taker(of: product, caller, only: app)
    let release = try currentRelease(app)
    guard let route = release.manifest.route(code) else {
      preconditionFailure("product tags are written with the routes")
    }
    let name = try sql(
      "SELECT s.public FROM member m JOIN session s ON s.id = m.session"
        + " WHERE m.person = ? AND m.here = 1 AND s.app = ? AND s.ended IS NULL"
        + " AND s.kind = 'customer' ORDER BY s.touched DESC LIMIT 1"
    ).first(.integer(caller.row), .text(app.text)) { SessionID($0.text(0)) }
    let open = try name.flatMap { try session($0) }
    let door = CallTicket.Door(
      kind: .customer, text: open?.door ?? "\(route.code) {} \(caller.person.text)",
      place: open?.place, entry: CallContext.Entry(route: route.code), bill: nil)
    return try ticket(
      caller, release, feature: route.feature, arguments: .object(product.arguments), door: door,
      body, wasScanned: true, now: now)
  }
}
