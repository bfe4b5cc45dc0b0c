import Crypto
import Foundation
import Loop
import Testing
import Wire

/// A provider of identities outside: the operator trusts its key, the person brings its word.
@Suite struct AssertionTests {
  /// What somebody else runs: it signs what it knows about a person, for one verification.
  private struct Provider {
    let key: SigningKey
    let now: Int64

    /// A file for the person to hand in.
    func word(
      for verification: String, _ nonce: String, seconds: Int64 = 120
    ) -> JSON {
      let said: JSON = [
        "v": 1, "provider": "my-bank", "verification": .string(verification),
        "nonce": .string(nonce), "subject": "ci-mina", "name": "김민아", "birth": "1994-03-02",
        "issued": .integer(now), "expires": .integer(now + seconds * 1000),
      ]
      let signed = Array(("madang/assertion/1\n" + said.text).utf8)
      return ["assertion": .string(said.text), "signature": .string(Hex.encode(key.sign(signed)))]
    }
  }

  /// A home that trusts the bank's key.
  private func withBank(_ body: (World, SigningKey) throws -> Void) throws {
    try World.with(startsDaemon: false) { world in
      let key = try SigningKey(seed: Array(repeating: 9, count: 32))
      try trust(
        [
          [
            "id": "my-bank", "kind": "name", "asks": [], "title": "My bank", "cost": 33,
            "seconds": 300, "tries": 3, "key": .string(Hex.encode(key.publicKey.bytes)),
          ]
        ], world)
      try world.start()
      try body(world, key)
    }
  }

  private func trust(_ table: JSON, _ world: World) throws {
    try FileManager.default.createDirectory(
      atPath: world.home, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let isWritten = FileManager.default.createFile(
      atPath: world.home + "/identity-providers.json", contents: Data(table.bytes),
      attributes: [.posixPermissions: 0o600])
    #expect(isWritten)
  }

  @Test func thePhoneComesFirstAndThenTheWordOfTheBank() throws {
    try withBank { world, key in
      func madang(_ words: String...) throws -> JSON {
        try world.madang(words + ["--as", "mina", "--json"]).json()
      }
      // A name needs a phone in hand.
      let early = try madang("id", "verify", "assertion", "--start", "my-bank")
      #expect(early.at("error.code") == "identity.phone_first", "\(early.text)")
      _ = try madang("id", "verify", "phone", "010-1234-5678")
      let code = try PersonSteps(world, try Caller(world, as: "mina")).code(on: "010-1234-5678")
      #expect(try madang("id", "verify", "phone", "--code", code)["tier"] == "registered")
      let begun = try madang("id", "verify", "assertion", "--start", "my-bank")
      let verification = try begun.text(at: "verification")
      let nonce = try begun.text(at: "nonce")
      #expect(begun["kind"] == "name" && begun["asks"]?.array?.isEmpty == true)
      // Its answer cannot be typed here.
      let typed = try Caller(world, as: "mina").refusal(
        "identity.ask",
        ["key": .string(Caller.newKey()), "verification": .string(verification), "answers": [:]])
      #expect(typed == "identity.provider_unknown")
      let provider = Provider(key: key, now: try begun.number(at: "expires") - 300_000)
      func handIn(_ word: JSON) throws -> JSON {
        let path = world.folder + "/word.json"
        try Data(word.bytes).write(to: URL(filePath: path))
        return try madang("id", "verify", "assertion", verification, path)
      }
      // Words of others, of another verification, and old ones prove nothing.
      let thief = Provider(key: try SigningKey(seed: Array(repeating: 8, count: 32)), now: 0)
      for word in [
        thief.word(for: verification, nonce), provider.word(for: verification, "other"),
        provider.word(for: verification, nonce, seconds: -1),
      ] { #expect(try handIn(word).at("error.code") == "identity.assertion_invalid") }
      let proved = try handIn(provider.word(for: verification, nonce))
      #expect(proved["outcome"] == "verified" && proved["tier"] == "account", "\(proved.text)")
      #expect(
        try handIn(provider.word(for: verification, nonce)).at("error.code")
          == "identity.verification_unknown")
      // Known for as long as it holds, and never bought again.
      let again = try madang("id", "verify", "assertion", "--start", "my-bank")
      #expect(again["verification"] == nil && again["nonce"] == nil)
    }
  }

  /// An embedded provider has nothing to sign for others, and says no nonce.
  @Test func embeddedProvidersSayNoNonce() throws {
    try withBank { world, _ in
      let mina = try Caller(world, as: "mina")
      try PersonSteps(world, mina).verifyPhone("010-1234-5678")
      let begun = try mina.call(
        "identity.start", ["key": .string(Caller.newKey()), "provider": "sandbox-name"])
      #expect(begun["verification"] != nil && begun["nonce"] == nil)
    }
  }

  /// A table that is none stops the daemon before it has served anybody.
  @Test(arguments: [
    "[]]", #"[{"id": "x"}]"#,
    #"[{"id":"a","kind":"name","asks":[],"title":"A","cost":0,"seconds":300,"tries":3}]"#,
    #"[{"id":"a","kind":"name","asks":["name"],"title":"A","cost":0,"seconds":300,"tries":3,"key":"KEY"}]"#,
    #"[{"id":"sandbox-name","kind":"name","asks":[],"title":"A","cost":0,"seconds":300,"tries":3,"key":"KEY"}]"#,
    #"[{"id":"a","kind":"name","asks":[],"title":"A","cost":0,"seconds":300,"tries":3,"key":"00"}]"#,
  ])
  func aTableThatIsNoneIsRefused(table: String) throws {
    try World.with(startsDaemon: false) { world in
      try trust([], world)
      let key = try SigningKey(seed: Array(repeating: 9, count: 32))
      let text = table.replacing("KEY", with: Hex.encode(key.publicKey.bytes))
      try Data(text.utf8).write(to: URL(filePath: world.home + "/identity-providers.json"))
      let outcome = try world.run("madangd", ["serve", "--home", world.home])
      #expect(outcome.exit != .exited(status: 0))
      let errors = FileManager.default.contents(atPath: world.folder + "/errors.txt") ?? Data()
      #expect(String(decoding: errors, as: UTF8.self).contains("identity-providers.json"))
    }
  }
}
