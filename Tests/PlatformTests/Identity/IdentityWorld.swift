import Crypto
import Testing
import Wire

@testable import Platform

/// Identity in the words of a test.
extension DomainWorld {
  /// Sends a code to a phone and reads it where the sandbox keeps it.
  func sendCode(_ name: String, to phone: String) throws -> String {
    let caller = try caller(name)
    let params = IdentitySendCodeMethod.Params(key: newKey(), phone: phone)
    let body = try body(IdentitySendCodeMethod.name, params)
    try run { try $0.sendPhoneCode(caller, params, body, now: now) }
    let number = try #require(PhoneNumber(phone))
    let inbox = try platform.phoneInbox(nil, PhoneInboxMethod.Params(number: number))
    return try #require(inbox.messages.first?.code)
  }

  @discardableResult
  func confirmCode(_ name: String, _ code: String) throws -> IdentityConfirmCodeMethod.Result {
    let caller = try caller(name)
    let params = IdentityConfirmCodeMethod.Params(key: newKey(), code: code)
    let body = try body(IdentityConfirmCodeMethod.name, params)
    return try run { try $0.confirmPhoneCode(caller, params, body, now: now) }
      .decode(IdentityConfirmCodeMethod.Result.self)
  }

  @discardableResult
  func verifyPhone(_ name: String, _ phone: String) throws -> IdentityConfirmCodeMethod.Result {
    try confirmCode(name, try sendCode(name, to: phone))
  }

  func start(
    _ name: String, _ provider: String = "sandbox-name"
  ) throws -> IdentityStartMethod.Result {
    let caller = try caller(name)
    let params = IdentityStartMethod.Params(key: newKey(), provider: provider)
    let body = try body(IdentityStartMethod.name, params)
    return try run { try $0.identityStart(caller, params, body, now: now) }
      .decode(IdentityStartMethod.Result.self)
  }

  @discardableResult
  func ask(
    _ name: String, _ verification: VerificationID, _ answers: [String: String]
  ) throws -> IdentityConfirmMethod.Result {
    let caller = try caller(name)
    let params = IdentityAskMethod.Params(
      key: newKey(), verification: verification, answers: answers)
    let body = try body(IdentityAskMethod.name, params)
    return try run { try $0.identityAsk(caller, params, body, now: now) }
      .decode(IdentityConfirmMethod.Result.self)
  }

  @discardableResult
  func verifyName(
    _ name: String, _ realName: String, _ birth: String, provider: String = "sandbox-name",
    document: String? = nil
  ) throws -> IdentityConfirmMethod.Result {
    let begun = try start(name, provider)
    var answers = ["name": realName, "birth": birth]
    answers["document"] = document
    return try ask(name, try #require(begun.verification), answers)
  }

  @discardableResult
  func social(
    _ name: String, _ account: String, _ passcode: String
  ) throws -> IdentityConfirmMethod.Result {
    let begun = try start(name, "sandbox-social")
    return try ask(
      name, try #require(begun.verification), ["account": account, "passcode": passcode])
  }

  @discardableResult
  func update(
    _ name: String, nickname: String? = nil, email: String? = nil
  ) throws -> JSON {
    let caller = try caller(name)
    let params = IdentityUpdateMethod.Params(key: newKey(), nickname: nickname, email: email)
    let body = try body(IdentityUpdateMethod.name, params)
    return try run { try $0.identityUpdate(caller, params, body, now: now) }
  }

  @discardableResult
  func consent(
    _ name: String, _ scope: IdentityScope, _ decision: ConsentDecision,
    app: String = "test.shop.table"
  ) throws -> JSON {
    let caller = try caller(name)
    let params = ConsentSetMethod.Params(
      key: newKey(), app: AppID(app), scope: scope.rawValue, decision: decision)
    let body = try body(ConsentSetMethod.name, params)
    return try run { try $0.consentSet(caller, params, body, now: now) }
  }

  @discardableResult
  func revoke(_ name: String, _ device: DeviceID) throws -> JSON {
    let caller = try caller(name)
    let params = IdentityRevokeMethod.Params(key: newKey(), device: device)
    let body = try body(IdentityRevokeMethod.name, params)
    return try run { try $0.revoke(caller, params, body, now: now) }
  }

  @discardableResult
  func erase(_ name: String, confirm: PersonID? = nil) throws -> IdentityEraseMethod.Result {
    let caller = try caller(name)
    let params = IdentityEraseMethod.Params(key: newKey(), confirm: confirm ?? caller.person)
    let body = try body(IdentityEraseMethod.name, params)
    return try run { try $0.erase(caller, params, body, now: now) }
      .decode(IdentityEraseMethod.Result.self)
  }

  func tier(_ name: String) throws -> Tier { try caller(name).tier }

  func show(_ name: String) throws -> IdentityShowMethod.Result {
    try platform.identityShow(try caller(name))
  }

  /// Publishes the test app with optional identity scopes, asked for by `change` alone.
  func publishScoped(
    _ scopes: [IdentityScope], app: String = "test.shop.table", merchant: String = "shop",
    version: Int64 = 1
  ) throws {
    let optional = scopes.map {
      #"{"name": "\#($0.rawValue)", "reason": {"ko": "이유", "en": "reason"}}"#
    }.joined(separator: ", ")
    let names = scopes.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    let manifest = DomainWorld.manifest(version: version, app: app, merchant: merchant)
      .replacing(#"{"name": "change"}"#, with: #"{"name": "change", "scopes": [\#(names)]}"#)
      .replacing(
        #""scopes": {"required": ["#, with: #""scopes": {"optional": [\#(optional)], "required": ["#
      )
    let params = RegistryPublishMethod.Params(
      key: newKey(), manifest: manifest, source: "/nowhere")
    let owner = try person("owner")
    let body = try body(RegistryPublishMethod.name, params)
    try run {
      try $0.publish(
        owner, manifest: manifest, digest: String(repeating: "a", count: 64), tools: [:], body,
        now: now)
    }
  }

  /// What a call to a feature comes to: asked first, or called with this profile.
  func feature(
    _ name: String, _ session: SessionID, _ feature: String = "change"
  ) throws -> FeatureStep {
    let params = SessionCallMethod.Params(session: session, feature: feature, key: newKey())
    let caller = try caller(name)
    let body = try body(SessionCallMethod.name, params)
    switch try group({ try $0.prepareCall(caller, params, body, now: now) }) {
    case .call(let ticket): return .called(ticket.context)
    case .answer(let outcome):
      let reply = try outcome.result.get().decode(PageReply.self)
      return .asked(try #require(reply.consent).items.map(\.scope))
    }
  }
}

/// What a call came to.
enum FeatureStep {
  case asked([String])
  case called(CallContext)

  var profile: CallContext.Profile? {
    if case .called(let context) = self { context.viewer.profile } else { nil }
  }

  var scopes: [String] { if case .asked(let scopes) = self { scopes } else { [] } }
}
