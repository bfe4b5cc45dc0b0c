/// Makes a sandbox provider fail in a given way, for tests of what follows.
package enum TradeFaultMethod: Method {
  /// How a sandbox provider fails.
  package enum Fault: String, Codable, Sendable, Hashable, CaseIterable {
    /// It says no, and has done nothing.
    case refuse
    /// It never hears of it; nobody knows.
    case lostRequest
    /// It has done it, and its answer is lost; nobody knows.
    case lostAnswer
  }

  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// Which provider.
    package var provider: String
    /// The step that fails: `pay`, `ship`, `confirm`, `conclude`, `notice`.
    package var step: String
    /// How it fails.
    package var fault: Fault
    /// How often, 1–1,000.
    package var count: Int64

    /// What the caller sends.
    package init(key: String, provider: String, step: String, fault: Fault, count: Int64) {
      self.key = key
      self.provider = provider
      self.step = step
      self.fault = fault
      self.count = count
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// How many failures wait now.
    package var armed: Int64
    /// Whether this is a stored answer.
    package var replayed: Bool?

    /// What the daemon answers.
    package init(armed: Int64, replayed: Bool? = nil) {
      self.armed = armed
      self.replayed = replayed
    }
  }

  package static let name = "trade.fault"
  package static let summary =
    "Makes a sandbox provider fail in a given way, for tests of what follows."
  package static let access = MethodAccess.operatorOnly
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [
      "key": "0123456789abcdef", "provider": "sandbox-step", "step": "confirm",
      "fault": "lostAnswer", "count": 1,
    ],
    result: ["armed": 1])
}
