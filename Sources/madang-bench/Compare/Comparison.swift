import Glibc
import Wire

/// Runs both sides alternately, with the disk's own figures beside every run.
final class Comparison {
  /// Bytes of a record of the journals: what a row of the log takes in the file.
  private static let recordBytes = 256
  /// Transfers each client has under way in the pipelined run.
  private static let pipelined = 16

  private let scale: CompareScale
  private let directory: String
  private let tell: (CompareRun) -> Void
  private var runs: [CompareRun] = []

  /// `tell` hears of each run when it has ended.
  init(_ scale: CompareScale, directory: String, tell: @escaping (CompareRun) -> Void) {
    self.scale = scale
    self.directory = directory
    self.tell = tell
  }

  /// Everything, in about four minutes at the standard scale.
  func run() throws -> CompareReport {
    // PostgreSQL runs as somebody else, who must find the way to its own directory.
    chmod(directory, 0o711)
    let postgres = try PostgresServer(
      directory: "\(directory)/postgres", accounts: scale.accounts)
    let madang = try MadangServer(directory: directory, people: scale.accounts)
    // A log that still grows is slower than one that is written over: neither side is measured
    // before its log has its size.
    let warmUp = try postgres.run(
      .spread, clients: MadangServer.payers, length: scale.pgbenchLength)
    _ = try madang.spread(clients: MadangServer.payers, seconds: scale.seconds)
    for clients in scale.clients {
      for side in scale.order {
        try note {
          side == .postgres
            ? try postgres.run(.spread, clients: clients, length: scale.pgbenchLength)
            : try madang.spread(clients: clients, seconds: scale.seconds)
        }
      }
      try journals(clients: clients, people: madang.peopleFile)
      for side in scale.order {
        try note {
          side == .postgres
            ? try postgres.run(.hot, clients: clients, length: scale.pgbenchLength)
            : try madang.hot(clients: clients, seconds: scale.seconds)
        }
      }
      for shape in [PostgresServer.Shape.hotLast, .hotSplit] {
        try note { try postgres.run(shape, clients: clients, length: scale.pgbenchLength) }
      }
    }
    try note {
      try madang.spread(
        clients: MadangServer.payers, inFlight: Self.pipelined, seconds: scale.seconds)
    }
    let transfers = runs.filter { $0.who == .postgres }
      .reduce(warmUp.transfers) { $0 + $1.transfers }
    let faults = try postgres.check(acknowledged: transfers) + madang.check()
    postgres.stop()
    return CompareReport(runs: runs, faults: faults, machine: Machine.current)
  }

  /// The raw journal with as many records a group as there are clients, and the journal that
  /// serves as many clients behind a socket.
  private func journals(clients: Int, people: String) throws {
    try note {
      let result = try Baseline.run(
        "journal-baseline",
        ["\(directory)/journal", "\(Self.recordBytes)", "\(clients)", "\(scale.syncs)"])
      return try CompareRun(result, who: .journal, shape: "append", clients: clients)
    }
    try note {
      let socket = "\(directory)/journal.sock"
      let server = try ChildProgram(
        "journal-server", [socket, "\(directory)/served", "\(Self.recordBytes)"],
        pipeAs: STDOUT_FILENO, log: "\(directory)/journal.log")
      defer {
        server.signal(SIGKILL)
        _ = server.wait()
        unlink(socket)
      }
      _ = try server.firstLine()
      let result = try Baseline.run(
        "transfer-load",
        [socket, people, "\(clients)", "1", "\(scale.seconds)", "spread", "journal"])
      return try CompareRun(result, who: .journalSocket, shape: "append", clients: clients)
    }
  }

  private func note(_ body: () throws -> CompareRun) throws {
    let disk = try Baseline.run(
      "journal-baseline",
      ["\(directory)/journal", "\(Self.recordBytes)", "1", "\(scale.syncs)"])
    var run = try body()
    run.fdatasyncPerSecond = try disk.figure("perSecond")
    run.fdatasyncP50 = try disk.figure("p50us")
    runs.append(run)
    tell(run)
  }
}
