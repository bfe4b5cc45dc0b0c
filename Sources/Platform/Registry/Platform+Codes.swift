import Crypto
import Gate
import QRCode
import Store
package import Wire

/// Printed codes: who issued them is checked, what they open is looked up.
extension Platform {
  /// A code of this platform with its keyed check, under the newest key.
  func code(
    _ kind: PlatformCode.Kind, _ short: PlatformCode.ShortID, _ place: PlatformCode.Place?,
    issue: UInt32
  ) throws -> PlatformCode {
    guard let newest = keys.codes.last else { preconditionFailure("printed codes need a key") }
    let content = PlatformCode.CheckedContent(
      kind: kind, shortID: short, place: place, issueNumber: issue)
    let check = PlatformCode.Check(
      keyVersion: newest.version, hash: newest.key.tag(content.bytes, length: .code))
    return try PlatformCode(kind: kind, shortID: short, place: place, check: check)
  }

  /// Whether a code's check matches what was issued: 40 bits under the key it names.
  private func isGenuine(_ code: PlatformCode, issue: UInt32) -> Bool {
    guard let key = keys.codes.first(where: { $0.version == code.check.keyVersion })?.key else {
      return false
    }
    let content = code.checkedContent(issueNumber: issue)
    let expected = PlatformCode.Check(
      keyVersion: code.check.keyVersion, hash: key.tag(content.bytes, length: .code))
    return expected == code.check
  }

  /// Where a scanned text leads.
  enum Destination {
    case route(release: Release, route: Manifest.Route, params: JSONObject)
    case invitation(place: String)
    /// A new device's code.
    case login(place: String)
    /// A code into one session.
    case session(place: String)
    /// A product, by its bar code or by a tag of one app.
    case product(Product, app: AppID?)
    /// Something that a till or a gate takes.
    case staffOnly(ScanReply.Kind, roles: [Role])
  }

  /// Reads a scanned text; every failure has its own code.
  func destination(of payload: String) throws -> Destination {
    guard payload.utf8.count <= Payload.maximumBytes else { throw Refusal(QRError.tooLong) }
    if GateCode(payload) != nil { return .staffOnly(.gate, roles: [.gate, .manager, .owner]) }
    let parsed = Payload.parse(payload)
    switch parsed.content {
    case .platform(let code): return try destination(of: code)
    case .miniApp(let uri): return try destination(of: uri)
    case .payCode: return .staffOnly(.pay, roles: [.cashier, .manager, .owner])
    case .emvMerchant(let merchant):
      if let own = try ownCode(in: merchant) { return try destination(of: own) }
    case .none: break
    }
    if let product = Product(parsed) { return .product(product, app: nil) }
    let digitFaults: [PayloadFault] = [.eanCheckDigit, .gs1CheckDigit]
    if parsed.errors.contains(where: { digitFaults.contains($0.code) }) {
      throw Refusal(QRError.checkDigit, ["digits": .string(Self.productDigits(payload))])
    }
    switch parsed.kind {
    case .emvMPM, .emvCPM, .gs1, .ean, .payCode:
      throw Refusal(QRError.foreign, ["kind": .string(parsed.kind.rawValue)])
    case .platform, .miniapp, .unknown:
      let faults = parsed.errors.map { fault -> JSON in
        ["code": .string(fault.code.rawValue), "offset": .integer(Int64(fault.offset))]
      }
      throw Refusal(QRError.unknown, ["errors": .array(faults)])
    }
  }

