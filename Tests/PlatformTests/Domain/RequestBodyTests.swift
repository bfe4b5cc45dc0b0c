import Crypto
import Testing
import Wire

@testable import Platform

/// What a key is bound to: keys live for ever, so these bytes may never change.
@Suite struct RequestBodyTests {
  /// The hash as it is defined: the method, then everything but key and secrets in canonical form.
  private func expected(_ method: String, _ object: JSONObject) -> [UInt8] {
    var left = object
    for name in ["key", "pin", "newPin", "token", "sourceNumber"] { left[name] = nil }
    return Blake2b.hash(Array("\(method)\n\(JSON.object(left).canonical.text)".utf8)).bytes
  }

  @Test(arguments: [
    "{\"key\":\"k\"}",
    "{\"key\":\"k\",\"pin\":\"123456\"}",
    "{\"key\":\"k\",\"to\":\"p_1\",\"amount\":5,\"currency\":\"KRW\",\"memo\":\"점심 \\\"1\\\"\"}",
    "{\"b\":1,\"a\":2,\"key\":\"k\",\"token\":\"t\",\"c\":{\"z\":[1.0,{\"y\":1,\"x\":2}],\"a\":null}}",
    "{\"가\":1,\"z\":2,\"é\":3,\"key\":\"k\",\"Z\":5,\"\":6}",
  ]) func aBodyIsMethodAndCanonicalForm(text: String) throws {
    let json = try JSON.parse(text)
    let body = try #require(Platform.body(of: "some.method", json))
    #expect(body.key == "k")
    #expect(body.hash == expected("some.method", try #require(json.object)))
  }

  @Test func theBytesAreThoseOfEarlierBuilds() throws {
    let params: JSON = ["key": "k-1", "to": "p_9w2c", "amount": 5, "currency": "KRW"]
    let text = "wallet.transfer\n{\"amount\":5,\"currency\":\"KRW\",\"to\":\"p_9w2c\"}"
    let body = try #require(Platform.body(of: "wallet.transfer", params))
    #expect(body.hash == Blake2b.hash(Array(text.utf8)).bytes)
  }

  @Test(arguments: ["{}", "{\"key\":1}", "[]", "null"]) func withoutAKeyThereIsNoBody(
    text: String
  ) throws {
    #expect(Platform.body(of: "some.method", try JSON.parse(text)) == nil)
  }
}
