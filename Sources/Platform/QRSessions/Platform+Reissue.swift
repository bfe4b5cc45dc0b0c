import QRCode
import Store
package import Wire

/// Printed codes get old: issuing a place anew refuses its older prints, revoking refuses all.
extension Platform {
  /// Issues printed codes anew.
  package func shopReissue(
    _ caller: Person, _ params: ShopReissueMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let (release, route) = try printed(caller, params.app, params.route)
      let codes = try places(of: route, only: params.place).map { place in
        let issue = try nextIssue(params.app, route.code, place, revoked: false, &plan)
        return try placeCode(release, route, place, issue: issue)
      }
      return ShopReissueMethod.Result(codes: codes)
    }
  }

  /// Refuses every print of a place until it is issued anew.
  package func shopRevoke(
    _ caller: Person, _ params: ShopRevokeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let (_, route) = try printed(caller, params.app, params.route)
      let places = try places(of: route, only: params.place)
      for place in places {
        _ = try nextIssue(params.app, route.code, place, revoked: true, &plan)
      }
      return ShopRevokeMethod.Result(revoked: places.count)
    }
  }

  /// A route with printed codes, for the merchant's owner and managers.
  private func printed(
    _ caller: Person, _ app: AppID, _ code: String
  ) throws -> (Release, Manifest.Route) {
    let release = try currentRelease(app)
    _ = try requireRole(caller, at: release.manifest.merchant, oneOf: [.owner, .manager])
    guard let route = release.manifest.route(code), route.kind == .customer else {
      throw Refusal(
        RequestError.invalid, ["pointer": "/route", "reason": "is no way in of the app"])
    }
    return (release, route)
  }

  private func places(of route: Manifest.Route, only place: String?) throws -> [String] {
    let all = Platform.places(of: route)
    guard let place else { return all }
    let isProduct = !route.products.isEmpty && Platform.takes(route.products, gtin: place)
    guard isProduct || all.contains(place) else {
      throw Refusal(
        RequestError.invalid, ["pointer": "/place", "reason": "is no place of the route"])
    }
    return [place]
  }

  /// One more than ever before, so that no older print has the number.
  private func nextIssue(
    _ app: AppID, _ route: String, _ place: String, revoked: Bool, _ plan: inout Plan
  ) throws -> UInt32 {
    let (last, wasRevoked) = try issueState(app, route, place)
    // A revoked place already has a number that was never printed.
    let issue = wasRevoked ? last : last + 1
    plan.write(
      "INSERT INTO place_issue(app, route, place, issue, revoked) VALUES (?, ?, ?, ?, ?)"
        + " ON CONFLICT(app, route, place) DO UPDATE SET issue = excluded.issue,"
        + " revoked = excluded.revoked",
      .text(app.text), .text(route), .text(place), .integer(Int64(issue)),
      .integer(revoked ? 1 : 0))
    return issue
  }

  /// How often a place was issued, and whether all its prints are refused.
  func issueState(
    _ app: AppID, _ route: String, _ place: String
  ) throws -> (issue: UInt32, isRevoked: Bool) {
    try sql("SELECT issue, revoked FROM place_issue WHERE app = ? AND route = ? AND place = ?")
      .first(.text(app.text), .text(route), .text(place)) {
        (UInt32($0.integer(0)), $0.integer(1) == 1)
      } ?? (1, false)
  }

  /// The printed code of a place or a product.
  func placeCode(
    _ release: Release, _ route: Manifest.Route, _ place: String, issue: UInt32
  ) throws -> PlaceCode {
    guard let short = PlatformCode.ShortID(release.shortID) else {
      preconditionFailure("the registry made the short id \(release.shortID)")
    }
    let kind: PlatformCode.Kind = route.products.isEmpty ? .place : .product
    let code = try code(kind, short, PlatformCode.Place(place), issue: issue)
    return PlaceCode(route: route.code, place: place, payload: code.text)
  }
}
