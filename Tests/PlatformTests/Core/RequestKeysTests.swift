import Crypto
import Store
import Testing
import Wire

@testable import Platform

/// What memory says about keys must never let one key serve two requests.
@Suite struct RequestKeysTests {
  private static func key(_ name: String, of principal: String = "person:p_1") throws -> RequestKey
  {
    RequestKey(principal: principal, key: name, bodyHash: .zero)
  }

  @Test func noKeyOfTheFileIsDenied() throws {
    for count in [0, 1, RequestKeys.keyLimit, RequestKeys.keyLimit + 1] {
      let stored = (0..<count).map { "stored-\($0)" }
      var keys = RequestKeys()
      var reads = 0
      for name in stored + ["other"] {
        let mayBe = try keys.mayHave(try Self.key(name)) { limit throws(StoreError) in
          reads += 1
          return Array(stored.prefix(limit))
        }
        // Beyond the limit nothing is denied: whoever asked that often is looked up.
        #expect(mayBe == (name != "other" || count > RequestKeys.keyLimit), "\(name) of \(count)")
      }
      #expect(reads == 1)
    }
  }

  @Test func whatIsWrittenIsNotDenied() throws {
    var keys = RequestKeys()
    // Nobody asked about them yet: their keys will be read with all others.
    keys.note([.text("person:p_1"), .text("early"), .integer(1)])
    #expect(try keys.mayHave(try Self.key("early")) { _ in ["early"] })
    for number in 1...RequestKeys.keyLimit {
      let name = "later-\(number)"
      #expect(try !keys.mayHave(try Self.key(name)) { _ in [] })
      keys.note([.text("person:p_1"), .text(name)])
      #expect(try keys.mayHave(try Self.key(name)) { _ in [] })
    }
    // One more than is kept: from here on the file is asked.
    #expect(try keys.mayHave(try Self.key("never")) { _ in [] })
    #expect(try !keys.mayHave(try Self.key("early", of: "person:p_2")) { _ in [] })
  }

  /// The same through the platform, with the first and the last of many requests, and anew from
  /// the file.
  @Test(arguments: [false, true])
  func aMovementDoesNotTakeTheKeyOfAnotherRequest(afterRestart: Bool) throws {
    let world = try DomainWorld()
    try world.topUp("mina", 50_000, key: "topup-key-first-0000")
    _ = try world.person("joon")
    func transfer(_ key: String) throws -> String {
      let (mina, joon) = (try world.person("mina"), try world.person("joon"))
      let params = WalletTransferMethod.Params(
        key: key, to: joon.person, amount: 100, currency: .krw)
      let body = try world.body(WalletTransferMethod.name, params)
      return verdict {
        try world.run { try $0.transfer(mina, params, body, now: world.now) }
      }
    }
    #expect(try transfer("transfer-key-0000001") == "ok")
    try world.topUp("mina", 1_000, key: "topup-key-later-0000")
    if afterRestart { try world.reopen() }
    #expect(try transfer("topup-key-first-0000") == "key.reused")
    #expect(try transfer("topup-key-later-0000") == "key.reused")
    #expect(try transfer("transfer-key-0000002") == "ok")
    #expect(try world.balance("joon") == 200)
  }
}
