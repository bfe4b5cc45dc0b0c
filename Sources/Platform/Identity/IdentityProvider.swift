package import Crypto
package import Wire

/// Somebody outside who can say who a person is: a profile, data and not code.
package struct IdentityProvider: Sendable, Hashable {
  /// What a provider's word proves.
  package enum Kind: String, Sendable, Hashable, Codable {
    /// The real name, with a CI: the same person has the same CI everywhere.
    case name
    /// An official document of the person whose name was verified.
    case document
    /// An account elsewhere.
    case external
  }

  /// Its name here.
  package let id: String
  /// What people call it.
  package let title: LocalizedText
  /// What its word proves.
  package let kind: Kind
  /// What it asks, in order.
  package let asks: [String]
  /// What one assertion costs, in won.
  package let cost: Int64
  /// How long one verification may take, in seconds.
  package let seconds: Int64
  /// Answers one verification may be given.
  package let tries: Int64
  /// What it signs with; nil for those that this daemon embeds.
  package let key: VerifyingKey?
}

/// The identity providers of a daemon.
package struct IdentityProviders: Sendable, Hashable {
  /// In the order they are offered.
  package let all: [IdentityProvider]

  /// The embedded sandbox, `identity-providers.json`.
  package static let standard = IdentityProviders(
    table: String(decoding: PackageResources.identity_providers_json, as: UTF8.self))

  private struct Row: Codable {
    var id: String
    var title: LocalizedText
    var kind: IdentityProvider.Kind
    var asks: [String]
    var cost: Int64
    var seconds: Int64
    var tries: Int64
    /// Ed25519, in hexadecimal.
    var key: String?
  }

  init(table: String) {
    do {
      all = try Self.read(table)
    } catch {
      preconditionFailure("identity-providers.json: \(error)")
    }
  }

  private init(_ all: [IdentityProvider]) { self.all = all }

  /// With providers outside that an operator trusts, a table of the same form: each has a key, a
  /// name of its own and nothing that it asks here. Nil where the table is none.
  package func adding(table: [UInt8]) -> IdentityProviders? {
    do {
      let more = try Self.read(String(decoding: table, as: UTF8.self))
      let names = Set((all + more).map(\.id))
      let isSound = more.allSatisfy { provider in
        provider.key != nil && provider.asks.isEmpty && !provider.id.isEmpty
          && provider.cost >= 0 && (1...3600).contains(provider.seconds)
          && (1...10).contains(provider.tries)
      }
      guard isSound, names.count == all.count + more.count else { return nil }
      return IdentityProviders(all + more)
    } catch { return nil }
  }

  private static func read(_ table: String) throws -> [IdentityProvider] {
    try JSON.parse(table).decode([Row].self).map { row in
      IdentityProvider(
        id: row.id, title: row.title, kind: row.kind, asks: row.asks, cost: row.cost,
        seconds: row.seconds, tries: row.tries,
        key: try row.key.map { try VerifyingKey(Hex.decode($0) ?? []) })
    }
  }

  /// A provider by name; `identity.provider_unknown` names those there are.
  package func provider(_ id: String) throws(Refusal) -> IdentityProvider {
    guard let provider = all.first(where: { $0.id == id }) else {
      throw Refusal(
        IdentityError.providerUnknown,
        ["provider": .string(id), "known": .string(all.map(\.id).joined(separator: ", "))])
    }
    return provider
  }
}
