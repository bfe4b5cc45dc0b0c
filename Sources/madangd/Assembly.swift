import Glibc
import Store
import Wire

/// Where the domain meets the frame: opens it, registers every handler, audits a file.
enum Assembly {
  /// Opens the data of a home and serves it until the daemon is told to stop.
  static func run(setting: DaemonSetting, home: Home, log: Log) throws {
    throw Refusal(PlatformError.internalFault, ["reason": "there is no domain in this build"])
  }

  /// The report of a file that was opened for reading only.
  static func audit(_ connection: Connection) throws -> AuditReport {
    throw Refusal(PlatformError.internalFault, ["reason": "there is no ledger in this build"])
  }

  /// The end of a daemon whose disk failed: nobody is told anything, the next start reads what
  /// is true.
  @Sendable static func endAfterFault(_ fault: CoreFault) {
    _exit(ExitCode.fault.rawValue)
  }
}
