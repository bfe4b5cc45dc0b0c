import Crypto
import Glibc
import Loop
import Store
import Wire

extension Program {
  /// Serves a home until told to stop.
  func serve(_ setting: DaemonSetting) -> ExitCode {
    ProcessHardening.apply()
    ProcessHardening.tuneMemory()
    let log = Log(format: setting.logFormat)
    let home: Home
    var random = SystemRandom()
    do throws(HomeError) {
      home = try Home(
        path: setting.home, runtimeDirectory: environment["XDG_RUNTIME_DIR"], random: &random)
    } catch {
      errors("madangd: \(error.sentence.text(in: language))")
      return Self.exitCode(of: error)
    }
    do {
      try Assembly.run(setting: setting, home: home, log: log)
      return .done
    } catch {
      log.error("daemon.failed", ["reason": .string("\(error)")])
      errors("madangd: \(Self.sentence(of: error).text(in: language))")
      return .fault
    }
  }

  private static func exitCode(of error: HomeError) -> ExitCode {
    switch error {
    case .locked(.held): .conflict
    case .damaged, .keyLost: .badData
    case .foreign, .open: .notAllowed
    case .system, .notDirectory, .noSocketPlace, .locked: .failed
    }
  }

  private static func sentence(of error: any Error) -> LocalizedText {
    switch error {
    case let error as MigrationError: LocalizedText(ko: error.korean, en: error.english)
    case let error as HomeError: error.sentence
    default: LocalizedText(ko: "데몬이 멈췄습니다: \(error)", en: "The daemon stopped: \(error)")
    }
  }
}
