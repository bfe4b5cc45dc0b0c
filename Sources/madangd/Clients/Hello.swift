import Crypto
import Wire

/// How far a connection has come in saying who it is; a pure machine that says what to do.
struct Hello {
  /// Failed proofs and tokens before a connection is closed.
  static let failureLimit = 5
  /// The protocol this daemon speaks.
  static let protocolVersion = 1
  /// The length of a challenge, in bytes.
  static let challengeByteCount = 32

  /// Where it stands.
  enum State: Equatable {
    /// Nothing was said.
    case greeting
    /// A device or a till was named and must sign.
    case challenged(device: VerifyingKey, challenge: String, isTill: Bool)
    /// The core is looking for the person.
    case identifying
    /// Known.
    case authenticated(Principal)
  }

  /// What the connection has to do.
  enum Step: Equatable {
    /// Answer this result.
    case answer(JSON)
    /// Ask the core whose device this is, then call `identified`.
    case identify(VerifyingKey)
    /// Ask the core which till this is, then call `identified`.
    case identifyTill(VerifyingKey)
    /// Ask the core whose token this is, then call `identified`.
    case identifyToken(String)
    /// Answer this refusal.
    case refuse(Refusal)
    /// Answer this refusal and end the connection.
    case refuseAndEnd(Refusal)
  }

  /// What the daemon knows about itself.
  struct Setting {
    /// The daemon's id.
    var daemon: String
    /// The operator token of the home.
    var operatorToken: [UInt8]
    /// Whether test tokens are taken.
    var takesTestTokens: Bool
  }

  private(set) var state = State.greeting
  private(set) var language = Language.korean
  private var failureCount = 0
  private var credential: String?
  private let setting: Setting

  init(_ setting: Setting) { self.setting = setting }

  /// The daemon's id.
  var daemon: String { setting.daemon }

  /// Who it is, once that is known.
  var caller: Caller? {
    guard case .authenticated(let principal) = state else { return nil }
    return Caller(principal: principal, language: language, credential: credential)
  }

  /// Takes `hello`.
  mutating func hello(
    _ params: HelloMethod.Params, random: inout some RandomSource
  ) -> Step {
    if let refusal = refusalToGreet(params) { return .refuse(refusal) }
    language = params.lang ?? language
    switch (params.device, params.operator, params.till) {
    case (nil, let token?, nil): return takeOperator(token)
    case (let device?, nil, nil): return takeDevice(device, random: &random)
    case (nil, nil, let till?): return takeTill(till, random: &random)
    default:
      return .refuse(.invalid(pointer: "/device", reason: "one of device, operator and till"))
    }
  }

  /// Takes `hello.prove`.
  mutating func prove(_ params: HelloProveMethod.Params) -> Step {
    guard case .challenged(let device, let challenge, let isTill) = state else {
      return .refuse(Refusal(AuthError.helloFirst))
    }
    let message = HelloProveMethod.signedBytes(daemon: setting.daemon, challenge: challenge)
    guard let signature = Hex.decode(params.signature),
      device.isValid(signature: signature, of: message)
    else { return fail(AuthError.badSignature) }
    state = .identifying
    return isTill ? .identifyTill(device) : .identify(device)
  }

  /// Takes the core's word about who it is.
  mutating func identified(_ identity: Identity) {
    precondition(state == .identifying, "nobody asked")
    credential = identity.credential
    state = .authenticated(
      identity.isTill ? .till(identity.person) : .person(identity.person, identity.tier))
  }

  /// Takes the core's word that it does not know; a hello may follow.
  mutating func unidentified(_ refusal: Refusal) -> Step {
    precondition(state == .identifying, "nobody asked")
    let isGuess = [AuthError.unknownToken, AuthError.unknownTill].contains(refusal.code)
    return isGuess ? fail(refusal.code) : forget(refusal)
  }

  /// Notes that a person's tier has changed while they were connected.
  mutating func changeTier(to tier: Tier) {
    guard case .authenticated(.person(let person, _)) = state else { return }
    state = .authenticated(.person(person, tier))
  }

  private func refusalToGreet(_ params: HelloMethod.Params) -> Refusal? {
    switch state {
    case .identifying, .authenticated:
      return .invalid(pointer: "", reason: "hello was said already")
    case .greeting, .challenged: break
    }
    guard params.protocol == Self.protocolVersion else {
      return .invalid(pointer: "/protocol", reason: "only \(Self.protocolVersion) is spoken here")
    }
    return nil
  }

  private mutating func takeOperator(_ token: String) -> Step {
    guard ConstantTime.isEqual(Array(token.utf8), setting.operatorToken) else {
      return fail(AuthError.operatorOnly)
    }
    state = .authenticated(.operator)
    return .answer(JSON(encoding: HelloMethod.Result(daemon: setting.daemon)))
  }

  private mutating func takeDevice(
    _ device: String, random: inout some RandomSource
  ) -> Step {
    if let bytes = Hex.decode(device), bytes.count == VerifyingKey.byteCount {
      return challenge(bytes, isTill: false, random: &random)
    }
    guard setting.takesTestTokens else {
      return .refuse(.invalid(pointer: "/device", reason: "is not 64 hexadecimal digits"))
    }
    state = .identifying
    return .identifyToken(device)
  }

  private mutating func takeTill(_ till: String, random: inout some RandomSource) -> Step {
    guard let bytes = Hex.decode(till), bytes.count == VerifyingKey.byteCount else {
      return .refuse(.invalid(pointer: "/till", reason: "is not 64 hexadecimal digits"))
    }
    return challenge(bytes, isTill: true, random: &random)
  }

  private mutating func challenge(
    _ bytes: [UInt8], isTill: Bool, random: inout some RandomSource
  ) -> Step {
    do throws(CryptoError) {
      let challenge = Hex.encode(random.bytes(Self.challengeByteCount))
      state = .challenged(
        device: try VerifyingKey(bytes), challenge: challenge, isTill: isTill)
      return .answer(
        JSON(encoding: HelloMethod.Result(challenge: challenge, daemon: setting.daemon)))
    } catch {
      return .refuse(
        .invalid(pointer: isTill ? "/till" : "/device", reason: "is no public key"))
    }
  }

  private mutating func fail(_ code: ErrorCode) -> Step {
    failureCount += 1
    state = .greeting
    let refusal = Refusal(code)
    return failureCount >= Self.failureLimit ? .refuseAndEnd(refusal) : .refuse(refusal)
  }

  private mutating func forget(_ refusal: Refusal) -> Step {
    state = .greeting
    return .refuse(refusal)
  }
}
