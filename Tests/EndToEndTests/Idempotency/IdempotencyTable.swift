import Wire

/// A request of every method that changes something, each by somebody of its own: one that goes
/// well where a line of this table says how, else the method's example, which most often is refused
/// for good.
final class IdempotencyTable {
  struct Request {
    let caller: Caller
    var params: JSONObject
    var isOperator = false
    /// Somebody else, whom the caller could pay.
    let other: String
  }

  /// Methods that must have gone well.
  static let succeeding: Set<String> = [
    "wallet.topup", "wallet.transfer", "bill.pay", "qr.scan", "session.open",
    "session.leave", "shop.invite", "admin.token", "registry.publish",
  ]

  private let world: World
  private let boss: Caller
  private let shop: HostileShop
  private let owner: Caller
  private var door: Int64 = 0

  init(_ world: World) throws {
    self.world = world
    boss = try Caller.asOperator(world)
    shop = try HostileShop(world)
    owner = try Caller(world, as: "villain")
  }

  /// Somebody new, registered.
  private func somebody() throws -> (caller: Caller, name: String) {
    let made = try boss.call("admin.token", ["key": .string(Caller.newKey())])
    return (try Caller(world, token: try made.text(at: "token")), try made.text(at: "person"))
  }

  func request(_ method: any Method.Type) throws -> Request {
    let other = try somebody().name
    if method.access.credentials == [.agent] {
      let agent = try Caller(world, agentOf: try somebody().caller)
      return Request(
        caller: agent, params: keyed(method.example.params.object ?? [:]), other: other)
    }
    guard method.access.credentials.contains(.person) else {
      return Request(
        caller: boss, params: keyed(method.example.params.object ?? [:]), isOperator: true,
        other: other)
    }
    let (caller, name) = try somebody()
    guard let made = try params(of: method.name, caller, other) else {
      return Request(
        caller: caller, params: keyed(method.example.params.object ?? [:]), other: other)
    }
    let isOwners = method.name == "shop.invite"
    return Request(
      caller: isOwners ? owner : caller, params: keyed(made), other: isOwners ? name : other)
  }

  private func keyed(_ params: JSONObject) -> JSONObject {
    params.merging(["key": .string(Caller.newKey())])
  }

  /// Parameters of a request that goes well, or nil where the example has to do.
  private func params(
    of method: String, _ caller: Caller, _ other: String
  ) throws -> JSONObject? {
    switch method {
    case "wallet.topup": return ["amount": 9_000, "currency": "KRW"]
    case "wallet.transfer":
      try fill(caller)
      return ["to": .string(other), "amount": 5_000, "currency": "KRW", "memo": "lunch"]
    case "session.open": return nextDoor()
    case "qr.scan":
      _ = nextDoor()
      let code = try world.code(shop.app, place: String(door), as: "villain")
      return ["payload": .string(code)]
    case "session.call":
      return try visit(caller).parameters("act", "keep")
    case "session.leave": return ["session": .string(try visit(caller).session)]
    case "bill.pay":
      try fill(caller)
      let sheet = try visit(caller).call("act", "lie")
      return [
        "bill": .string(try sheet.text(at: "sheet.bill.bill")),
        "amount": .integer(try sheet.number(at: "sheet.bill.total.amount")),
      ]
    case "shop.invite": return ["merchant": "villain", "role": "kitchen"]
    case "registry.publish": return shop.publication(of: "second", merchant: "second")
    default: return nil
    }
  }

  private func fill(_ caller: Caller) throws {
    _ = try caller.call(
      "wallet.topup", ["key": .string(Caller.newKey()), "amount": 50_000, "currency": "KRW"])
  }

  /// Parameters that open a table nobody sits at.
  private func nextDoor() -> JSONObject {
    door = door % 9 + 1
    return shop.door(door)
  }

  private func visit(_ caller: Caller) throws -> HostileShop.Visit {
    _ = nextDoor()
    return try shop.visit(caller, door: door)
  }
}