  /// The longest run of digits, as a person reads it beside the bars.
  private static func productDigits(_ payload: String) -> String {
    payload.utf8.split { !(0x30...0x39).contains($0) }.max { $0.count < $1.count }
      .map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private func destination(of code: PlatformCode) throws -> Destination {
    switch code.kind {
    case .place: return try destination(ofPlace: code)
    case .login:
      guard isGenuine(code, issue: 1), let place = code.place else {
        throw Refusal(QRError.badCheck)
      }
      let isInvitation = try sql("SELECT 1 FROM invitation WHERE place = ?")
        .first(.text(place.text)) { _ in true }
      return isInvitation == true ? .invitation(place: place.text) : .login(place: place.text)
    case .session:
      guard isGenuine(code, issue: 1), let place = code.place else {
        throw Refusal(QRError.badCheck)
      }
      return .session(place: place.text)
    case .product: return try destination(ofTag: code)
    case .pay, .gate: throw Refusal(QRError.unknown)
    }
  }

  /// The code of ours inside a merchant's payment code; nil in one of others. The names and
  /// amounts beside it count for nothing.
  private func ownCode(in merchant: EMVMerchantCode) throws -> PlatformCode? {
    guard let reference = merchant.platformReference else { return nil }
    do {
      return try PlatformCode(parsing: reference)
    } catch {
      throw Refusal(QRError.unknown)
    }
  }

  private func destination(ofTag code: PlatformCode) throws -> Destination {
    let app = try sql("SELECT id FROM app WHERE short = ?")
      .first(.text(code.shortID.text)) { AppID($0.text(0)) }
    guard let app, let gtin = code.place?.text else { throw Refusal(QRError.badCheck) }
    for route in try currentRelease(app).manifest.routes
    where Platform.takes(route.products, gtin: gtin) {
      try checkIssue(of: code, app, route.code, gtin)
      return .product(Product(gtin: gtin), app: app)
    }
    throw Refusal(QRError.badCheck)
  }

  /// Refuses a printed code that is invented, or older than the newest issue.
  private func checkIssue(
    of code: PlatformCode, _ app: AppID, _ route: String, _ place: String
  ) throws {
    let (issue, isRevoked) = try issueState(app, route, place)
    if !isRevoked, isGenuine(code, issue: issue) { return }
    let isOlder = (1..<issue).contains { isGenuine(code, issue: $0) }
    throw Refusal(isOlder ? QRError.revoked : QRError.badCheck)
  }

  private func destination(ofPlace code: PlatformCode) throws -> Destination {
    let app = try sql("SELECT id FROM app WHERE short = ?")
      .first(.text(code.shortID.text)) { AppID($0.text(0)) }
    // An unknown short id and a wrong check look the same from outside.
    guard let app else { throw Refusal(QRError.badCheck) }
    let release = try currentRelease(app)
    let place = code.place?.text ?? ""
    for route in release.manifest.routes where route.kind == .customer {
      guard let params = Platform.params(place: place, of: route) else { continue }
      try checkIssue(of: code, app, route.code, place)
      return .route(release: release, route: route, params: params)
    }
    throw Refusal(QRError.badCheck)
  }

  /// The route's parameters for a place; nil where the place is not one of the route's.
  private static func params(place: String, of route: Manifest.Route) -> JSONObject? {
    switch route.params.count {
    case 0: return place.isEmpty ? [:] : nil
    case 1:
      let param = route.params[0]
      guard let number = Int64(place), String(number) == place, param.range.contains(number) else {
        return nil
      }
      return [param.name: .integer(number)]
    default: return nil
    }
  }

  private func destination(of uri: MiniAppURI) throws -> Destination {
    let release = try currentRelease(AppID(uri.appID))
    guard let first = uri.path.first, let route = release.manifest.route(first) else {
      throw Refusal(QRError.unknown)
    }
    var params = JSONObject()
    for (param, text) in zip(route.params, uri.path.dropFirst()) {
      guard let number = Int64(text) else { throw Refusal(QRError.unknown) }
      params[param.name] = .integer(number)
    }
    return .route(
      release: release, route: route, params: try checked(params, of: route))
  }

  /// Parameters that a person or a link gave, checked against the route's ranges.
  func checked(_ params: JSONObject, of route: Manifest.Route) throws -> JSONObject {
    for param in route.params {
      guard let number = params[param.name]?.integer, param.range.contains(number) else {
        throw Refusal(
          RequestError.invalid,
          [
            "pointer": .string("/params/\(param.name)"),
            "reason": .string(
              "must be from \(param.range.lowerBound) to \(param.range.upperBound)"),
          ])
      }
    }
    if let extra = params.keys.first(where: { key in !route.params.contains { $0.name == key } }) {
      throw Refusal(
        RequestError.invalid,
        ["pointer": .string("/params/\(extra)"), "reason": "is not a parameter of the route"])
    }
    return params
  }

  /// The payloads of an app's printed codes; for its staff.
  package func shopCodes(
    _ caller: Person, _ params: ShopCodesMethod.Params
  ) throws -> ShopCodesMethod.Result {
    let release = try currentRelease(params.app)
    _ = try requireRole(caller, at: release.manifest.merchant)
    var codes: [PlaceCode] = []
    for route in release.manifest.routes where route.kind == .customer {
      if let only = params.route, only != route.code { continue }
      for place in Platform.places(of: route) {
        let (issue, isRevoked) = try issueState(params.app, route.code, place)
        guard !isRevoked else { continue }
        codes.append(try placeCode(release, route, place, issue: issue))
      }
    }
    return ShopCodesMethod.Result(codes: codes)
  }

  /// The places whose codes are printed; products are printed one by one.
  static func places(of route: Manifest.Route) -> [String] {
    guard route.products.isEmpty else { return route.products.filter { !$0.hasSuffix("*") } }
    return switch route.params.count {
    case 0: [""]
    case 1: route.params[0].range.map(String.init)
    default: []
    }
  }
}
