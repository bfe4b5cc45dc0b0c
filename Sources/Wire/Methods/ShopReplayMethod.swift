/// Runs a recorded call again in the sandbox and shows what differs; applies nothing.
package enum ShopReplayMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// Which app.
    package var app: AppID
    /// Which call.
    package var call: String
    /// The version to run; the one of then where missing.
    package var version: Int64?

    /// What the caller sends.
    package init(app: AppID, call: String, version: Int64? = nil) {
      self.app = app
      self.call = call
      self.version = version
    }
  }

  /// What the daemon answers.
  package typealias Result = ReplayReport

  package static let name = "shop.replay"
  package static let summary =
    "Runs a recorded call again in the sandbox and shows what differs; applies nothing."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: ["app": "kr.co.noodlehouse.table", "call": "c_7k2m"],
    result: [
      "call": "c_7k2m", "feature": "cart.add", "recordedVersion": 15, "version": 15, "same": true,
      "recorded": "ok", "now": "ok", "differences": [], "unrecorded": [],
    ])
}
