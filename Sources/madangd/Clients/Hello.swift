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
    /// A device, a till or an agent was named and must sign.
    case challenged(device: VerifyingKey, challenge: String, as: Credential)
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
    /// Ask the core whose agent this is, then call `identified`.
    case identifyAgent(VerifyingKey)
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
    switch (params.device, params.agent, params.till, params.operator) {
    case (nil, nil, nil, let token?): return takeOperator(token)
    case (let device?, nil, nil, nil): return takeDevice(device, random: &random)
    case (nil, let key?, nil, nil): return challenge(key, as: .agent, random: &random)
    case (nil, nil, let till?, nil): return challenge(till, as: .till, random: &random)
    default:
      return .refuse(
        .invalid(pointer: "/device", reason: "one of device, agent, till and operator"))
    }
  }

  /// Takes `hello.prove`.
  mutating func prove(_ params: HelloProveMethod.Params) -> Step {
    guard case .challenged(let device, let challenge, let kind) = state else {
      return .refuse(Refusal(AuthError.helloFirst))
    }
    let message = HelloProveMethod.signedBytes(daemon: setting.daemon, challenge: challenge)
    guard let signature = Hex.decode(params.signature),
      device.isValid(signature: signature, of: message)
    else { return fail(AuthError.badSignature) }
    state = .identifying
    switch kind {
    case .agent: return .identifyAgent(device)
    case .till: return .identifyTill(device)
    case .none, .person, .operator: return .identify(device)
    }
  }

  /// Takes the core's word about who it is.
  mutating func identified(_ identity: Identity) {
    precondition(state == .identifying, "nobody asked")
    credential = identity.credential
    state = .authenticated(Self.principal(identity))
  }

  /// Takes the core's word that it does not know; a hello may follow.
  mutating func unidentified(_ refusal: Refusal) -> Step {
    precondition(state == .identifying, "nobody asked")
    let guesses = [AuthError.unknownToken, AuthError.unknownTill, AgentError.revoked]
    return guesses.contains(refusal.code) ? fail(refusal.code) : forget(refusal)
  }

  /// Notes that a person's tier has changed while they were connected.
  mutating func changeTier(to tier: Tier) {
    switch state {
    case .authenticated(.person(let person, _)):
      state = .authenticated(.person(person, tier))
    case .authenticated(.agent(let person, _)): state = .authenticated(.agent(person, tier))
    default: break
    }
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
    guard setting.takesTestTokens, Hex.decode(device)?.count != VerifyingKey.byteCount else {
      return challenge(device, as: .person, random: &random)
    }
    state = .identifying
    return .identifyToken(device)
  }

  private static func principal(_ identity: Identity) -> Principal {
    if identity.isTill { return .till(identity.person) }
    return identity.isAgent
      ? .agent(identity.person, identity.tier) : .person(identity.person, identity.tier)
  }

  private mutating func challenge(
    _ key: String, as kind: Credential, random: inout some RandomSource
  ) -> Step {
    let pointer = kind == .person ? "/device" : "/\(kind.rawValue)"
    guard let bytes = Hex.decode(key), bytes.count == VerifyingKey.byteCount else {
      return .refuse(.invalid(pointer: pointer, reason: "is not 64 hexadecimal digits"))
    }
    do throws(CryptoError) {
      let challenge = Hex.encode(random.bytes(Self.challengeByteCount))
      state = .challenged(device: try VerifyingKey(bytes), challenge: challenge, as: kind)
      return .answer(
        JSON(encoding: HelloMethod.Result(challenge: challenge, daemon: setting.daemon)))
    } catch { return .refuse(.invalid(pointer: pointer, reason: "is no public key")) }
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
