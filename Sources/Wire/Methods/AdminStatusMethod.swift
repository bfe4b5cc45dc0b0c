/// Tells how the daemon is doing.
package enum AdminStatusMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package typealias Result = DaemonStatus

  package static let name = "admin.status"
  package static let summary =
    "Tells how the daemon is doing."
  package static let access = MethodAccess.personOrOperator
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "daemon": "d_7k2m", "pid": 1, "protocol": 1, "version": "0.1.0", "now": 1_763_680_000_000,
      "virtualClock": false, "apps": 2, "sessions": 1, "outbox": 0, "processes": 1, "people": 1,
      "sandbox": ["landlock", "seccomp"], "rssKiB": 20_000, "commits": 7,
      "requests": 12,
    ])
}
