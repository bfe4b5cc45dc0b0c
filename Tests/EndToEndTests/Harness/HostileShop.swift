import Foundation
import Wire

/// A published app whose program breaks its promises on demand (Tests/Probes/hostile-program).
struct HostileShop {
  /// What `act` may do to money, and nothing else: `records` and `inbox` are never declared.
  private static let scopes: JSON = [
    "required": [
      ["name": "wallet.bill", "reason": "To sell things"],
      ["name": "timers", "reason": "To forget them"],
    ]
  ]

  let app: String
  /// Where its program lies.
  private let folder: String
  private let manifest: JSON
  private let merchant: String

  /// Publishes the program from a folder of its own, as the person `villain`.
  ///
  /// `whenPaid` is what it does on the event of a payment; its calls may take
  /// `callMilliseconds`.
  init(
    _ world: World, _ name: String = "shop", whenPaid: String = "ok",
    callMilliseconds: Int64 = 5000, asksFor: [String] = [], merchant: String = "villain",
    adding extra: JSONObject = [:]
  ) throws {
    app = "test.hostile.\(name.lowercased())"
    folder = "\(world.folder)/hostile-\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Built.path("hostile-program"), toPath: folder + "/hostile-program")
    let declared = Self.manifest(app, whenPaid, callMilliseconds, asksFor, merchant)
    manifest = .object((declared.object ?? [:]).merging(extra))
    self.merchant = merchant
    try Data(manifest.bytes).write(to: URL(filePath: folder + "/manifest.json"))
    try world.publish(folder, as: merchant)
  }

  /// Publishes the next version with other members of its manifest.
  func publish(_ world: World, version: Int64, _ members: JSONObject = [:]) throws {
    let next: JSONObject = [
      "version": ["name": .string("\(version).0.0"), "code": .integer(version)]
    ]
    let whole = JSON.object((manifest.object ?? [:]).merging(next).merging(members))
    try Data(whole.bytes).write(to: URL(filePath: folder + "/manifest.json"))
    try world.publish(folder, as: merchant)
  }

  private static func manifest(
    _ app: String, _ whenPaid: String, _ callMilliseconds: Int64, _ asksFor: [String],
    _ merchant: String
  ) -> JSON {
    let fields = asksFor.map { JSON.string($0) }
    var scopes = scopes.object ?? [:]
    scopes["optional"] = .array(
      asksFor.map { ["name": .string($0), "reason": "To know you"] })
    func feature(_ name: String, _ members: JSONObject) -> JSON {
      .object((["name": .string(name), "title": .string(name)] as JSONObject).merging(members))
    }
    return [
      "manifest": 1, "app_id": .string(app), "name": ["ko": "수상한 가게", "en": "Odd Shop"],
      "version": ["name": "1.0.0", "code": 1], "merchant": .string(merchant),
      "program": ["name": "hostile-program", "runtime": "static"],
      "features": [
        feature("open", ["visibility": "person", "query": true]),
        feature("look", ["visibility": "person", "query": true, "agent": true]),
        feature(
          "act",
          ["visibility": "person", "agent": true, "scopes": .array(["wallet.bill"] + fields)]),
        feature("paid", ["visibility": "system"]),
      ],
      "routes": [
        [
          "code": "door", "feature": "open",
          "params": ["number": ["type": "integer", "minimum": 1, "maximum": 9]],
        ]
      ],
      "on": ["bill.paid": "paid"], "scopes": .object(scopes), "deliverWithinSeconds": 600,
      "limits": [
        "memoryMB": 64, "callMilliseconds": .integer(callMilliseconds), "storageMB": 1,
        "requestsPerSecond": 10_000,
      ],
      "config": ["whenPaid": .string(whenPaid)],
    ]
  }

  /// Parameters of `registry.publish` for another app of the same program.
  func publication(of name: String, merchant: String) -> JSONObject {
    let manifest = Self.manifest("test.hostile.\(name)", "ok", 5_000, [], merchant)
    return ["manifest": .string(manifest.text), "source": .string(folder)]
  }

  /// Parameters of `session.open` at one of its doors.
  func door(_ number: Int64 = 1) -> JSONObject {
    [
      "key": .string(Caller.newKey()), "app": .string(app), "route": "door",
      "params": ["number": .integer(number)],
    ]
  }

  /// Walks in as somebody.
  func visit(_ caller: Caller, door: Int64 = 1) throws -> Visit {
    let page = try caller.call("session.open", self.door(door))
    return Visit(caller: caller, session: try page.text(at: "session"))
  }

  /// Somebody inside.
  struct Visit {
    let caller: Caller
    let session: String

    /// Parameters of a call that makes the program do a deed.
    func parameters(_ feature: String, _ deed: String, key: String = Caller.newKey()) -> JSONObject
    {
      [
        "session": .string(session), "feature": .string(feature), "key": .string(key),
        "arguments": ["deed": .string(deed)],
      ]
    }

    /// Makes the program do a deed; the answer in the form of `Caller.answer`.
    func answer(_ feature: String, _ deed: String) throws -> JSON {
      try caller.answer("session.call", parameters(feature, deed))
    }

    /// Makes the program do a deed that must go well.
    @discardableResult
    func call(_ feature: String, _ deed: String) throws -> JSON {
      let answer = try answer(feature, deed)
      guard let result = answer["result"] else { throw TestFault("\(deed): \(answer.text)") }
      return result
    }
  }
}
