/// Who or what an account belongs to: a name the rest of the platform gives, such as a person's.
package struct AccountOwner: Hashable, Sendable {
  /// The most bytes of a name.
  package static let maximumBytes = 128

  /// The name; unique together with kind and currency.
  package let name: String

  /// Wraps a name of 1…``maximumBytes`` bytes.
  package init(_ name: String) {
    precondition((1...Self.maximumBytes).contains(name.utf8.count), "an owner has a name")
    self.name = name
  }
}
