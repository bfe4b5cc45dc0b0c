import Glibc
import Wire

/// Starts of programs, and what the daemon weighs.
extension Journeys {
  /// Memory of the daemon in MiB.
  struct Memory {
    /// After ten programs were published, none of them running.
    var published: Double
    /// After a restart on that home.
    var restarted: Double
  }

  /// From exec to readiness on an empty home.
  func daemonReady() throws -> JourneyFigures {
    var figures = JourneyFigures()
    for index in 0..<scale.ready {
      let daemon = try BenchDaemon(home: "\(directory)/ready\(index)")
      figures.timings.add(nanoseconds: daemon.readyNanoseconds)
      let status = try daemon.connectOperator().call(AdminStatusMethod.self, .init())
      figures.commits = status.commits
      figures.commitsUntilQuiet = status.commits
      try daemon.stop()
    }
    return figures
  }

  /// From exec of the shell to the first line of a wallet, with a daemon that runs.
  func shellFirstLine() throws -> JourneyFigures {
    try withDaemon("shell") { run in
      var figures = JourneyFigures()
      // The first run makes the person's device key and is not measured.
      try show(run)
      let before = try run.operator.call(AdminStatusMethod.self, .init())
      try show(run)
      let after = try run.operator.call(AdminStatusMethod.self, .init())
      figures.commits = after.commits - before.commits
      figures.commitsUntilQuiet = figures.commits
      // The second status counts itself.
      figures.roundTrips = after.requests - before.requests - 1
      for _ in 0..<scale.shell {
        figures.timings.add(nanoseconds: try show(run))
      }
      return figures
    }
  }

  @discardableResult
  private func show(_ run: JourneyRun) throws -> UInt64 {
    let shell = try ChildProgram(
      "madang", ["wallet", "show", "--home", run.daemon.home], pipeAs: STDOUT_FILENO,
      log: run.daemon.home + ".shell.log")
    let nanoseconds = try shell.firstLine()
    let code = shell.wait()
    guard code == 0 else { throw BenchmarkError.unavailable("the shell ended with \(code)") }
    return nanoseconds
  }

  /// What the idle daemon holds with ten programs published, in MiB.
  func memory() throws -> Memory {
    let home = "\(directory)/memory"
    let published = try withDaemon("memory") { run in
      for number in 1...Self.publishedPrograms {
        try BenchShop(number: number).publish(version: 1, run.person)
      }
      return try mebibytes(run.daemon)
    }
    let daemon = try BenchDaemon(home: home)
    let restarted = try mebibytes(daemon)
    try daemon.stop()
    return Memory(published: published, restarted: restarted)
  }

  private func mebibytes(_ daemon: BenchDaemon) throws -> Double {
    let status = try daemon.whenQuiet(try daemon.connectOperator())
    return (Double(status.rssKiB) / 1024 * 10).rounded() / 10
  }
}
