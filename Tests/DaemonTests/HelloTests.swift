import Crypto
import JSONRPC
import Testing
import Wire

@testable import madangd

/// The pure machine, step by step: each line says one thing and names the answer's word.
@Suite struct HelloTests {
  private let key: SigningKey
  private let other: SigningKey
  private let token = String(repeating: "ab", count: 32)

  init() throws {
    key = try SigningKey(seed: [UInt8](repeating: 1, count: 32))
    other = try SigningKey(seed: [UInt8](repeating: 2, count: 32))
  }

  enum Say {
    case hello(HelloMethod.Params)
    case device, agent, till, knownTill, unknownTill, foreignDaemon, wrongKey, goodProof, noHex
    case operatorToken(String)
    case token
    case known, unknown, busy
  }

  private func check(_ says: [Say], takesTokens: Bool = true, _ expected: [String]) {
    var hello = Hello(
      Hello.Setting(
        daemon: "d_1", operatorToken: Array(token.utf8), takesTestTokens: takesTokens))
    var challenge = ""
    var random = SeededRandom(seed: 1)
    let words = says.map { say -> String in
      let step = take(say, &hello, challenge: challenge, &random)
      if case .answer(let result) = step, let made = result["challenge"]?.string {
        #expect(made != challenge)
        challenge = made
      }
      return step.map(word) ?? "known"
    }
    #expect(words == expected)
  }

  private func take(
    _ say: Say, _ hello: inout Hello, challenge: String, _ random: inout SeededRandom
  ) -> Hello.Step? {
    let device = Hex.encode(key.publicKey.bytes)
    func proof(_ key: SigningKey, daemon: String = "d_1") -> HelloProveMethod.Params {
      let message = HelloProveMethod.signedBytes(daemon: daemon, challenge: challenge)
      return HelloProveMethod.Params(signature: Hex.encode(key.sign(message)))
    }
    switch say {
    case .hello(let params): return hello.hello(params, random: &random)
    case .till:
      return hello.hello(HelloMethod.Params(protocol: 1, till: device), random: &random)
    case .knownTill:
      hello.identified(Identity(person: PersonID("p_1"), tier: .visitor, isTill: true))
      return nil
    case .unknownTill: return hello.unidentified(Refusal(AuthError.unknownTill))
    case .device:
      return hello.hello(HelloMethod.Params(protocol: 1, device: device), random: &random)
    case .agent:
      return hello.hello(HelloMethod.Params(protocol: 1, agent: device), random: &random)
    case .operatorToken(let token):
      return hello.hello(HelloMethod.Params(protocol: 1, operator: token), random: &random)
    case .token:
      return hello.hello(HelloMethod.Params(protocol: 1, device: "tok_a"), random: &random)
    case .goodProof: return hello.prove(proof(key))
    case .wrongKey: return hello.prove(proof(other))
    case .foreignDaemon: return hello.prove(proof(key, daemon: "d_2"))
    case .noHex: return hello.prove(HelloProveMethod.Params(signature: "zz"))
    case .known:
      hello.identified(Identity(person: PersonID("p_1"), tier: .visitor))
      return nil
    case .unknown: return hello.unidentified(Refusal(AuthError.unknownToken))
    case .busy: return hello.unidentified(Refusal(PlatformError.busy))
    }
  }

  private func word(_ step: Hello.Step) -> String {
    switch step {
    case .answer(let result): result["challenge"] == nil ? "answer" : "challenge"
    case .identify: "identify"
    case .identifyTill: "till"
    case .identifyAgent: "agent"
    case .identifyToken: "token"
    case .refuse(let refusal):
      refusal.code == RequestError.invalid
        ? "invalid \(refusal.details["pointer"]?.string ?? "")" : refusal.code.name
    case .refuseAndEnd(let refusal): "end \(refusal.code.name)"
    }
  }

  @Test func table() {
    check([.device, .goodProof, .known], ["challenge", "identify", "known"])
    check([.operatorToken(token)], ["answer"])
    check([.agent, .goodProof, .known], ["challenge", "agent", "known"])
    check([.agent, .wrongKey], ["challenge", "auth.bad_signature"])
    // A proof made for the one kind is none for the other: whoever asks again is challenged anew.
    check([.agent, .device, .goodProof], ["challenge", "challenge", "identify"])
    check([.token, .known], ["token", "known"])
    check([.goodProof], ["auth.hello_first"])
    check(
      [.device, .wrongKey, .goodProof], ["challenge", "auth.bad_signature", "auth.hello_first"])
    check([.device, .foreignDaemon], ["challenge", "auth.bad_signature"])
    check([.device, .noHex], ["challenge", "auth.bad_signature"])
    check([.device, .device, .goodProof], ["challenge", "challenge", "identify"])
    check([.device, .goodProof, .known, .device], ["challenge", "identify", "known", "invalid "])
    check([.device, .goodProof, .goodProof], ["challenge", "identify", "auth.hello_first"])
    check([.device, .goodProof, .token], ["challenge", "identify", "invalid "])
    check([.operatorToken(token), .operatorToken(token)], ["answer", "invalid "])
    check([.token, .unknown, .device], ["token", "auth.unknown_token", "challenge"])
    check([.token, .busy, .token], ["token", "platform.busy", "token"])
    check([.token], takesTokens: false, ["invalid /device"])
    check([.till, .goodProof, .knownTill], ["challenge", "till", "known"])
    check([.till, .wrongKey], ["challenge", "auth.bad_signature"])
    check([.till, .goodProof, .unknownTill], ["challenge", "till", "auth.unknown_till"])
    check([.till, .device, .goodProof], ["challenge", "challenge", "identify"])
    check([.hello(HelloMethod.Params(protocol: 1, till: "tok_a"))], ["invalid /till"])
    check(
      [.hello(HelloMethod.Params(protocol: 1, device: "tok_a", till: "tok_a"))],
      ["invalid /device"])
    check([.operatorToken("")], ["auth.operator_only"])
    check([.operatorToken(String(token.dropLast()))], ["auth.operator_only"])
  }

  @Test func parameters() {
    check([.hello(HelloMethod.Params(protocol: 2, device: "tok_a"))], ["invalid /protocol"])
    check([.hello(HelloMethod.Params(protocol: 0, device: "tok_a"))], ["invalid /protocol"])
    check([.hello(HelloMethod.Params(protocol: 1))], ["invalid /device"])
    check(
      [.hello(HelloMethod.Params(protocol: 1, device: "tok_a", operator: token))],
      ["invalid /device"])
  }

  @Test func theLastFailureEndsTheConnection() {
    let wrong = Say.operatorToken("wrong")
    check(
      Array(repeating: wrong, count: Hello.failureLimit),
      Array(repeating: "auth.operator_only", count: Hello.failureLimit - 1)
        + ["end auth.operator_only"])
    check(
      [.token, .unknown, wrong, wrong, wrong],
      ["token", "auth.unknown_token"]
        + Array(repeating: "auth.operator_only", count: 3))
  }
}
