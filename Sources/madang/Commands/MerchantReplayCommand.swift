import Wire

/// `madang merchant replay`: runs a recorded call again and shows what differs.
enum MerchantReplayCommand: Command {
  static let words = ["merchant", "replay"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "기록된 호출을 다시 돌려 다른 점을 봅니다. 아무것도 바뀌지 않습니다.",
    en: "Runs a recorded call again and shows what differs; nothing of it is applied.")
  static let synopsis = "CALL --app APP [--version N]"
  static let options = [
    CommandOption("--app", value: "APP", ko: "어느 앱", en: "which app"),
    CommandOption(
      "--version", value: "N", ko: "돌릴 버전, 기본은 그때의 버전",
      en: "the version to run; by default the one of then"),
  ]
  static let examples = ["madang merchant replay c_7k2m --app kr.co.noodlehouse.table --version 16"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let call = try invocation.operand(0, "CALL")
    guard let app = invocation.options["--app"] else {
      throw .fault(ShellFault(.usage, ["reason": "--app is missing"]))
    }
    let report = try invocation.link().call(
      ShopReplayMethod.self,
      .init(app: AppID(app), call: call, version: try invocation.number("--version")))
    invocation.output.answer(JSON(encoding: report), lines: lines(report, invocation.language))
    return report.same ? .done : .failed
  }

  private static func lines(_ report: ReplayReport, _ language: Language) -> [String] {
    let verdict =
      report.same
      ? Words.pick(language, ko: "같습니다", en: "the same")
      : Words.pick(language, ko: "다릅니다", en: "different")
    return [
      "\(report.feature)\t\(report.recordedVersion) → \(report.version)\t\(verdict)",
      "\(report.recorded) → \(report.now)",
    ]
      + report.differences.map {
        "\($0.pointer)\t\($0.recorded?.text ?? "-")\t\($0.now?.text ?? "-")"
      }
      + report.unrecorded.map {
        Words.pick(language, ko: "기록되지 않은 읽기", en: "read nothing recorded") + "\t\($0)"
      }
  }
}
