import Store

/// Which keys people's requests had, so that a movement of money, whose key the ledger keeps, need
/// not look into the file for a request of another kind under the same key.
///
/// It never says "no" about a key that the file has; it may say "maybe" about one it has not.
struct RequestKeys {
  /// Askers kept; all are forgotten when there are more.
  static let askerLimit = 20_000
  /// Keys kept of one asker; whoever had more is looked up in the file.
  static let keyLimit = 256

  private enum Known {
    case all(Set<UInt64>)
    /// Too many to be kept.
    case many

    func contains(_ fingerprint: UInt64) -> Bool {
      switch self {
      case .all(let keys): keys.contains(fingerprint)
      case .many: true
      }
    }
  }

  private var askers: [String: Known] = [:]

  /// Whether the file may have a request under a key; reads an asker's keys the first time.
  mutating func mayHave(
    _ key: RequestKey, read: (_ limit: Int) throws(StoreError) -> [String]
  ) throws(StoreError) -> Bool {
    if let known = askers[key.principal] { return known.contains(key.fingerprint) }
    let keys = try read(Self.keyLimit + 1)
    let known =
      keys.count > Self.keyLimit
      ? Known.many
      : .all(Set(keys.map { RequestKey.fingerprint(principal: key.principal, key: $0) }))
    if askers.count >= Self.askerLimit { askers.removeAll(keepingCapacity: true) }
    askers[key.principal] = known
    return known.contains(key.fingerprint)
  }

  /// Notes the first two values of a row that is being written: asker and key.
  mutating func note(_ values: [Value]) {
    guard case .text(let principal)? = values.first, case .text(let key) = values[1] else {
      preconditionFailure("a request begins with its asker and its key")
    }
    guard case .all(var keys)? = askers[principal] else { return }
    askers[principal] = nil
    keys.insert(RequestKey.fingerprint(principal: principal, key: key))
    askers[principal] = keys.count > Self.keyLimit ? .many : .all(keys)
  }
}
