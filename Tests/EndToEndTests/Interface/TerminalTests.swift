import JSONRPC
import Loop
import Testing
import Wire

/// The same lunch through `drive` and through a real terminal costs the same number of keys.
@Suite struct TerminalTests {
  /// How long a sheet stands before a key may approve it (page.md), with some room.
  static let guardMilliseconds: Int64 = 400

  @Test func aLunchOnATerminalTakesAsManyBytesAsDriveCountsKeys() throws {
    try World.with { world in
      try world.publish("Manifests/noodle-house.json")
      let keys = try drivenKeys(world)
      #expect(keys <= 4)
      let mina = try Caller(world, as: "mina")
      try mina.call(
        "wallet.topup", ["key": .string(Caller.newKey()), "amount": 10_000, "currency": "KRW"])
      let code = try world.code("kr.co.noodlehouse.table", place: "2")
      world.environment["TERM"] = "xterm-256color"
      let shell = try world.process(
        "madang", ["scan", code, "--as", "mina", "--home", world.home], wiring: .terminal)
      var bytes: Int64 = 0
      func press(_ key: String, after text: String) throws {
        try shell.expect(text)
        try shell.write(Array(key.utf8))
        bytes += Int64(key.utf8.count)
      }
      try press("1", after: "Cola")
      try press("\r", after: "Order ₩7,000")
      try shell.expect("₩3,000")
      try settle(shell)
      try shell.write([0x0D])
      bytes += 1
      try shell.expect("Receipt")
      #expect(bytes == keys)
      #expect(try mina.call("wallet.balance")["available"] == 3000)
      #expect(try mina.call("bill.list").at("bills.0.status") == "paid")
    }
  }

  /// The keys of one person ordering one dish, as `drive` counts them.
  private func drivenKeys(_ world: World) throws -> Int64 {
    let drive = try Drive(world)
    try drive.do("topup", ["amount": 10_000])
    let code = try world.code("kr.co.noodlehouse.table", place: "1")
    try drive.do("open", ["code": .string(code)])
    try drive.do("tap", ["id": "dish-bibim"])
    try drive.do("tap", ["id": "order"])
    let paid = try drive.do("tap", ["id": "approve"])
    #expect(paid.at("receipt.status") == "paid" && paid["questions"] == 0)
    try drive.finish()
    return try paid.number(at: "keys")
  }

  /// Reads what is drawn until the sheet has stood long enough.
  private func settle(_ shell: Child) throws {
    let end = MonotonicTime.now + Self.guardMilliseconds
    while case let left = end - MonotonicTime.now, left > 0 {
      if Child.isReadable(shell.output, milliseconds: left) { _ = try shell.read() }
    }
  }
}
