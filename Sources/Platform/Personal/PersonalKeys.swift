package import Crypto
import Wire

/// The home's keys for personal data, by version. The newest wraps what is new; older ones open
/// what is old; one that is gone is an error that names it.
package struct PersonalKeys: Sendable {
  private let keys: [Int: SealingKey]

  /// Keys by version, at least one.
  package init(_ keys: [Int: SealingKey]) {
    precondition(!keys.isEmpty, "no keys at all are told by nil")
    self.keys = keys
  }

  /// The version that wraps what is new.
  package var currentVersion: Int {
    guard let version = keys.keys.max() else { preconditionFailure("there is one") }
    return version
  }

  /// The versions that can be opened.
  package var versions: [Int] { keys.keys.sorted() }

  /// Wraps the key of a person with the newest version.
  func wrap(
    _ secret: [UInt8], of person: Int64, random: inout some RandomSource
  ) -> (version: Int, sealed: [UInt8]) {
    let version = currentVersion
    guard let key = keys[version] else { preconditionFailure("the newest is there") }
    return (
      version,
      key.seal(secret, associatedData: Self.place(person, version), random: &random)
    )
  }

  /// The key of a person as it was wrapped; `platform.key_lost` names a version that is gone.
  func unwrap(_ sealed: [UInt8], version: Int, of person: Int64) throws -> [UInt8] {
    guard let key = keys[version] else { throw Self.lost(version) }
    return try key.open(sealed, associatedData: Self.place(person, version))
  }

  /// Opens what was sealed with the home's first key itself, before people had keys.
  func openOfBefore(_ sealed: [UInt8], associatedData: [UInt8]) throws -> [UInt8] {
    guard let key = keys[1] else { throw Self.lost(1) }
    return try key.open(sealed, associatedData: associatedData)
  }

  /// The refusal about a version that is gone, or about all of them.
  static func lost(_ version: Int?) -> Refusal {
    Refusal(
      PlatformError.keyLost,
      ["key": .string(version.map { "personal.v\($0)" } ?? "personal")])
  }

  private static func place(_ person: Int64, _ version: Int) -> [UInt8] {
    var place = CanonicalBytes()
    place.append("person_key")
    place.append(person)
    place.append(Int64(version))
    return place.contents
  }
}
