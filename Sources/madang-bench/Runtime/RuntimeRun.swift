import Glibc
import Host
import Wire

/// All steps of `madang-bench runtime`, one after the other, so that none disturbs another.
struct RuntimeRun {
  let scale: RuntimeScale
  let directory: String

  /// Everything that can be measured here.
  func report() throws -> RuntimeReport {
    var report = RuntimeReport()
    let starts = try RuntimeStarts(directory: directory)
    report.plainSpawn = try starts.plain(scale.starts)
    report.coldStart = try starts.sandboxed(scale.starts)
    report.bwrap = measured("bwrapUs", &report) { try starts.bubblewrapped(scale.starts) }
    report.python3 = measured("python3Us", &report) { try starts.python(scale.starts) }
    report.startStopPerSecond = try starts.startStopPerSecond(scale.startStops)
    report.idlePerGiB = measured("idlePerGiB", &report) {
      try starts.idlePerGiB(scale.idlePrograms)
    }
    starts.stop()
    let calls = RuntimeCalls(directory: directory)
    report.warm = try calls.warm(scale.calls)
    report.socketEcho = try calls.echo(of: report.warm, rounds: scale.calls)
    report.callsPerSecond = try calls.perSecond(seconds: scale.loadSeconds)
    report.idleShellsMiB = measured("idleShells10kMiB", &report) {
      try calls.idleShells(scale.idleShells)
    }
    let answerBytes = report.warm.answerBytes
    report.pythonSDK = measured("pythonSDKRoundTripUs", &report) {
      try PythonSDK(directory: directory, fetches: scale.fetchesPython)
        .roundTrip(calls: scale.pythonCalls, answerBytes: answerBytes)
    }
    report.neighbours = measured("neighbour", &report) {
      try RuntimeNeighbours(directory: directory, calls: scale.neighbourCalls).costs()
    }
    return report
  }

  /// A figure this machine may not allow; why not is kept.
  private func measured<Value>(
    _ name: String, _ report: inout RuntimeReport, _ step: () throws -> Value
  ) -> Value? {
    do {
      return try step()
    } catch {
      report.absences.append(Absence(name: name, reason: "\(error)"))
      return nil
    }
  }
}
