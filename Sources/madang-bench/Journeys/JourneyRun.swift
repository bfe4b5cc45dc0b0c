import Wire

/// Repeats one journey against a daemon: first counted, then timed.
struct JourneyRun {
  let daemon: BenchDaemon
  let `operator`: BenchClient
  let person: BenchClient

  /// Prepares each sample unmeasured and measures its step. The daemon has delivered everything
  /// before the next sample begins, so no sample pays for the one before.
  func measure<Input>(
    counted: Int, timed: Int, prepare: (Int) throws -> Input, step: (Input) throws -> JSON
  ) throws -> JourneyFigures {
    var figures = JourneyFigures()
    var answered: [Int64] = []
    var quiet: [Int64] = []
    for index in 0..<counted {
      let input = try prepare(index)
      let before = try daemon.whenQuiet(`operator`).commits
      let requests = person.requestCount
      figures.answerBytes = try step(input).bytes.count
      figures.requestBytes = JSON.object(person.lastParams).bytes.count
      figures.roundTrips = Int64(person.requestCount - requests)
      answered.append(try `operator`.call(AdminStatusMethod.self, .init()).commits - before)
      quiet.append(try daemon.whenQuiet(`operator`).commits - before)
    }
    // A delivery may commit before the counter is read; the least is what the person waited for.
    figures.commits = answered.min() ?? 0
    figures.commitsUntilQuiet = quiet.sorted()[quiet.count / 2]
    for index in counted..<(counted + timed) {
      let input = try prepare(index)
      _ = try daemon.whenQuiet(`operator`)
      let used = daemon.processorNanoseconds
      let before = Timings.now()
      _ = try step(input)
      figures.timings.add(since: before)
      figures.processor.add(nanoseconds: daemon.processorNanoseconds - used)
    }
    return figures
  }
}
