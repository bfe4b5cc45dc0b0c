import JSONRPC
import Testing
import Wire

/// What a line becomes, in one word each: the table reads like the protocol page.
private func check(_ line: String, is expected: String) {
  let found =
    switch Message(line: Array(line.utf8)) {
    case .request(let id, let method, let params):
      "request \(id.json.text) \(method) \(JSON.object(params).text)"
    case .notification(let method, let params):
      "notification \(method) \(JSON.object(params).text)"
    case .response(let id, let result): "response \(id.json.text) \(result.text)"
    case .errorResponse(let id, let error): "error \(id?.json.text ?? "null") \(error.code)"
    case .malformed(let malformed):
      "\(malformed.error.code) \(malformed.id?.json.text ?? "null")"
        + (malformed.isAnswerable ? "" : " silent")
    }
  #expect(found == expected, "\(line.prefix(200))")
}

@Suite struct MessageTests {
  @Test func wellFormedLines() {
    check(#"{"jsonrpc":"2.0","id":1,"method":"a"}"#, is: "request 1 a {}")
    check(#"{"jsonrpc":"2.0","id":0,"method":"a","params":{"x":1}}"#, is: #"request 0 a {"x":1}"#)
    check(#" {"id":"k","jsonrpc":"2.0","method":"a","more":[]} "#, is: #"request "k" a {}"#)
    check(#"{"jsonrpc":"2.0","method":"n"}"#, is: "notification n {}")
    check(#"{"jsonrpc":"2.0","id":7,"result":null}"#, is: "response 7 null")
    check(#"{"jsonrpc":"2.0","id":7,"error":{"code":-1,"message":""}}"#, is: "error 7 -1")
    check(#"{"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":""}}"#, is: "error null -1")
  }

  @Test func identityLimits() {
    let longest = String(repeating: "x", count: RequestID.stringByteLimit)
    check(
      #"{"jsonrpc":"2.0","id":9007199254740991,"method":"a"}"#,
      is: "request 9007199254740991 a {}")
    check(#"{"jsonrpc":"2.0","id":"\#(longest)","method":"a"}"#, is: "request \"\(longest)\" a {}")
    for id in ["9007199254740992", "-1", "1.5", "1.0", "null", "true", "[]", "\"\(longest)x\""] {
      check(#"{"jsonrpc":"2.0","id":\#(id),"method":"a"}"#, is: "-32600 null")
    }
  }

  @Test func methodLimits() {
    let longest = String(repeating: "m", count: Message.methodByteLimit)
    check(#"{"jsonrpc":"2.0","id":1,"method":"\#(longest)"}"#, is: "request 1 \(longest) {}")
    check(#"{"jsonrpc":"2.0","id":1,"method":"\#(longest)m"}"#, is: "-32600 1")
    check(#"{"jsonrpc":"2.0","id":1,"method":""}"#, is: "-32600 1")
  }

  @Test func linesThatAreNotJSON() {
    let deepest = String(repeating: "[", count: 62) + String(repeating: "]", count: 62)
    check(
      #"{"jsonrpc":"2.0","id":1,"method":"a","params":{"x":\#(deepest)}}"#,
      is: #"request 1 a {"x":\#(deepest)}"#)
    for line in [
      "", " ", "{", "hello", #"{"jsonrpc":"2.0","id":1,"method":"a"} x"#,
      #"{"jsonrpc":"2.0","id":1,"method":"a"}{}"#, #"{"jsonrpc":"2.0","id":1,"id":2,"method":"a"}"#,
      #"{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}"#, "{\"a\":\"\u{0}\"}",
      #"{"jsonrpc":"2.0","id":1,"method":"\ud800"}"#, #"{"id":01}"#, "{'a':1}", "[1,]",
      #"{"jsonrpc":"2.0","id":1,"method":"a","params":{"x":[\#(deepest)]}}"#,
      String(repeating: "[", count: 1_000_000),
    ] { check(line, is: "-32700 null") }
    #expect(
      Message(line: Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8))
        == Message(line: Array("{\"a\":\"".utf8) + [0xC0] + Array("\"}".utf8)))
  }

  @Test func jsonThatIsNoMessage() {
    check("[]", is: "-32600 null")
    check("3", is: "-32600 null")
    check("{}", is: "-32600 null")
    check(#"{"id":1,"method":"a"}"#, is: "-32600 1")
    check(#"{"jsonrpc":"1.0","id":1,"method":"a"}"#, is: "-32600 1")
    check(#"{"jsonrpc":"2.0","id":1}"#, is: "-32600 1")
    check(#"{"jsonrpc":"2.0","id":1,"method":3}"#, is: "-32600 1")
    check(#"{"jsonrpc":"2.0","id":1,"method":"a","result":1}"#, is: "-32600 1")
    check(#"{"jsonrpc":"2.0","id":1,"method":"a","params":[]}"#, is: "-32602 1")
    check(#"{"jsonrpc":"2.0","id":1,"method":"a","params":null}"#, is: "-32602 1")
  }

  @Test func brokenAnswersAreNeverAnswered() {
    check(#"{"jsonrpc":"2.0","result":1}"#, is: "-32600 null silent")
    check(#"{"jsonrpc":"2.0","id":-1,"result":1}"#, is: "-32600 null silent")
    check(#"{"jsonrpc":"2.0","id":1,"result":1,"error":{}}"#, is: "-32600 1 silent")
    check(#"{"jsonrpc":"2.0","id":1,"error":{"code":"x"}}"#, is: "-32600 1 silent")
    check(
      #"{"jsonrpc":"2.0","id":1.5,"error":{"code":1,"message":""}}"#,
      is: "-32600 null silent")
  }

  @Test func whatIsWrittenIsReadAgain() {
    let messages: [Message] = [
      .request(id: .integer(1), method: "a.b", params: JSONObject([("x", "줄\n")])),
      .request(id: .string("k"), method: "a", params: JSONObject()),
      .notification(method: "n", params: JSONObject([("y", [1, .double(2.5), nil, true])])),
      .response(id: .integer(2), result: ["z": [:]]),
      .errorResponse(id: nil, error: .parseError("syntax at byte 0")),
      .errorResponse(id: .integer(3), error: .tooManyInFlight),
    ]
    for message in messages {
      let line = message.line
      #expect(line.last == 0x0A)
      #expect(line.count { $0 == 0x0A } == 1)
      #expect(Message(line: line) == message)
    }
  }
}
