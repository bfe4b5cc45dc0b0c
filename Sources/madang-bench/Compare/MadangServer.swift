import Glibc
import Wire

/// A real daemon with people whose test tokens a load generator uses, on its own home.
final class MadangServer {
  /// How far each payer's wallet is filled, in won: in parts that any tier's payment limit takes.
  private static let topUps: [Int64] = [500_000, 500_000]
  /// The most clients of one run.
  static let payers = 64

  private let daemon: BenchDaemon
  private let people: [AdminTokenMethod.Result]
  private let file: String
  private var runs = 0
  private var hotRuns = 0
  /// Transfers that were acknowledged, top-ups included.
  private var acknowledged: Int64 = 0
  private var faults: [String] = []

  /// Starts a daemon and makes people with wallets; the first ``payers`` of them have money.
  init(directory: String, people count: Int) throws {
    precondition(count > Self.payers, "somebody is paid")
    daemon = try BenchDaemon(home: "\(directory)/home", options: ["--test-tokens"])
    let admin = try daemon.connectOperator()
    people = try admin.calls(
      AdminTokenMethod.self, (0..<count).map { _ in .init(key: admin.newKey()) })
    file = "\(directory)/people"
    try TextFile.write(
      people.map { "\($0.token) \($0.person.text)\n" }.joined(), to: file)
    for payer in people[..<Self.payers] {
      let client = try BenchClient(token: payer.token, of: daemon)
      _ = try client.calls(
        WalletTopUpMethod.self,
        Self.topUps.enumerated().map { index, amount in
          .init(key: "\(payer.token)-topup-\(index)", amount: amount, currency: .krw)
        })
    }
    acknowledged = Int64(Self.payers * Self.topUps.count)
    // Everybody's account is opened before anything is measured, as the other side's are.
    _ = try load("each", "each", clients: 1, inFlight: Self.payers, seconds: 0)
  }

  /// The file the load generator reads.
  var peopleFile: String { file }

  /// Anybody pays anybody.
  func spread(clients: Int, inFlight: Int = 1, seconds: Double) throws -> CompareRun {
    try load(
      "spread", inFlight == 1 ? "spread" : "spread-pipelined", clients: clients,
      inFlight: inFlight, seconds: seconds)
  }

  /// Everybody pays one person, another one in each run: nobody may hold more than their tier's
  /// limit.
  func hot(clients: Int, seconds: Double) throws -> CompareRun {
    hotRuns += 1
    let place = people.count - hotRuns
    let payee = try BenchClient(token: people[place].token, of: daemon)
    let before = try payee.call(WalletBalanceMethod.self, .init()).posted
    let run = try load("\(place)", "hot", clients: clients, inFlight: 1, seconds: seconds)
    let received = try payee.call(WalletBalanceMethod.self, .init()).posted - before
    if received != run.transfers {
      faults.append("madang: the payee received \(received), \(run.transfers) acknowledged")
    }
    return run
  }

  private func load(
    _ payee: String, _ shape: String, clients: Int, inFlight: Int, seconds: Double
  ) throws -> CompareRun {
    runs += 1
    let result = try Baseline.run(
      "transfer-load",
      [
        daemon.home + "/madangd.sock", file, "\(clients)", "\(inFlight)", "\(seconds)", payee,
        "bench-\(runs)",
      ])
    let run = try CompareRun(result, who: .madang, shape: shape, clients: clients)
    acknowledged += run.transfers
    return run
  }

  /// Stops the daemon and checks its books with `madangd audit`; answers what is wrong.
  func check() throws -> [String] {
    try daemon.stop()
    let text = try Command.run(
      ["\(try Baseline.directory())/madangd", "audit", "--home", daemon.home, "--json"],
      log: daemon.home + ".log")
    let report = try JSON.parse(text.trimmed).decode(AuditReport.self)
    if !report.ok { faults.append("madang: \(report.reason ?? "the audit failed")") }
    if report.transfers != acknowledged {
      faults.append("madang: \(report.transfers) transfers, \(acknowledged) acknowledged")
    }
    if report.postings != 2 * report.transfers {
      faults.append("madang: \(report.postings) postings")
    }
    for (currency, sum) in report.sums where sum != 0 {
      faults.append("madang: all balances of \(currency) are \(sum)")
    }
    return faults
  }
}

extension String {
  /// Without the white space around it.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
