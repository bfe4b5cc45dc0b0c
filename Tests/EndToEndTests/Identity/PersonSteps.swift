import JSONRPC
import Wire

/// Steps by which a person proves who they are, on the daemon's socket.
struct PersonSteps {
  let world: World
  let caller: Caller

  init(_ world: World, _ caller: Caller) {
    self.world = world
    self.caller = caller
  }

  /// The newest code that a sandbox phone got.
  func code(on phone: String) throws -> String {
    try Caller.asOperator(world).call("phone.inbox", ["number": .string(phone)])
      .text(at: "messages.0.code")
  }

  @discardableResult
  func verifyPhone(_ phone: String) throws -> JSON {
    try caller.call(
      "identity.sendCode", ["key": .string(Caller.newKey()), "phone": .string(phone)])
    return try caller.call(
      "identity.confirmCode",
      ["key": .string(Caller.newKey()), "code": .string(try code(on: phone))])
  }

  @discardableResult
  func verifyName(_ name: String, _ birth: String) throws -> JSON {
    try verify("sandbox-name", ["name": .string(name), "birth": .string(birth)])
  }

  @discardableResult
  func verify(_ provider: String, _ answers: JSONObject) throws -> JSON {
    let begun = try caller.call(
      "identity.start", ["key": .string(Caller.newKey()), "provider": .string(provider)])
    return try caller.call(
      "identity.ask",
      [
        "key": .string(Caller.newKey()),
        "verification": .string(try begun.text(at: "verification")), "answers": .object(answers),
      ])
  }
}
