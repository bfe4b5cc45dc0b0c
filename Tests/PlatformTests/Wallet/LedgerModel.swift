import Platform
import Wire

/// The ledger as a child would write it: dictionaries and no file; the other opinion in model
/// tests.
struct LedgerModel {
  struct Hold {
    let from: Int
    let to: Int
    let amount: Int64
    let expires: Int64
    var isOpen = true
  }

  struct Paid {
    let from: Int
    let to: Int
    var remaining: Int64
  }

  var posted: [Int64]
  var held: [Int64]
  var holds: [TransferNumber: Hold] = [:]
  var paid: [TransferNumber: Paid] = [:]
  let external: Set<Int>

  init(accounts: Int, external: Set<Int>) {
    posted = Array(repeating: 0, count: accounts)
    held = Array(repeating: 0, count: accounts)
    self.external = external
  }

  func hasFunds(_ account: Int, _ amount: Int64) -> Bool {
    external.contains(account) || posted[account] - held[account] >= amount
  }

  /// The legs one after the other; nil where one of them is refused.
  func moved(_ legs: [(from: Int, to: Int, amount: Int64)]) -> LedgerModel? {
    var next = self
    for leg in legs {
      guard leg.from != leg.to, leg.amount > 0, next.hasFunds(leg.from, leg.amount) else {
        return nil
      }
      next.posted[leg.from] -= leg.amount
      next.posted[leg.to] += leg.amount
    }
    return next
  }

  func heldBack(_ from: Int, _ to: Int, _ amount: Int64) -> LedgerModel? {
    guard from != to, amount > 0, hasFunds(from, amount) else { return nil }
    var next = self
    next.held[from] += amount
    return next
  }

  /// Ends a hold, moving some of it; nil where it is not open or too small.
  func ended(_ transfer: TransferNumber, moving amount: Int64) -> LedgerModel? {
    guard let hold = holds[transfer], hold.isOpen, amount <= hold.amount else { return nil }
    var next = self
    next.holds[transfer]?.isOpen = false
    next.held[hold.from] -= hold.amount
    next.posted[hold.from] -= amount
    next.posted[hold.to] += amount
    return next
  }

  func refunded(_ transfer: TransferNumber, _ amount: Int64) -> LedgerModel? {
    guard let paid = paid[transfer], amount > 0, amount <= paid.remaining,
      var next = moved([(from: paid.to, to: paid.from, amount: amount)])
    else { return nil }
    next.paid[transfer]?.remaining -= amount
    return next
  }
}
