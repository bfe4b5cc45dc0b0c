/// The accounts a plan has changed: a handful for a payment, thousands for a batch.
struct AccountOverlay {
  /// Up to here a linear search is quicker than hashing.
  static let linear = 16

  private(set) var all: [Account] = []
  private var places: [AccountID: Int] = [:]

  subscript(id: AccountID) -> Account? {
    place(of: id).map { all[$0] }
  }

  /// Takes accounts in, each of them once.
  mutating func set(_ changed: [Account]) {
    if all.isEmpty, changed.count <= Self.linear {
      // One payment is the whole plan: its accounts are taken as they are.
      all = changed
    } else {
      for account in changed { set(account) }
    }
  }

  mutating func set(_ account: Account) {
    if let place = place(of: account.id) {
      all[place] = account
      return
    }
    all.append(account)
    if all.count == Self.linear + 1 {
      for (place, account) in all.enumerated() {
        places[account.id] = place
      }
    } else if all.count > Self.linear {
      places[account.id] = all.count - 1
    }
  }

  private func place(of id: AccountID) -> Int? {
    all.count <= Self.linear ? all.firstIndex { $0.id == id } : places[id]
  }
}
