import JSONSchema
import Testing
import Wire

@testable import Host

/// Structured results are what their tool promised (server/tools, "Output Schema").
@Suite struct OutputSchemaTests {
  private static let schema = #"""
    {"type":"object","properties":{"n":{"type":"integer","maximum":9},"list":{"type":"array","items":{"type":"integer"}}},"required":["n"]}
    """#

  private func result(_ members: String) -> String {
    #"say "$id" '{"resultType":"complete","content":[{"type":"text","text":"said"}]\#(members)}'"#
  }

  /// `{members of the result, what the call comes to}`.
  @Test(arguments: [
    (#","structuredContent":{"n":9}"#, "said"),
    (#","structuredContent":{"n":9,"more":[{}]}"#, "said"),
    (
      #","structuredContent":{"n":10}"#,
      #"resultSchema(pointer: "/structuredContent/n", reason: ""#
    ),
    (
      #","structuredContent":{"n":1,"list":[1,"x"]}"#,
      #"resultSchema(pointer: "/structuredContent/list/1", reason: ""#
    ),
    (#","structuredContent":{}"#, #"resultSchema(pointer: "/structuredContent", reason: ""#),
    (#","structuredContent":[1]"#, #"resultSchema(pointer: "/structuredContent", reason: ""#),
    (
      "",
      #"resultSchema(pointer: "/structuredContent", reason: "is missing")"#
    ),
    // A tool that failed promised nothing.
    (#","isError":true"#, "said"),
    (#","isError":false"#, #"resultSchema(pointer: "/structuredContent", reason: "is missing")"#),
  ])
  func aResultFitsItsSchema(members: String, outcome: String) throws {
    let stage = try Stage(["look": result(members)], outputSchema: Self.schema)
    let found = stage.call("look")
    #expect(found.hasPrefix(outcome), "\(found)")
    // A wrong result is no crash: the program goes on.
    #expect(stage.supervisor.statuses.map(\.crashCount) == [0])
    #expect(stage.supervisor.statuses.map(\.state) == [.idle])
    stage.stop()
  }

  @Test func whatAnswersNothingStructuredWasNotPromised() throws {
    let stage = try Stage(["look": result("")])
    #expect(stage.call("look") == "said")
    stage.stop()
  }

  /// A result as deep as JSON may be is checked; one deeper is no message at all.
  @Test func depthIsBounded() throws {
    let endless = ##"{"type":"object","additionalProperties":{"$ref":"#"}}"##
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"a":"#, count: depth) + "{}" + String(repeating: "}", count: depth)
    }
    // The result stands in the message's own three levels.
    for (depth, outcome) in [(61, "said"), (62, "garbage")] {
      let stage = try Stage(
        ["look": result(#","structuredContent":\#(nested(depth))"#)], outputSchema: endless)
      let found = stage.call("look")
      #expect(found.hasPrefix(outcome), "\(depth): \(found)")
      stage.stop()
    }
  }

  /// A long result costs so much work and no more: a step for each element, and one for the list.
  @Test func workIsBounded() throws {
    let schema = #"{"items":{"type":"integer"}}"#
    for (count, outcome) in [
      (JSONSchema.maximumSteps - 1, "said"),
      (JSONSchema.maximumSteps, "resultSchema(pointer: \"/structuredContent\""),
    ] {
      let list = #"list=$(head -c \#(count - 1) /dev/zero | tr '\000' x | sed 's/x/1,/g'); "#
      let words = list + result(##","structuredContent":['"${list}1"']"##)
      let stage = try Stage(["look": words], outputSchema: schema)
      let found = stage.call("look")
      #expect(found.hasPrefix(outcome), "\(count): \(found.prefix(200))")
      stage.stop()
    }
  }

  @Test func aSchemaThatIsNoneIsToldAtTheStart() throws {
    let stage = try Stage(["look": result("")], outputSchema: #"{"type":"text"}"#)
    let found = stage.call("look")
    #expect(found.hasPrefix("resultInvalid(reason: \"outputSchema of look:"), "\(found)")
    stage.stop()
  }
}
