import Crypto
import Wire

/// `madangd batch`: what batches did, and beginning one by hand.
extension Program {
  /// Characters of the key that one run of the command carries.
  private static let keyByteCount = 16

  func batch(_ command: BatchCommand, _ home: String, asJSON: Bool) -> ExitCode {
    do throws(OperatorClient.Failure) {
      let client = try OperatorClient(home: home, language: language)
      switch command {
      case .list:
        let result = try client.call(AdminBatchesMethod.self, .init())
        output(asJSON ? JSON(encoding: result).text + "\n" : BatchText.text(result))
      case .show(let run):
        let report = try client.call(AdminBatchMethod.self, .init(run: run))
        output(asJSON ? JSON(encoding: report).text + "\n" : BatchText.text(report))
        if report.status == .failed { return .failed }
      case .run(let job, let period):
        var random = SystemRandom()
        let key = Hex.encode(random.bytes(Self.keyByteCount))
        let result = try client.call(
          AdminRunBatchMethod.self, .init(key: key, job: job, period: period))
        output(
          asJSON
            ? JSON(encoding: result).text + "\n"
            : "\(result.run)\t\(result.isNew ? "new" : "known")\n")
      }
      return .done
    } catch { return report(error, asJSON: asJSON) }
  }
}

/// Batches as lines of tab-separated columns.
enum BatchText {
  /// The runs, and what timers wait.
  static func text(_ result: AdminBatchesMethod.Result) -> String {
    result.runs.map(line).joined()
      + "timers\t\(result.timers)\t\(result.deadTimers)"
      + "\t\(result.nextTimer?.iso8601 ?? "-")\n"
  }

  /// One run with its partitions and failures.
  static func text(_ report: BatchReport) -> String {
    line(report)
      + report.partitions.map { part in
        "partition \(part.number)\t\(part.isDone ? "done" : "open")\t\(part.checkpoint)"
          + "\t\(part.done)\t\(part.skipped)\t\(part.failed)\n"
      }.joined()
      + report.failures.map { "failed\t\($0.item)\t\($0.code)\t\($0.at.iso8601)\n" }.joined()
  }

  private static func line(_ report: BatchReport) -> String {
    "\(report.run)\t\(report.job)\t\(report.period)\t\(report.status.rawValue)\t\(report.done)"
      + "\t\(report.skipped)\t\(report.failed)\t\(report.groups)\n"
  }
}
