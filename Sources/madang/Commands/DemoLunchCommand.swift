import Glibc
import Wire

/// `madang demo lunch`: the main job from the first scan to a clean audit.
enum DemoLunchCommand: Command {
  /// How long a daemon may take to stop, in milliseconds.
  static let stopMilliseconds: Int32 = 5_000
  /// How often its end is looked for, in milliseconds.
  static let lookMilliseconds: Int32 = 10

  static let words = ["demo", "lunch"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "세 친구의 점심을 처음부터 끝까지 해 봅니다.",
    en: "Plays lunch of three friends: scan, order, pay, kitchen, split, audit.")
  static let examples = ["madang demo lunch", "madang demo lunch --json"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    var invocation = invocation
    var temporary: String?
    if invocation.global.home == nil {
      let made = try temporaryDirectory()
      temporary = made
      invocation.global.home = made
    }
    // People read the story in pages even where it goes through a pipe.
    if invocation.output.mode == .plain, invocation.global.mode == nil {
      invocation.output.mode = nil
    }
    let isOurs = !DaemonStart.answers(invocation.home)
    let outcome = outcome(invocation)
    if isOurs { stop(invocation) }
    if let temporary { Files.remove(temporary) }
    return try outcome.get()
  }

  private static func outcome(_ invocation: Invocation) -> Result<ExitCode, ShellFailure> {
    let demo = LunchDemo(invocation)
    do throws(ShellFailure) {
      let done = try demo.play()
      let isGood = done["ok"]?.bool ?? false
      let keys = done["keys"]?.integer ?? 0
      let questions = done["questions"]?.integer ?? 0
      let (verdictKo, verdictEn) = isGood ? ("맞습니다", "agrees") : ("맞지 않습니다", "DISAGREES")
      demo.reporter.tell(
        "done", done,
        ko: "끝: 스캔부터 결제까지 키 \(keys)번, 물음 \(questions)번. 원장이 \(verdictKo).",
        en:
          "Done: \(keys) keys, \(questions) questions from scan to paid. The ledger \(verdictEn)."
      )
      return .success(isGood ? .done : .failed)
    } catch {
      guard invocation.output.isJSON else { return .failure(error) }
      demo.reporter.tell(
        "done", ["ok": false, "error": error.json(in: invocation.language)], ko: "", en: "")
      return .success(error.exitCode)
    }
  }

  private static func temporaryDirectory() throws(ShellFailure) -> String {
    var template = Array("/tmp/madang-lunch-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else {
      throw .fault(ShellFault(.files, ["reason": "/tmp"]))
    }
    return String(cString: path)
  }

  /// Asks the daemon to stop and waits for its end, so that its files can go too.
  private static func stop(_ invocation: Invocation) {
    do throws(ShellFailure) {
      _ = try invocation.operatorOfRunning()?.call(AdminStopMethod.self, .init())
    } catch {
      // A daemon that is gone before it could answer has stopped as well.
    }
    var waited: Int32 = 0
    while waited < stopMilliseconds, waitpid(-1, nil, WNOHANG) == 0 {
      poll(nil, 0, lookMilliseconds)
      waited += lookMilliseconds
    }
  }
}
