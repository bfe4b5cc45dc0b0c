package import Wire

/// What a provider of money can do: data, not code (`funding.json`).
package struct FundingProfile: Sendable, Hashable {
  /// How a payment is made.
  package enum Style: String, Sendable, Hashable, Codable {
    /// Connect, be approved, then pay.
    case stepwise
    /// One request, one result.
    case finalOnly = "final-only"
  }

  /// Where the person approves.
  package enum Window: String, Sendable, Hashable, Codable {
    /// In our own sheet.
    case embedded
    /// In the provider's own app.
    case external
  }

  /// The most of each window, in minor units; nil for no limit.
  package struct Limits: Sendable, Hashable, Codable {
    /// The most one payment may be.
    package var payment: Int64?
    /// The most of one day of Korean time.
    package var day: Int64?
    /// The most of one month of Korean time.
    package var month: Int64?
  }

  /// One way to pay at a provider.
  package struct Method: Sendable, Hashable {
    /// Its name in requests: `card`.
    package let id: String
    /// Its name for people.
    package let name: LocalizedText
    /// What must be linked for it; nil where nothing needs to be.
    package let kind: FundingSource.Kind?
    /// Limits by direction and tier; a missing tier may not use it.
    package let limits: [FundingDirection: [Tier: Limits]]
  }

  /// Its name in the file.
  package let id: String
  /// Its name for people.
  package let name: LocalizedText
  /// How a payment is made.
  package let style: Style
  /// Where the person approves.
  package let window: Window
  /// Whether it works only where the person stands in a branch.
  package let onPremiseOnly: Bool
  /// How long after it was begun the provider takes a payment at most.
  package let deadlineSeconds: Int64
  /// When an unknown outcome is asked for, one after the other; the last repeats.
  package let askAfterSeconds: [Int64]
  /// Its ways to pay by name.
  package let methods: [String: Method]

  /// The providers of the embedded table, by name of their methods.
  package static let standard = read(
    String(decoding: PackageResources.funding_json, as: UTF8.self))

  private struct Entry: Codable {
    var name: LocalizedText
    var style: Style
    var window: Window
    var onPremiseOnly: Bool
    var deadlineSeconds: Int64
    var askAfterSeconds: [Int64]
    var methods: [String: MethodEntry]
  }

  private struct MethodEntry: Codable {
    var name: LocalizedText
    var kind: FundingSource.Kind?
    var `in`: [String: Limits]?
    var out: [String: Limits]?
  }

  /// Reads a table; a wrong one is our own bug.
  static func read(_ table: String) -> [FundingProfile] {
    do {
      let entries = try JSON.parse(table).decode([String: Entry].self)
      return entries.sorted { $0.key < $1.key }.map { FundingProfile($0.key, $0.value) }
    } catch {
      preconditionFailure("funding.json: \(error)")
    }
  }

  private init(_ id: String, _ entry: Entry) {
    precondition(!entry.askAfterSeconds.isEmpty, "funding.json: \(id) is asked some time")
    self.id = id
    name = entry.name
    style = entry.style
    window = entry.window
    onPremiseOnly = entry.onPremiseOnly
    deadlineSeconds = entry.deadlineSeconds
    askAfterSeconds = entry.askAfterSeconds
    methods = Dictionary(
      uniqueKeysWithValues: entry.methods.map { name, method in
        let limits: [FundingDirection: [Tier: Limits]] = [
          .in: Self.tiers(method.in), .out: Self.tiers(method.out),
        ]
        return (
          name, Method(id: name, name: method.name, kind: method.kind, limits: limits)
        )
      })
  }

  private static func tiers(_ entries: [String: Limits]?) -> [Tier: Limits] {
    Dictionary(
      uniqueKeysWithValues: (entries ?? [:]).map { name, limits in
        guard let tier = Tier(rawValue: name) else {
          preconditionFailure("funding.json: there is no tier \(name)")
        }
        return (tier, limits)
      })
  }
}
