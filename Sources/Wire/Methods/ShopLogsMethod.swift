/// Shows what an app's programs wrote to standard error; for its owner and manager.
package enum ShopLogsMethod: Method {
  /// What the caller sends.
  package typealias Params = AppVersionParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var app: AppID
    /// One entry a process, the newest version first.
    package var logs: [ProgramLog]

    /// What the daemon answers.
    package init(app: AppID, logs: [ProgramLog]) {
      self.app = app
      self.logs = logs
    }
  }

  package static let name = "shop.logs"
  package static let summary =
    "Shows what an app's programs wrote to standard error; for its owner and manager."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["app": "kr.co.noodlehouse.table"],
    result: [
      "app": "kr.co.noodlehouse.table",
      "logs": [["version": 15, "process": "1", "total": 12, "text": "menu loaded\n"]],
    ])
}
