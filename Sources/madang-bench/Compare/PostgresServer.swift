import Glibc
import Wire

/// PostgreSQL 15 as Debian packs it, in a directory of its own, on a unix socket, durable.
///
/// Everything it may keep in memory it keeps, and no checkpoint falls into a run: settings that
/// are in its favour.
final class PostgresServer {
  /// Where Debian's package puts the programs.
  static let programs = "/usr/lib/postgresql/15/bin"
  /// What every account holds at first, in minor units: nobody runs dry.
  static let funded: Int64 = 1_000_000_000
  /// Rows a merchant is split into.
  static let parts = 16
  /// How often a starting server is asked whether it answers, and how long between.
  private static let startTries = 400
  private static let startPauseMicroseconds: UInt32 = 25_000

  private let directory: String
  private let accounts: Int
  private let server: ChildProgram
  private var runs = 0

  /// Whether the package is installed.
  static var isInstalled: Bool {
    ["initdb", "postgres", "psql", "pgbench"].allSatisfy { access("\(programs)/\($0)", X_OK) == 0 }
  }

  /// Makes a cluster in a new directory, starts it and loads the function.
  init(directory: String, accounts: Int) throws(BenchmarkError) {
    guard Self.isInstalled else {
      throw .unavailable("PostgreSQL 15 is not installed (\(Self.programs))")
    }
    self.directory = directory
    self.accounts = accounts
    guard mkdir(directory, 0o755) == 0 else { throw .unavailable(directory) }
    let prefix = try Self.unprivileged(directory)
    _ = try Command.run(
      prefix + [
        "\(Self.programs)/initdb", "-D", "\(directory)/data", "-U", "bench", "--auth=trust",
        "--no-locale", "-E", "UTF8",
      ], log: "\(directory)/log")
    let settings = [
      "listen_addresses=", "unix_socket_directories=\(directory)", "max_connections=100",
      "shared_buffers=256MB", "max_wal_size=8GB", "checkpoint_timeout=1h",
      "synchronous_commit=on", "fsync=on", "wal_sync_method=fdatasync",
    ]
    let words =
      prefix + ["\(Self.programs)/postgres", "-D", "\(directory)/data"]
      + settings.flatMap { ["-c", $0] }
    server = try ChildProgram(
      path: words[0], Array(words.dropFirst()), pipeAs: STDOUT_FILENO, log: "\(directory)/log")
    try load()
  }

  /// Ends it, also where the benchmark fails.
  deinit { stop() }

  /// A quick orderly end.
  func stop() {
    server.signal(SIGINT)
    _ = server.wait()
  }

  /// The words before a program's own that make it run as somebody who is not root and end with
  /// us; the directory becomes theirs.
  private static func unprivileged(_ directory: String) throws(BenchmarkError) -> [String] {
    let always = ["/usr/bin/setpriv", "--pdeathsig", "INT"]
    guard geteuid() == 0 else { return always }
    guard let user = getpwnam("postgres") ?? getpwnam("nobody") else {
      throw .unavailable("no user to run PostgreSQL as")
    }
    let (owner, group) = (user.pointee.pw_uid, user.pointee.pw_gid)
    guard chown(directory, owner, group) == 0 else { throw .unavailable(directory) }
    return always + ["--reuid", "\(owner)", "--regid", "\(group)", "--clear-groups"]
  }

  private func load() throws(BenchmarkError) {
    var tries = 0
    while true {
      do {
        _ = try psql("SELECT 1", variables: [:])
        break
      } catch {
        tries += 1
        guard tries < Self.startTries else { throw error }
        usleep(Self.startPauseMicroseconds)
      }
    }
    _ = try psql(
      String(decoding: PackageResources.double_entry_sql, as: UTF8.self),
      variables: ["accounts": accounts + Self.parts, "funded": Int(Self.funded)])
  }

  private func psql(
    _ text: String, variables: [String: Int]
  ) throws(BenchmarkError) -> String {
    let path = "\(directory)/input.sql"
    try TextFile.write(text, to: path)
    return try Command.run(
      ["\(Self.programs)/psql", "-h", directory, "-U", "bench", "-d", "postgres", "-XqAt"]
        + ["-v", "ON_ERROR_STOP=1"] + variables.flatMap { ["-v", "\($0.key)=\($0.value)"] },
      input: path, log: "\(directory)/psql.log")
  }
}

extension PostgresServer {
  /// What the clients do.
  enum Shape: String {
    /// Anybody pays anybody.
    case spread
    /// Everybody pays one merchant, whose row lies in the middle.
    case hot
    /// The same, the merchant's row touched last.
    case hotLast = "hot-last"
    /// The same, the merchant split into rows that are chosen at random.
    case hotSplit = "hot-split16"
  }

