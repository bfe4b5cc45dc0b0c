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
  /// Where the page stands in a line that answers `tools/call`.
  package static let pagePath = ["result", "_meta", resultKey, "page"]
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

  /// Member of a program's settings of the extension: true where the names of its reads are made
  /// from what is read, so that it finds an answer by its name without having asked in this call.
  package static let readAheadKey = "readAhead"
  /// Key of `_meta` in a result: the names of those answers that came with the call unasked and
  /// were not read; missing where there are none.
  package static let unreadKey = "app.madang/unread"
  /// The most reads of one feature that are answered before it asks.
  package static let readAheadLimit = 8
  /// The most bytes of answers that are sent with a call unasked.
  package static let readAheadByteLimit = 64 << 10

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

  /// The `extensions` member of a program that takes answers before it asks.
  package static var programExtensions: JSONObject {
    JSONObject([
      (identifier, ["version": JSON.integer(version), readAheadKey: true] as JSON)
    ])
  }

  /// Whether a program's capabilities say that it takes answers before it asks.
  package static func takesReadsAhead(_ capabilities: JSON?) -> Bool {
    isDeclared(in: capabilities)
      && capabilities?["extensions"]?[identifier]?[readAheadKey] == .bool(true)
  }
}
