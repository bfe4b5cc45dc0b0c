import Crypto
package import Store
package import Wire

/// Reads history and audits on the second, read-only connection, so that the core never waits.
package final class PlatformReader {
  let connection: Connection
  private let ledger: LedgerReader
  private var personal: PersonalKeys?
  private let personKeys: Statement
  private let bills: Statement
  private let owners: Statement
  private let apps: Statement

  /// A reader over a read-only connection to a migrated file.
  package init(_ connection: Connection, keys: PlatformKeys) throws(StoreError) {
    self.connection = connection
    ledger = try LedgerReader(connection)
    personal = keys.personal
    personKeys = try connection.prepare(PersonKeyRow.query)
    bills = try connection.prepare(
      "SELECT public, payee_name FROM bill WHERE transfer = ?1 OR hold = ?1")
    owners = try connection.prepare("SELECT owner FROM account WHERE id = ?")
    apps = try connection.prepare(
      "SELECT manifest FROM release r JOIN app a ON a.id = r.app"
        + " AND a.version = r.version WHERE a.merchant = ? LIMIT 1")
  }

  /// A page of somebody's history, newest first.
  package func history(
    _ start: HistoryStart?, _ params: WalletHistoryMethod.Params
  ) throws -> WalletHistoryMethod.Result {
    guard let start else { return WalletHistoryMethod.Result(entries: []) }
    var first = start.head
    if let cursor = params.cursor {
      guard let row = Int64(cursor), row > 0, row <= start.head.rawValue else {
        throw Refusal(RequestError.invalid, ["pointer": "/cursor", "reason": "is not one of ours"])
      }
      first = RowID(rawValue: row)
    }
    let limit = min(max(params.limit ?? 20, 1), LedgerReader.maximumPage)
    let page = try connection.snapshot { () throws(StoreError) in
      try ledger.history(of: start.account, from: first, limit: limit)
    }
    return WalletHistoryMethod.Result(
      entries: try page.entries.map(entry),
      next: page.next == .none ? nil : String(page.next.rawValue))
  }

  /// Movements that an export holds; the oldest beyond that are left out.
  package static let wholeHistoryLimit = 10_000

  /// Somebody's whole history, newest first, for an export.
  package func wholeHistory(_ start: HistoryStart?) throws -> [WalletEntry] {
    var entries: [WalletEntry] = []
    var cursor: String?
    repeat {
      let page = try history(
        start, WalletHistoryMethod.Params(limit: LedgerReader.maximumPage, cursor: cursor))
      entries += page.entries
      cursor = page.next
    } while cursor != nil && entries.count < PlatformReader.wholeHistoryLimit
    return entries
  }

  private func entry(_ entry: HistoryEntry) throws -> WalletEntry {
    let row = entry.row
    let bill = try bills.first(.integer(row.transfer.rawValue)) {
      (BillID($0.text(0)), $0.text(1))
    }
    let other = try owners.first(.integer(entry.counterparty.rawValue)) { $0.text(0) } ?? ""
    let memo = try memo(of: row.transfer)
    let billName = try bill.flatMap { LocalizedText(json: try JSON.parse($0.1)) }
    return WalletEntry(
      transfer: TransferID("t_\(row.transfer.rawValue)"),
      kind: kind(entry, other: other, isBill: bill != nil), at: row.at, amount: entry.change,
      balanceAfter: entry.balance.posted,
      with: entry.change < 0 ? billName ?? name(of: other) : name(of: other), bill: bill?.0,
      memo: memo)
  }

  /// Takes the keys of the home anew, after one was added.
  package func use(personal keys: PersonalKeys) { personal = keys }

  /// What the sender wrote; nil where nothing was written, or its key is lost or destroyed.
  private func memo(of transfer: TransferNumber) throws -> String? {
    guard let stored = try ledger.memo(of: transfer) else { return nil }
    do {
      guard let (writer, sealed) = SealedMemo.unpack(stored) else {
        let plain = try personal?.openOfBefore(stored, associatedData: Platform.memoDomain)
        return plain.flatMap { String(validating: $0, as: UTF8.self) }
      }
      guard let key = try PersonKeyRow.read(writer, personKeys, keys: personal) else { return nil }
      let plain = try key.open(sealed, associatedData: SealedMemo.place(writer))
      return String(validating: plain, as: UTF8.self)
    } catch let refusal as Refusal where refusal.code == PlatformError.keyLost {
      return nil
    }
  }

  private func kind(_ entry: HistoryEntry, other: String, isBill: Bool) -> String {
    switch entry.row.kind {
    case .hold: return "hold"
    case .release, .expire: return "release"
    case .post, .capture, .open, .limit: break
    }
    let comesIn = entry.change > 0
    if other.hasPrefix("bank:") { return comesIn ? "topup" : "withdraw" }
    if entry.row.ref != 0, entry.row.kind == .post { return "refund" }
    if isBill { return comesIn ? "receive" : "pay" }
    return comesIn ? "receive" : "send"
  }

  /// What people read for an account's owner; another person is named by id only.
  private func name(of owner: String) -> LocalizedText? {
    if owner.hasPrefix("bank:") {
      return LocalizedText(ko: "모의 은행", en: "Sandbox bank")
    }
    if owner.hasPrefix("deal:") {
      let deal = owner.dropFirst(5)
      return LocalizedText(ko: "안전거래 \(deal)", en: "Safe trade \(deal)")
    }
    if owner.hasPrefix("person:") { return LocalizedText(String(owner.dropFirst(7))) }
    return LocalizedText(String(owner.drop { $0 != ":" }.dropFirst()))
  }

  /// Recomputes the whole ledger from its log.
  package func audit() throws(StoreError) -> AuditReport {
    try PlatformReader.audit(connection)
  }

  /// Recomputes the whole ledger of a file from its log.
  package static func audit(_ connection: Connection) throws(StoreError) -> AuditReport {
    try LedgerAudit.run(connection).wire
  }

  /// The audit, and the caller's own balance as the log gives it.
  package func walletAudit(_ start: HistoryStart?) throws -> WalletAuditMethod.Result {
    let report = try audit()
    var posted: Int64 = 0
    if let start {
      posted =
        try ledger.history(of: start.account, from: start.head, limit: 1)
        .entries.first?.balance.posted ?? 0
    }
    return WalletAuditMethod.Result(
      ok: report.ok, transfers: report.transfers, head: report.head, posted: posted)
  }
}
