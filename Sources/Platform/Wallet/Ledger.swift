import Crypto
package import Store
package import Wire

/// The ledger: balances in memory, every change appended to the log, owned by the core thread.
///
/// Use: begin a group; for each request `plan`, then `apply`; `closeGroup`; COMMIT; only then
/// answer.
/// When `apply`, `closeGroup` or the COMMIT throws, roll back, `reload` and answer nobody.
package final class Ledger {
  /// How many owners' accounts are remembered; the rest is one look at an index.
  package static let maximumKnownOwners = 65_536

  struct OwnerKey: Hashable {
    let owner: AccountOwner
    let kind: AccountKind
    let currency: Currency
  }

  enum State {
    case ready
    /// A write failed: memory and file may differ until `reload`.
    case failed
  }

  let connection: Connection
  let table: LedgerTable
  let writer: LedgerWriter
  let lookups: LedgerLookups

  var state = State.ready
  /// Where the log ends, applied but uncommitted rows included.
  package internal(set) var head = LedgerHead()
  var accounts: [Account] = []
  var holds: [TransferNumber: OpenHold] = [:]
  let keyLimits: KeyLimits
  var keys = KeyIndex()
  /// Closed parts of the log, the oldest first.
  var segments: [KeySegment] = []
  /// The index that is being written of a full segment.
  var closing: KeySegmentClosing?
  /// Memory for the bytes of a link of the chain, kept from one transfer to the next.
  var buffer = CanonicalBytes()
  /// The last day whose head was signed, in days since 1970; nil before the first.
  var sealedDay: Int64?
  /// Fingerprints of the rows behind the last written page of keys, 0 for a row without key.
  var unpagedKeys: [UInt64] = []
  var lastRefusal: Int64 = 0
  var snapshots = SnapshotSweep()
  var owners: [OwnerKey: AccountID] = [:]
  /// Rows applied since the last group was closed; nil without a group.
  var openRows: Int?
  /// How many of the connection's changes were this ledger's and no hold's: none of them makes
  /// anything fall due.
  var quietChanges: Int64 = 0

  /// Loads the ledger of a migrated file: the snapshots, then the rows behind them.
  package init(
    _ connection: Connection, keyLimits: KeyLimits = .standard
  ) throws(StoreError) {
    precondition(
      keyLimits.rowsPerSegment % Int64(KeyPage.rows) == 0, "segments end where pages of keys end")
    self.keyLimits = keyLimits
    self.connection = connection
    table = try LedgerTable(connection)
    writer = try LedgerWriter(connection)
    lookups = try LedgerLookups(connection)
    try recover()
  }

  /// How many accounts there are.
  package var accountCount: Int {
    accounts.count
  }

  /// Begins a plan; time never runs back, so a clock set back gives the last row's instant.
  package func plan(now: Instant) -> LedgerPlan {
    precondition(state == .ready, "a ledger whose write failed is reloaded first")
    return LedgerPlan(self, now: now)
  }

  /// What an account has, or nil for an unknown account.
  package func read(_ account: AccountID) -> Balance? {
    self.account(account)?.balance
  }

  /// The last row that touched an account: where its history begins; ``RowID/none`` if unknown.
  package func historyHead(_ account: AccountID) -> RowID {
    self.account(account)?.head ?? .none
  }

  /// The account of an owner, or nil if none was opened.
  package func find(
    _ owner: AccountOwner, _ kind: AccountKind, _ currency: Currency
  ) throws(StoreError) -> AccountID? {
    let key = OwnerKey(owner: owner, kind: kind, currency: currency)
    if let known = owners[key] { return known }
    guard let found = try lookups.account(owner, kind, currency) else { return nil }
    remember(found, as: key)
    return found
  }

  /// A transfer by its number, or nil if there is none.
  package func record(_ transfer: TransferNumber) throws(StoreError) -> TransferRecord? {
    try table.record(transfer)
  }

  /// Holds whose time is over at an instant, the longest overdue first.
  package func dueHolds(at now: Instant, limit: Int) throws(StoreError) -> [TransferNumber] {
    try lookups.dueHolds(at: now, limit: limit)
  }

  /// The instant the next hold ends by itself, or nil without holds.
  package func nextHoldExpiry() throws(StoreError) -> Instant? {
    try lookups.nextHoldExpiry()
  }

  /// What was answered under this key before, or nil for a new key.
  package func earlier(_ key: RequestKey) throws(StoreError) -> LedgerOutcome? {
    for place in try places(of: key.principal, key.key, key.fingerprint) {
      if place > 0 {
        guard let record = try table.record(at: RowID(rawValue: place)) else {
          throw .damaged("ledger_log row \(place) is missing")
        }
        let row = record.rows[0]
        guard row.principal == key.principal, row.key == key.key else { continue }
        return row.bodyHash == key.bodyHash ? .replayed(record) : .refused(.keyReused)
      }
      guard let (known, refusal) = try lookups.refusal(-place) else {
        throw .damaged("ledger_refusal row \(-place) is missing")
      }
      guard known.hasSameName(as: key) else { continue }
      return known.bodyHash == key.bodyHash ? .refusedBefore(refusal) : .refused(.keyReused)
    }
    return nil
  }

  /// What a key led to, whatever its body: the answer to "did my payment go through?".
  package func lookup(principal: String, key: String) throws(StoreError) -> LedgerOutcome? {
    let fingerprint = RequestKey.fingerprint(principal: principal, key: key)
    for place in try places(of: principal, key, fingerprint) {
      if place > 0 {
        guard let record = try table.record(at: RowID(rawValue: place)) else {
          throw .damaged("ledger_log row \(place) is missing")
        }
        if record.rows[0].principal == principal, record.rows[0].key == key {
          return .replayed(record)
        }
      } else if let (known, refusal) = try lookups.refusal(-place),
        known.principal == principal, known.key == key
      {
        return .refusedBefore(refusal)
      }
    }
    return nil
  }

  /// Every place a key may be, refusals too old for memory included.
  private func places(
    of principal: String, _ key: String, _ fingerprint: UInt64
  ) throws(StoreError) -> [Int64] {
    let places = try places(fingerprint)
    guard keys.forgottenRefusals > 0 else { return places }
    let older = try lookups.refusals(
      principal: principal, key: key, upTo: keys.forgottenRefusals)
    return places + older.map { -$0 }
  }

  func account(_ id: AccountID) -> Account? {
    let index = Int(id.rawValue) - 1
    return accounts.indices.contains(index) ? accounts[index] : nil
  }

  func openHold(_ transfer: TransferNumber) -> OpenHold? {
    holds[transfer]
  }

  func refunded(_ row: RowID) throws(StoreError) -> Int64 {
    try lookups.refunded(row)
  }

  func remember(_ account: AccountID, as key: OwnerKey) {
    if owners.count >= Self.maximumKnownOwners {
      owners.removeAll(keepingCapacity: true)
    }
    owners[key] = account
  }
}
