package import Store
import Wire

/// Writing: the only code that changes the ledger's memory and appends to its log.
extension Ledger {
  /// Appends what a plan decided and takes it into memory; fails only where the disk does.
  package func apply(_ plan: LedgerPlan) throws(StoreError) {
    precondition(state == .ready, "a ledger whose write failed is reloaded first")
    precondition(plan.base == head, "a plan is applied before the next one is made")
    precondition(connection.isInTransaction, "a plan is applied inside a group")
    guard !plan.isEmpty else { return }
    openRows = (openRows ?? 0) + plan.rows.count
    let before = connection.totalChanges
    do throws(StoreError) {
      try write(plan)
    } catch {
      state = .failed
      throw error
    }
    if plan.openedHolds.isEmpty, plan.endedHolds.isEmpty {
      quietChanges += connection.totalChanges - before
    }
    adopt(plan)
  }

  /// Ends the ledger's part of a group, before its COMMIT: some snapshots, and where the log ends.
  package func closeGroup() throws(StoreError) {
    precondition(state == .ready, "a ledger whose write failed is reloaded first")
    guard let openRows else { return }
    let before = connection.totalChanges
    try writeSnapshots(snapshots.due(rows: openRows))
    try writeKeyPages()
    try closeKeySegments(openRows)
    quietChanges += connection.totalChanges - before
    self.openRows = nil
  }

  /// Writes every snapshot back, so that the next start has nothing to replay; inside a group.
  package func writeAllSnapshots() throws(StoreError) {
    precondition(state == .ready, "a ledger whose write failed is reloaded first")
    while snapshots.dirtyCount > 0 {
      try writeSnapshots(SnapshotSweep.maximumLooks)
    }
    try writeKeyPages()
    openRows = nil
  }

  /// Forgets everything and loads the file again, after a group failed and was rolled back.
  package func reload() throws(StoreError) {
    precondition(!connection.isInTransaction, "a failed group is rolled back first")
    try recover()
  }

  private func writeKeyPages() throws(StoreError) {
    guard unpagedKeys.count >= KeyPage.rows else { return }
    var first = head.row.rawValue + 1 - Int64(unpagedKeys.count)
    var rest = unpagedKeys[...]
    do throws(StoreError) {
      while rest.count >= KeyPage.rows {
        try writer.insert(keys: rest.prefix(KeyPage.rows), from: RowID(rawValue: first))
        rest = rest.dropFirst(KeyPage.rows)
        first += Int64(KeyPage.rows)
      }
    } catch {
      state = .failed
      throw error
    }
    unpagedKeys = Array(rest)
  }

  private func closeKeySegments(_ rows: Int) throws(StoreError) {
    do throws(StoreError) {
      try closeSegments(rows)
    } catch {
      state = .failed
      throw error
    }
  }

  private func writeSnapshots(_ limit: Int) throws(StoreError) {
    do throws(StoreError) {
      for id in snapshots.take(limit, head: head.row) {
        try writer.write(snapshot: accounts[Int(id.rawValue) - 1])
      }
      try writer.write(head: head, clean: snapshots.clean)
    } catch {
      state = .failed
      throw error
    }
  }

  private func write(_ plan: LedgerPlan) throws(StoreError) {
    for account in plan.opened {
      try writer.insert(account, least: account.kind.least)
    }
    for row in plan.rows {
      try writer.append(row)
    }
    for memo in plan.memos {
      try writer.insert(memo: memo.bytes, of: memo.transfer)
    }
    for hold in plan.openedHolds {
      try writer.insert(hold)
    }
    for hold in plan.endedHolds {
      try writer.end(hold: hold.row)
    }
    for refund in plan.refunds {
      try writer.add(refund: refund.amount, of: refund.row)
    }
    for refusal in plan.refusals {
      try writer.insert(refusal, at: plan.at)
    }
  }

  private func adopt(_ plan: LedgerPlan) {
    for opened in plan.opened {
      precondition(opened.id.rawValue == Int64(accounts.count + 1), "account ids have no gaps")
      accounts.append(Account(id: opened.id, kind: opened.kind, currency: opened.currency))
      remember(
        opened.id,
        as: OwnerKey(owner: opened.owner, kind: opened.kind, currency: opened.currency))
    }
    for account in plan.accounts.all {
      accounts[Int(account.id.rawValue) - 1] = account
    }
    for row in plan.rows {
      if row.debit != .none { snapshots.touch(row.debit) }
      snapshots.touch(row.credit)
    }
    let before = head.row.rawValue + 1 - Int64(unpagedKeys.count)
    for _ in plan.rows { unpagedKeys.append(0) }
    for index in plan.keys.indices {
      let (fingerprint, row) = (plan.keys[index].key.fingerprint, plan.keys[index].row.rawValue)
      keys.insert(fingerprint, at: row)
      unpagedKeys[Int(row - before)] = fingerprint
    }
    for hold in plan.openedHolds {
      holds[hold.transfer] = hold
    }
    for hold in plan.endedHolds {
      holds[hold.transfer] = nil
    }
    for refusal in plan.refusals {
      keys.insert(refusal.key.fingerprint, at: -refusal.number)
      lastRefusal = refusal.number
    }
    if !plan.rows.isEmpty { head = plan.head }
  }
}
