import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// A provider outside is believed for exactly what it signed, once.
@Suite struct AssertionTests {
  private static let seed: [UInt8] = Array(repeating: 9, count: 32)
  private let key: SigningKey
  private let verification = VerificationID("v_1")

  init() throws { key = try SigningKey(seed: Self.seed) }

  private func assertion() -> IdentityAssertion {
    IdentityAssertion(
      v: 1, provider: "outside", verification: verification, nonce: "n", subject: "ci-1",
      name: "김민아", birth: "1994-03-02", issued: DomainWorld.start,
      expires: DomainWorld.start.adding(seconds: 60))
  }

  private func read(
    _ assertion: IdentityAssertion, by signer: SigningKey? = nil, seconds: Int64 = 0,
    change: (String) -> String = { $0 }
  ) -> String {
    let (text, signature) = assertion.signed(by: signer ?? key)
    return verdict {
      _ = try IdentityAssertion.read(
        change(text), signature: signature, key: key.publicKey, provider: "outside",
        verification: verification, nonce: "n", now: DomainWorld.start.adding(seconds: seconds))
    }
  }

  @Test func exactlyWhatWasSignedIsBelieved() throws {
    #expect(read(assertion()) == "ok")
    #expect(read(assertion(), seconds: 59) == "ok")
    let invalid = "identity.assertion_invalid"
    #expect(read(assertion(), seconds: 60) == invalid)
    #expect(read(assertion(), seconds: -IdentityAssertion.skewSeconds) == "ok")
    #expect(read(assertion(), seconds: -IdentityAssertion.skewSeconds - 1) == invalid)
    #expect(read(assertion(), by: try SigningKey(seed: Array(repeating: 8, count: 32))) == invalid)
    #expect(read(assertion()) { $0.replacing("ci-1", with: "ci-2") } == invalid)
    #expect(read(assertion()) { $0 + " " } == invalid)
    let changes: [(inout IdentityAssertion) -> Void] = [
      { $0.v = 2 }, { $0.provider = "other" }, { $0.verification = VerificationID("v_2") },
      { $0.nonce = "m" }, { $0.subject = "" },
      { $0.subject = String(repeating: "c", count: 201) },
      { $0.name = String(repeating: "n", count: IdentityAssertion.byteLimit) },
    ]
    for (index, change) in changes.enumerated() {
      var other = assertion()
      change(&other)
      #expect(read(other) == invalid, "\(index)")
    }
  }

  /// A whole verification with a provider that this daemon does not embed.
  @Test func aProviderOutsideProvesANameOnce() throws {
    let providers = IdentityProviders(
      table: """
        [{"id": "outside", "kind": "name", "asks": [], "title": "Outside", "cost": 33,
          "seconds": 300, "tries": 3, "key": "\(Hex.encode(key.publicKey.bytes))"}]
        """)
    let world = try DomainWorld(providers: providers)
    try world.verifyPhone("mina", "010-1234-5678")
    let verification = try #require(try world.start("mina", "outside").verification)
    #expect(
      verdict { try world.ask("mina", verification, [:]) } == "identity.provider_unknown")
    let nonce = try #require(
      try world.connection.prepare("SELECT nonce FROM verification").first { $0.text(0) })
    var said = assertion()
    said.verification = verification
    said.nonce = nonce
    let (text, signature) = said.signed(by: key)
    func confirm(_ name: String, _ signature: String) -> String {
      verdict {
        let caller = try world.caller(name)
        let params = IdentityConfirmMethod.Params(
          key: world.newKey(), verification: verification, assertion: text, signature: signature)
        let body = try world.body(IdentityConfirmMethod.name, params)
        try world.run { try $0.identityConfirm(caller, params, body, now: world.now) }
      }
    }
    try world.verifyPhone("thief", "010-9999-0000")
    #expect(confirm("mina", String(repeating: "0", count: 128)) == "identity.assertion_invalid")
    #expect(confirm("thief", signature) == "identity.verification_unknown")
    #expect(confirm("mina", signature) == "ok")
    #expect(try world.tier("mina") == .account)
    #expect(confirm("mina", signature) == "identity.verification_unknown")
    #expect(try world.platform.verifications().providers.map(\.cost.amount) == [33])
  }
}
