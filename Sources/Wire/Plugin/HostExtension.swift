/// Our extension of MCP: what a host tells a mini-program and what it answers (protocol.md, 1).
package enum HostExtension {
  /// Its identifier in `capabilities.extensions` of both sides.
  package static let identifier = "app.madang/host"
  /// Its version, the member `version` of its settings object.
  package static let version: Int64 = 1

  /// Key of `_meta` in `tools/call`: the circumstances of the call.
  package static let callKey = "app.madang/call"
  /// Member of the call's circumstances: the merchant's settings.
  package static let configKey = "config"
  /// Where the merchant's settings stand in a line of `tools/call`.
  package static let configPath = ["params", "_meta", callKey, configKey]
  /// Key of `_meta` in the result: page, state and effects.
  package static let resultKey = "app.madang/result"
  /// Key of `_meta` of a tool: what the program says about a feature.
  package static let featureKey = "app.madang/feature"

  /// Input request: rows of a collection.
  package static let queryMethod = "app.madang/query"
  /// Input request: one record.
  package static let getMethod = "app.madang/get"
  /// Input request: one of the app's own bills.
  package static let billMethod = "app.madang/bill"
  /// Input request: the balance of the app's own merchant account.
  package static let balanceMethod = "app.madang/balance"

  /// The most `input_required` rounds of one call.
  package static let inputRoundLimit = 8
  /// The most bytes of all answers to one call's input requests together.
  package static let inputAnswersByteLimit = 384 << 10
  /// The most bytes of a call's arguments.
  package static let argumentsByteLimit = 64 << 10

  /// The `extensions` member that declares it, for either side's capabilities.
  package static var extensions: JSONObject {
    JSONObject([(identifier, ["version": JSON.integer(version)] as JSON)])
  }

  /// Whether capabilities declare a version of the extension that we speak.
  package static func isDeclared(in capabilities: JSON?) -> Bool {
    capabilities?["extensions"]?[identifier]?["version"] == .integer(version)
  }
}
