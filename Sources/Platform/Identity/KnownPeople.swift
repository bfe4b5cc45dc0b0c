import Wire

/// People and devices that were read from the file, until anything about anybody changes.
struct KnownPeople {
  /// How many of each kind are kept; all are forgotten when there are more.
  static let limit = 65_536

  /// By the text of the name, which hashes quicker than the name.
  private var people: [String: Person] = [:]
  private var holders: [String: Person] = [:]
  private var wallets: [Int64: AccountID] = [:]

  /// A person by public name.
  subscript(name: PersonID) -> Person? {
    get { people[name.text] }
    set { Self.set(newValue, for: name.text, in: &people) }
  }

  /// Whose valid device a credential is.
  subscript(holderOf credential: String) -> Person? {
    get { holders[credential] }
    set { Self.set(newValue, for: credential, in: &holders) }
  }

  /// The account that a person, by row, has in won.
  subscript(walletOf row: Int64) -> AccountID? {
    get { wallets[row] }
    set { Self.set(newValue, for: row, in: &wallets) }
  }

  private static func set<Key: Hashable, Value>(
    _ value: Value?, for key: Key, in known: inout [Key: Value]
  ) {
    if known.count >= limit { known.removeAll(keepingCapacity: true) }
    known[key] = value
  }
}
