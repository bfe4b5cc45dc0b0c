import Testing
import Wire

@Suite struct EffectReadingTests {
  private func verdict(_ effects: [JSON]) -> String {
    do {
      let read = try Effect.read(effects)
      // A refusal of what was just read shows as nil.
      let again = try? Effect.read(read.map(\.json))
      #expect(read.map(\.json.canonical) == again?.map(\.json.canonical))
      return "ok"
    } catch {
      return "\(error.code) \(error.pointer)"
    }
  }

  private static let line = #"{"id":"a","title":"A","quantity":1,"unitAmount":7000}"#

  @Test(arguments: [
    (#"{"effect":"put","collection":"c","key":"k","value":{}}"#, "ok"),
    (#"{"effect":"put","collection":"c","key":"k"}"#, "member.missing /effects/0/value"),
    (
      #"{"effect":"put","collection":"c","key":"k","value":1,"vlaue":2}"#,
      "member.unknown /effects/0/vlaue"
    ),
    (#"{"effect":"steal"}"#, "effect.unknown /effects/0/effect"),
    (#"{"effect":"bill","key":"1","holdSeconds":2592000,"lines":[\#(line)]}"#, "ok"),
    (
      #"{"effect":"bill","key":"1","holdSeconds":2592001,"lines":[\#(line)]}"#,
      "value.range /effects/0/holdSeconds"
    ),
    (#"{"effect":"capture","key":"1"}"#, "ok"),
    (#"{"effect":"capture","key":"1","amount":7000,"lines":[\#(line)]}"#, "ok"),
    (
      #"{"effect":"capture","key":"1","amount":7001,"lines":[\#(line)]}"#,
      "value.range /effects/0/lines"
    ),
    (#"{"effect":"capture","key":"1","lines":[\#(line)]}"#, "value.range /effects/0/lines"),
    (#"{"effect":"release","key":"1","amount":1}"#, "member.unknown /effects/0/amount"),
    (
      #"{"effect":"mandate","key":"m","title":"M","terms":{"maxPerCharge":1,"maxPerPeriod":2,"total":3}}"#,
      "ok"
    ),
    (
      #"{"effect":"mandate","key":"m","title":"M","terms":{"maxPerCharge":3,"maxPerPeriod":2,"total":3}}"#,
      "value.range /effects/0/terms/total"
    ),
    (
      #"{"effect":"mandate","key":"m","title":"M","terms":{"maxPerCharge":1,"maxPerPeriod":2,"total":3,"count":25}}"#,
      "value.range /effects/0/terms/count"
    ),
    (#"{"effect":"charge","mandate":"m","key":"k","amount":1,"period":0}"#, "ok"),
    (
      #"{"effect":"charge","mandate":"m","key":"k","amount":0}"#,
      "value.range /effects/0/amount"
    ),
    (#"{"effect":"timer","key":"t","at":0,"feature":"f"}"#, "ok"),
    (
      #"{"effect":"timer","key":"t","at":0,"afterSeconds":1,"feature":"f"}"#,
      "member.unknown /effects/0/at"
    ),
    (
      #"{"effect":"timer","key":"t","feature":"f"}"#,
      "member.missing /effects/0/afterSeconds"
    ),
    (#"{"effect":"bill","key":"1","lines":[\#(line)]}"#, "ok"),
    (#"{"effect":"bill","key":"1","lines":[]}"#, "value.count /effects/0/lines"),
    (
      #"{"effect":"bill","key":"1","payee":"me","lines":[\#(line)]}"#,
      "member.unknown /effects/0/payee"
    ),
    (
      #"{"effect":"bill","key":"1","lines":[{"id":"a","title":"A","quantity":0,"unitAmount":1}]}"#,
      "value.range /effects/0/lines/0/quantity"
    ),
    (
      #"{"effect":"bill","key":"1","lines":[{"id":"a","title":"A","quantity":1,"unitAmount":-1}]}"#,
      "value.range /effects/0/lines/0/unitAmount"
    ),
    (
      #"{"effect":"bill","key":"1","lines":[{"id":"a","title":"A","quantity":1,"unitAmount":-1,"kind":"discount"}]}"#,
      "value.range /effects/0/lines"
    ),
    (
      #"{"effect":"bill","key":"1","lines":[{"id":"a","title":"A","quantity":9999,"unitAmount":1000000000000}]}"#,
      "value.range /effects/0/lines"
    ),
    (
      #"{"effect":"bill","key":"1","currency":"XXX","lines":[\#(line)]}"#,
      "value.word /effects/0/currency"
    ),
    (#"{"effect":"collect","receipt":"b","shares":[{"person":"u","amount":1}]}"#, "ok"),
    (
      #"{"effect":"collect","receipt":"b","shares":[{"person":"u","amount":1},{"person":"u","amount":1}]}"#,
      "value.unique /effects/0/shares"
    ),
    (
      #"{"effect":"collect","receipt":"b","shares":[{"person":"u","amount":0}]}"#,
      "value.range /effects/0/shares/0/amount"
    ),
    (#"{"effect":"notify","person":"u","template":"t","key":"k","text":"x"}"#, "ok"),
    (#"{"effect":"refund","key":"1","reason":"r"}"#, "ok"),
    (#"{"effect":"refund","key":"1","amount":0,"reason":"r"}"#, "value.range /effects/0/amount"),
    (
      #"{"effect":"timer","key":"t","afterSeconds":-1,"feature":"f"}"#,
      "value.range /effects/0/afterSeconds"
    ),
    (#"{"effect":"end"}"#, "ok"), (#"{"effect":"end","now":1}"#, "member.unknown /effects/0/now"),
    (#"[]"#, "value.kind /effects/0"),
  ]) func effects(text: String, expected: String) throws {
    #expect(verdict([try JSON.parse(text)]) == expected, "\(text)")
  }

  @Test func numberAndSizeHaveLimits() {
    let end: JSON = ["effect": "end"]
    #expect(verdict(Array(repeating: end, count: CallResult.effectLimit)) == "ok")
    #expect(
      verdict(Array(repeating: end, count: CallResult.effectLimit + 1)) == "value.count /effects")
    func put(_ bytes: Int) -> JSON {
      let value = JSON.string(String(repeating: "x", count: bytes - 2))
      return ["effect": "put", "collection": "c", "key": "k", "value": value]
    }
    #expect(verdict([put(Effect.valueByteLimit)]) == "ok")
    #expect(verdict([put(Effect.valueByteLimit + 1)]) == "value.length /effects/0/value")
    #expect(
      verdict(Array(repeating: put(Effect.valueByteLimit), count: 4)) == "value.length /effects")
  }
}
