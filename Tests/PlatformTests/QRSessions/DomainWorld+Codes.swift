import Testing
import Wire

@testable import Platform

/// Codes in the words of a test.
extension DomainWorld {
  func create(
    _ name: String, _ purpose: CodeView.Purpose, session: SessionID? = nil,
    device: String? = nil, key: String? = nil
  ) throws -> CodeView {
    let caller = try caller(name)
    let params = QRCreateMethod.Params(
      key: key ?? newKey(), purpose: purpose, session: session, device: device)
    let body = try body(QRCreateMethod.name, params)
    return try run { try $0.qrCreate(caller, params, body, now: now) }.decode(CodeView.self)
  }

  /// Scans something that leads to no program.
  func scanned(_ name: String, _ payload: String) throws -> ScanReply {
    let caller = try caller(name)
    let params = QRScanMethod.Params(key: newKey(), payload: payload)
    let body = try body(QRScanMethod.name, params)
    let step = try group { try $0.prepareScan(caller, payload: payload, body, now: now) }
    guard case .answer(let outcome) = step else { throw DomainWorldFault.noCall }
    note(outcome.notices)
    return try outcome.result.get().decode(ScanReply.self)
  }

  @discardableResult
  func confirm(
    _ name: String, _ code: CodeID, amount: Int64? = nil, pin: String? = nil
  ) throws -> CodeView {
    let caller = try caller(name)
    let params = QRConfirmMethod.Params(key: newKey(), code: code, amount: amount, pin: pin)
    let body = try body(QRConfirmMethod.name, params)
    let proof = try pin.map { try prove(name, $0, body) }
    return try run { try $0.qrConfirm(caller, params, body, proof: proof, now: now) }
      .decode(CodeView.self)
  }

  @discardableResult
  func claim(_ name: String, _ code: CodeID, key: String? = nil) throws -> CodeView {
    let caller = try caller(name)
    let params = QRClaimMethod.Params(key: key ?? newKey(), code: code)
    let body = try body(QRClaimMethod.name, params)
    return try run { try $0.qrClaim(caller, params, body, now: now) }.decode(CodeView.self)
  }

  @discardableResult
  func cancel(_ name: String, _ code: CodeID) throws -> CodeView {
    let caller = try caller(name)
    let params = QRCancelMethod.Params(key: newKey(), code: code)
    let body = try body(QRCancelMethod.name, params)
    return try run { try $0.qrCancel(caller, params, body, now: now) }.decode(CodeView.self)
  }

  @discardableResult
  func charge(
    _ till: String, _ digits: String, _ amount: Int64, merchant: MerchantID = MerchantID("shop"),
    key: String? = nil
  ) throws -> CodeView {
    let caller = try caller(till)
    let params = ShopChargeMethod.Params(
      key: key ?? newKey(), merchant: merchant, code: digits, amount: amount)
    let body = try body(ShopChargeMethod.name, params)
    return try run { try $0.shopCharge(caller, params, body, now: now) }.decode(CodeView.self)
  }

  func show(_ name: String, _ code: CodeID) throws -> CodeView {
    try platform.qrShow(try caller(name), code, now: now)
  }

  func reissue(_ name: String, place: String?) throws -> [PlaceCode] {
    let caller = try caller(name)
    let params = ShopReissueMethod.Params(
      key: newKey(), app: AppID("test.shop.table"), route: "table", place: place)
    let body = try body(ShopReissueMethod.name, params)
    return try run { try $0.shopReissue(caller, params, body, now: now) }
      .decode(ShopReissueMethod.Result.self).codes
  }

  @discardableResult
  func revokePrints(_ name: String, place: String?) throws -> Int {
    let caller = try caller(name)
    let params = ShopRevokeMethod.Params(
      key: newKey(), app: AppID("test.shop.table"), route: "table", place: place)
    let body = try body(ShopRevokeMethod.name, params)
    return try run { try $0.shopRevoke(caller, params, body, now: now) }
      .decode(ShopRevokeMethod.Result.self).revoked
  }
}
