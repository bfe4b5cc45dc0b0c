/// How much `madang-bench ledger` runs.
struct LedgerSize {
  /// Transfers a group, and how many groups.
  var groups = [(size: 1, count: 2_000), (size: 64, count: 2_000), (size: 1_024, count: 200)]
  /// The large ledger.
  var accounts = 1_000_000
  var transfers = 5_000_000

  /// Reads `--accounts N`, `--transfers N`, and `--quick`: so little that no figure is worth
  /// quoting, which is what a test runs.
  init(_ arguments: [String]) {
    if arguments.contains("--quick") {
      groups = [(size: 1, count: 20), (size: 64, count: 10), (size: 1_024, count: 4)]
      (accounts, transfers) = (1_000, 10_000)
    }
    if let accounts = Self.number("--accounts", arguments) {
      self.accounts = accounts
      transfers = accounts * 5
    }
    transfers = Self.number("--transfers", arguments) ?? transfers
  }

  private static func number(_ option: String, _ arguments: [String]) -> Int? {
    guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else {
      return nil
    }
    return Int(arguments[place + 1])
  }
}
