import Crypto
import Glibc
import JSONRPC
import Loop
import Store
import Wire

/// The program: arguments in, words and an exit code out.
struct Program {
  /// How long `stop` waits beyond what the daemon itself allows, in milliseconds.
  static let stopGraceMilliseconds: Int64 = 5000

  /// What a person reads here.
  let language: Language
  let environment: [String: String]
  let output: (String) -> Void
  let errors: (String) -> Void

  init(
    environment: [String: String], output: @escaping (String) -> Void = Program.standardOutput,
    errors: @escaping (String) -> Void = Program.standardError
  ) {
    self.environment = environment
    self.output = output
    self.errors = errors
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0].flatMap { $0.isEmpty ? nil : $0 } }.first
    language = locale?.hasPrefix("ko") == true ? .korean : .english
  }

  /// Runs what the arguments, without the program's name, ask for.
  func run(_ arguments: [String]) -> ExitCode {
    do throws(Arguments.Fault) {
      return perform(try Arguments.parse(arguments, environment: environment))
    } catch {
      errors("madangd: \(error.sentence.text(in: language))")
      return .usage
    }
  }

  private func perform(_ command: Command) -> ExitCode {
    switch command {
    case .help(let verb):
      output(HelpText.text(verb).text(in: language))
      return .done
    case .version:
      output("madangd \(DaemonSetting.version)\n")
      return .done
    case .serve(let setting): return serve(setting)
    case .status(let home, let asJSON): return status(home, asJSON: asJSON)
    case .audit(let home, let asJSON): return audit(home, asJSON: asJSON)
    case .stop(let home): return stop(home)
    case .batch(let command, let home, let asJSON):
      return batch(command, home, asJSON: asJSON)
    case .program(let command, let home, let asJSON):
      return program(command, home, asJSON: asJSON)
    case .rotateKeys(let home, let asJSON): return rotateKeys(home, asJSON: asJSON)
    }
  }

  @Sendable static func standardOutput(_ text: String) { Self.write(text, to: STDOUT_FILENO) }

  @Sendable static func standardError(_ text: String) { Self.write("\(text)\n", to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      // A reader that has gone wants no more.
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}

extension Program {
  private func status(_ home: String, asJSON: Bool) -> ExitCode {
    do throws(OperatorClient.Failure) {
      let client = try OperatorClient(home: home, language: language)
      let status = try client.call(AdminStatusMethod.self, AdminStatusMethod.Params())
      output(asJSON ? JSON(encoding: status).text + "\n" : StatusText.text(status, language))
      return .done
    } catch { return report(error, asJSON: asJSON) }
  }

  private func audit(_ home: String, asJSON: Bool) -> ExitCode {
    let report: AuditReport
    do throws(OperatorClient.Failure) {
      report = try OperatorClient(home: home, language: language).call(
        AdminAuditMethod.self, AdminAuditMethod.Params(),
        deadlineMilliseconds: OperatorClient.auditDeadlineMilliseconds)
    } catch {
      guard case .unreachable = error else { return self.report(error, asJSON: asJSON) }
      let path = "\(home)/\(Home.databaseName)"
      do { report = try OfflineAudit.run(databasePath: path) } catch {
        errors("madangd: \(path): \(error)")
        return access(path, F_OK) == 0 ? .badData : .noInput
      }
    }
    output(asJSON ? JSON(encoding: report).text + "\n" : StatusText.text(report, language))
    return report.ok ? .done : .badData
  }

  private func rotateKeys(_ home: String, asJSON: Bool) -> ExitCode {
    var random = SystemRandom()
    do throws(OperatorClient.Failure) {
      let result = try OperatorClient(home: home, language: language).call(
        AdminRotateKeysMethod.self, .init(key: Hex.encode(random.bytes(16))),
        deadlineMilliseconds: OperatorClient.auditDeadlineMilliseconds)
      output(
        asJSON
          ? JSON(encoding: result).text + "\n"
          : "personal.v\(result.version)\t\(result.people)\n")
      return .done
    } catch { return report(error, asJSON: asJSON) }
  }

  private func stop(_ home: String) -> ExitCode {
    do throws(OperatorClient.Failure) {
      let client = try OperatorClient(home: home, language: language)
      _ = try client.call(AdminStopMethod.self, AdminStopMethod.Params())
      let deadline = MonotonicTime.now + Drain.limitMilliseconds + Self.stopGraceMilliseconds
      let isOver =
        client.waitForEnd(milliseconds: deadline - .now)
        && Self.waitForLock(home, until: deadline)
      return isOver ? .done : .outcomeUnknown
    } catch { return report(error, asJSON: false) }
  }

  /// Waits until nobody holds the home: connections end before the last files are closed.
  private static func waitForLock(_ home: String, until deadline: MonotonicTime) -> Bool {
    let descriptor = open("\(home)/\(DirectoryLock.fileName)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_SH | LOCK_NB) != 0 {
      guard MonotonicTime.now < deadline else { return false }
      _ = poll(nil, 0, lockPollMilliseconds)
    }
    return true
  }

  /// How often the lock is looked at while a daemon ends, in milliseconds.
  private static let lockPollMilliseconds: Int32 = 5

  func report(_ failure: OperatorClient.Failure, asJSON: Bool) -> ExitCode {
    let (error, code) = explain(failure)
    if asJSON {
      output(JSON.object(["ok": false, "error": error.json]).text + "\n")
    } else {
      let fix = error.data?["fix"]?.array?.first?.string
      errors("madangd: \(error.message)" + (fix.map { "\n\($0)" } ?? ""))
    }
    return code
  }

  private func explain(_ failure: OperatorClient.Failure) -> (RPCError, ExitCode) {
    func unreachable(_ reason: String) -> RPCError {
      Refusal(PlatformError.unreachable, ["reason": .string(reason)]).rpcError(in: language)
    }
    switch failure {
    case .noHome(let path):
      return (unreachable("\(path): \(String(cString: strerror(ENOENT)))"), .noInput)
    case .home(let error): return (unreachable(error.sentence.text(in: language)), .badData)
    case .unreachable(let reason): return (unreachable(reason), .unreachable)
    case .refused(let error):
      return (error, error.code == ErrorClass.notAllowed.rawValue ? .notAllowed : .failed)
    case .outcomeUnknown:
      return (Refusal(PlatformError.outcomeUnknown).rpcError(in: language), .outcomeUnknown)
    }
  }
}
