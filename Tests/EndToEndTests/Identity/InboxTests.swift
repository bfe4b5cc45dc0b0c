import JSONRPC
import Testing
import Wire

/// Messages on the way to a person who has several devices, or none that is switched on.
@Suite struct InboxTests {
  private func social(_ world: World, _ caller: Caller) throws -> JSON {
    try PersonSteps(world, caller).verify(
      "sandbox-social", ["account": "mina.kim", "passcode": "pass-1"])
  }

  private func claim(_ caller: Caller, _ messages: [JSON]? = nil) throws -> [JSON] {
    var params: JSONObject = ["key": .string(Caller.newKey())]
    if let messages { params["messages"] = .array(messages) }
    return try caller.call("inbox.claim", params).at("show")?.array ?? []
  }

  @Test func aMessageIsShownOnOneDeviceAndNoneIsLost() throws {
    try World.with { world in
      let phone = try Caller(world, as: "phone")
      #expect(try social(world, phone).text(at: "outcome") == "linked")
      let tablet = try Caller(world, as: "tablet")
      #expect(try social(world, tablet).text(at: "outcome") == "joined")
      let told = try #require(try phone.notification())
      #expect(told.method == "inbox.arrived")
      let message = try #require(told.params["message"]?["message"])
      try tablet.reconnect()
      // Both devices were told or look: one of them shows it.
      let shown = try claim(tablet, [message]) + claim(phone, [message])
      #expect(shown.compactMap { $0["template"]?.string } == ["device.joined"])
      #expect(try claim(phone) == [])
      // Another comes while nobody looks, and the daemon dies before anybody does.
      let laptop = try Caller(world, as: "laptop")
      #expect(try social(world, laptop).text(at: "outcome") == "joined")
      world.kill()
      try world.start()
      try phone.reconnect()
      try tablet.reconnect()
      #expect(try claim(phone).count + claim(tablet).count == 1)
      #expect(try phone.call("inbox.list").at("messages")?.array?.count == 2)
    }
  }
}
