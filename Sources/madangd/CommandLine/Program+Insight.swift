import Crypto
import Wire

/// `madangd quarantine`, `kill`, `restore`, `suspend`, `reinstate` and `metrics`: what the operator
/// sees of programs and does about them.
extension Program {
  /// Bytes of the key that one run of a command carries.
  private static let keyByteCount = 16

  func program(_ command: ProgramCommand, _ home: String, asJSON: Bool) -> ExitCode {
    var random = SystemRandom()
    let key = Hex.encode(random.bytes(Self.keyByteCount))
    do throws(OperatorClient.Failure) {
      let client = try OperatorClient(home: home, language: language)
      switch command {
      case .quarantine:
        let result = try client.call(AdminQuarantineMethod.self, .init())
        answer(result, asJSON, result.programs.map(Self.line).joined())
      case .release(let app, let version):
        let result = try client.call(
          AdminReleaseMethod.self, .init(key: key, app: AppID(app), version: version))
        answer(result, asJSON, result.released.map { "\(result.app)\t\($0)\n" }.joined())
      case .kill(let app, let reason):
        let result = try client.call(
          RegistryKillMethod.self, .init(key: key, app: AppID(app), reason: reason))
        answer(result, asJSON, "\(result.app)\tkilled\t\(result.sessions)\n")
      case .restore(let app):
        let result = try client.call(
          RegistryRestoreMethod.self, .init(key: key, app: AppID(app)))
        answer(result, asJSON, "\(result.app)\trestored\n")
      case .suspend(let merchant, let reason):
        let result = try client.call(
          AdminSuspendMethod.self,
          .init(key: key, merchant: MerchantID(merchant), reason: reason))
        answer(result, asJSON, "\(result.merchant)\tsuspended\t\(result.sessions)\n")
      case .reinstate(let merchant):
        let result = try client.call(
          AdminReinstateMethod.self, .init(key: key, merchant: MerchantID(merchant)))
        answer(result, asJSON, "\(result.merchant)\treinstated\n")
      case .metrics:
        let result = try client.call(AdminMetricsMethod.self, .init())
        answer(result, asJSON, result.text)
      }
      return .done
    } catch { return report(error, asJSON: asJSON) }
  }

  private func answer(_ result: some Encodable, _ asJSON: Bool, _ text: String) {
    output(asJSON ? JSON(encoding: result).text + "\n" : text)
  }

  private static func line(_ program: ProgramView) -> String {
    [
      program.app.text, String(program.version), program.state, program.since.iso8601,
      program.until?.iso8601 ?? "-", program.reason.isEmpty ? "-" : program.reason,
      program.disabled.isEmpty ? "-" : program.disabled.joined(separator: ","),
    ].joined(separator: "\t") + "\n"
  }
}
