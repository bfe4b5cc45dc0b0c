/// How much `madang-bench compare` runs.
struct CompareScale {
  /// How long one run takes.
  enum Length {
    /// Seconds of each run.
    case seconds(Int)
    /// So few transfers that no figure is worth quoting: what a test runs.
    case smoke
  }

  /// Seconds of each run where nothing else is asked for: the whole takes about four minutes.
  static let standardSeconds = 5
  /// The longest run that stays within what a wallet may hold.
  static let secondsLimit = 15
  /// Transfers of each client of PostgreSQL in a smoke run.
  static let smokeTransfers = 20
  /// Seconds of a run of ours in a smoke run.
  static let smokeSeconds = 0.2

  let length: Length
  /// Accounts the spread shape pays between, on both sides.
  let accounts: Int
  /// Numbers of clients.
  var clients = [1, 16, 64]
  /// Pairs of runs of each shape and number of clients: A B A B A.
  let order: [CompareSide]

  /// What figures are quoted from.
  static func full(seconds: Int) -> CompareScale {
    CompareScale(
      length: .seconds(seconds), accounts: 10_000,
      order: [.postgres, .madang, .postgres, .madang, .postgres])
  }

  /// Every step once.
  static let smoke = CompareScale(length: .smoke, accounts: 200, order: [.postgres, .madang])

  /// Reads `--seconds N` and `--quick`.
  init(_ arguments: [String]) throws(BenchmarkError) {
    if arguments.contains("--quick") {
      self = .smoke
      return
    }
    guard let place = arguments.firstIndex(of: "--seconds") else {
      self = .full(seconds: Self.standardSeconds)
      return
    }
    guard place + 1 < arguments.count, let seconds = Int(arguments[place + 1]),
      (1...Self.secondsLimit).contains(seconds)
    else { throw .unavailable("--seconds takes 1…\(Self.secondsLimit)") }
    self = .full(seconds: seconds)
  }

  private init(length: Length, accounts: Int, order: [CompareSide]) {
    self.length = length
    self.accounts = accounts
    self.order = order
  }

  /// Seconds of a run of ours.
  var seconds: Double {
    switch length {
    case .seconds(let seconds): Double(seconds)
    case .smoke: Self.smokeSeconds
    }
  }

  /// How pgbench is told the length of its run.
  var pgbenchLength: [String] {
    switch length {
    case .seconds(let seconds): ["-T", "\(seconds)"]
    case .smoke: ["-t", "\(Self.smokeTransfers)"]
    }
  }

  /// Writes of the disk's baselines.
  var syncs: Int {
    switch length {
    case .seconds: 400
    case .smoke: 20
    }
  }
}

/// Who is measured.
enum CompareSide: String {
  /// PostgreSQL 15 with a function of double entry.
  case postgres
  /// `madangd serve --test-tokens`.
  case madang
  /// A C program behind the same socket: append, fdatasync, answer.
  case journalSocket = "journal-socket"
  /// A C program that appends and calls fdatasync, nothing else; its clients are records a group.
  case journal
}
