import Testing
import Wire

/// The effects about safe trades and stock, read strictly: what is read is written the same.
@Suite struct TradeEffectReadingTests {
  private func verdict(_ effect: JSON) -> String {
    do {
      let read = try Effect.read([effect])
      let again = try Effect.read(read.map(\.json))
      #expect(read == again)
      return "ok"
    } catch {
      return "\(error.code) \(error.pointer)"
    }
  }

  @Test(arguments: [
    (#"{"do":"post","key":"k","title":"Bike","price":1}"#, "ok"),
    (#"{"do":"post","key":"k","title":"Bike","price":0}"#, "value.range /effects/0/price"),
    (#"{"do":"post","key":"k","price":1}"#, "member.missing /effects/0/title"),
    (
      #"{"do":"post","key":"k","title":"Bike","price":1,"quantity":10000}"#,
      "value.range /effects/0/quantity"
    ),
    (
      #"{"do":"post","key":"k","title":"Bike","price":1,"seller":"me"}"#,
      "member.unknown /effects/0/seller"
    ),
    (#"{"do":"open","key":"k","item":"i","quantity":9999}"#, "ok"),
    (#"{"do":"open","key":"k"}"#, "member.missing /effects/0/item"),
    (#"{"do":"open","key":"k","item":"i","payee":"me"}"#, "member.unknown /effects/0/payee"),
    (#"{"do":"ship","key":"k","carrier":"CJ","tracking":"1"}"#, "ok"),
    (#"{"do":"ship","key":"k","carrier":"CJ"}"#, "ok"),
    (#"{"do":"ship","key":"k"}"#, "member.missing /effects/0/carrier"),
    (#"{"do":"ship","key":"k","carrier":""}"#, "value.length /effects/0/carrier"),
    (#"{"do":"deliver","key":"k"}"#, "ok"),
    (#"{"do":"deliver","key":"k","amount":1}"#, "member.unknown /effects/0/amount"),
    (#"{"do":"confirm","key":"k"}"#, "ok"), (#"{"do":"cancel","key":"k"}"#, "ok"),
    (#"{"do":"cancel","key":"k","reason":"r"}"#, "ok"),
    (#"{"do":"reject","key":"k","reason":"r"}"#, "ok"),
    (#"{"do":"reject","key":"k"}"#, "member.missing /effects/0/reason"),
    (#"{"do":"dispute","key":"k","reason":""}"#, "value.length /effects/0/reason"),
    (#"{"do":"dispute","key":"","reason":"r"}"#, "value.length /effects/0/key"),
    (#"{"do":"settle","key":"k"}"#, "value.word /effects/0/do"),
    (#"{"key":"k"}"#, "member.missing /effects/0/do"),
  ]) func escrow(text: String, expected: String) throws {
    var object = try #require(try JSON.parse(text).object)
    object["effect"] = "escrow"
    #expect(verdict(.object(object)) == expected, "\(text)")
  }

  @Test(arguments: [
    (#"{"effect":"stock","item":"i","quantity":0}"#, "ok"),
    (#"{"effect":"stock","item":"i","quantity":1000000}"#, "ok"),
    (#"{"effect":"stock","item":"i","quantity":1000001}"#, "value.range /effects/0/quantity"),
    (#"{"effect":"stock","item":"i","quantity":-1}"#, "value.range /effects/0/quantity"),
    (#"{"effect":"reserve","key":"k","item":"i"}"#, "ok"),
    (#"{"effect":"reserve","key":"k","item":"i","seconds":900,"bill":"1"}"#, "ok"),
    (
      #"{"effect":"reserve","key":"k","item":"i","seconds":901}"#, "value.range /effects/0/seconds"
    ),
    (#"{"effect":"reserve","key":"k","item":"i","seconds":0}"#, "value.range /effects/0/seconds"),
    (#"{"effect":"reserve","key":"k"}"#, "member.missing /effects/0/item"),
    (#"{"effect":"unreserve","key":"k"}"#, "ok"),
    (#"{"effect":"unreserve","key":"k","used":true}"#, "ok"),
    (#"{"effect":"unreserve","key":"k","used":1}"#, "value.kind /effects/0/used"),
  ]) func stock(text: String, expected: String) throws {
    #expect(verdict(try JSON.parse(text)) == expected, "\(text)")
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    let read = try Effect.read([
      try JSON.parse(#"{"effect":"reserve","key":"k","item":"i"}"#),
      try JSON.parse(#"{"effect":"escrow","do":"open","key":"k","item":"i"}"#),
    ])
    #expect(
      read == [
        .stock(.reserve(key: "k", item: "i", quantity: 1, seconds: 900, bill: nil)),
        .escrow(.open(key: "k", item: "i", quantity: 1)),
      ])
    #expect(read.map(\.scope) == ["stock", "wallet.escrow"])
  }
}