  /// The script of one payment. Keys are random numbers, as an application's are.
  private func script(_ shape: Shape) -> String {
    let merchant = accounts / 2
    let lines =
      switch shape {
      case .spread:
        [
          "\\set other random(1, \(accounts - 1))",
          "\\set payee case when :other >= :payer then :other + 1 else :other end",
        ]
      case .hot, .hotLast: ["\\set payee \(merchant)"]
      case .hotSplit: ["\\set payee random(\(accounts + 1), \(accounts + Self.parts))"]
      }
    let payer =
      shape == .spread
      ? ["\\set payer random(1, \(accounts))"]
      : [
        "\\set other random(1, \(accounts - 1))",
        "\\set payer case when :other >= \(merchant) then :other + 1 else :other end",
      ]
    let function = shape == .hotLast ? "pay_last" : "pay"
    let head = ["\\set key random(1, 9000000000000000000)"]
    let call = "SELECT \(function)('bench-' || :key, :payer, :payee, 1);"
    return (head + payer + lines + [call]).joined(separator: "\n") + "\n"
  }

  /// Runs pgbench once.
  func run(
    _ shape: Shape, clients: Int, length: [String]
  ) throws(BenchmarkError) -> CompareRun {
    runs += 1
    let path = "\(directory)/\(shape.rawValue).pgbench"
    try TextFile.write(script(shape), to: path)
    let prefix = "\(directory)/times\(runs)"
    let answer = try Command.run(
      [
        "\(Self.programs)/pgbench", "-h", directory, "-U", "bench", "-n", "-M", "prepared", "-c",
        "\(clients)", "-j", "\(min(clients, 2))", "-f", path, "-l", "--log-prefix", prefix,
      ] + length + ["postgres"], log: "\(directory)/pgbench.log")
    let times = try Self.times(prefix, in: directory)
    guard let perSecond = Self.number(after: "tps = ", in: answer),
      let transfers = Self.number(after: "transactions actually processed: ", in: answer),
      Self.number(after: "failed transactions: ", in: answer) == 0, !times.isEmpty
    else { throw .unavailable("pgbench: \(answer)") }
    return CompareRun(
      who: .postgres, shape: shape.rawValue, clients: clients, perSecond: perSecond,
      p50: times.percentile(0.5), p99: times.percentile(0.99), transfers: Int64(transfers))
  }

  private static func number(after words: String, in text: String) -> Double? {
    for line in text.split(separator: "\n") {
      guard let range = line.firstRange(of: words) else { continue }
      return Double(line[range.upperBound...].prefix { $0.isNumber || $0 == "." })
    }
    return nil
  }

  /// The times of all transactions in microseconds, ascending: the third word of each line of
  /// pgbench's logs, one log a thread.
  private static func times(
    _ prefix: String, in directory: String
  ) throws(BenchmarkError) -> [Double] {
    var times: [Double] = []
    let name = prefix.split(separator: "/").last.map(String.init) ?? prefix
    guard let folder = opendir(directory) else { throw .unavailable(directory) }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let file = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard file.hasPrefix(name + ".") else { continue }
      let path = "\(directory)/\(file)"
      for line in (TextFile.read(path) ?? "").utf8.split(separator: UInt8(ascii: "\n")) {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
        guard words.count > 2, let time = Double(String(words[2]) ?? "") else { continue }
        times.append(time)
      }
      unlink(path)
    }
    return times.sorted()
  }

  /// Checks the books: as many transfers as were acknowledged, two postings each, every balance
  /// the sum of its postings, nothing below zero, nothing made or lost. Answers what is wrong.
  func check(acknowledged: Int64) throws(BenchmarkError) -> [String] {
    let text = String(decoding: PackageResources.double_entry_check_sql, as: UTF8.self)
    let lines = try psql(text, variables: ["funded": Int(Self.funded)])
      .split(separator: "\n").map { $0.split(separator: "|").compactMap { Int64($0) } }
    guard lines.count == 2, lines[0].count == 3, lines[1].count == 5 else {
      throw .unavailable("psql: \(lines)")
    }
    var faults: [String] = []
    if lines[0][1] != acknowledged {
      faults.append("postgres: \(lines[0][1]) transfers, \(acknowledged) acknowledged")
    }
    if lines[0][2] != 2 * lines[0][1] { faults.append("postgres: \(lines[0][2]) postings") }
    let names = ["postings do not sum to 0", "money", "below zero", "broken", "balances"]
    for (name, wrong) in zip(names, lines[1]) where wrong != 0 {
      faults.append("postgres: \(name) \(wrong)")
    }
    return faults
  }
}
