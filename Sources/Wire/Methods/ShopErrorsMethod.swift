/// Lists what went wrong with an app's versions and its dead letters; for its owner and manager.
package enum ShopErrorsMethod: Method {
  /// What the caller sends.
  package typealias Params = AppVersionParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// Which.
    package var app: AppID
    /// The latest first.
    package var errors: [ProgramFault]
    /// Events and timers that were given up, the oldest first.
    package var deadLetters: [DeadLetter]

    /// What the daemon answers.
    package init(app: AppID, errors: [ProgramFault], deadLetters: [DeadLetter]) {
      self.app = app
      self.errors = errors
      self.deadLetters = deadLetters
    }
  }

  package static let name = "shop.errors"
  package static let summary =
    "Lists what went wrong with an app's versions and its dead letters; for its owner and manager."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: ["app": "kr.co.noodlehouse.table"],
    result: [
      "app": "kr.co.noodlehouse.table",
      "errors": [
        [
          "version": 15, "feature": "order.place", "code": "program.crashed", "reason": "",
          "count": 2, "first": 1_763_680_000_000, "last": 1_763_680_000_000,
          "trace": "4bf92f3577b34da6a3ce929d0e0e4736", "call": "c_7k2m",
        ]
      ],
      "deadLetters": [
        [
          "call": "c_9x3n", "version": 15, "feature": "bill.paid", "session": "s_5k2m",
          "code": "program.crashed", "tries": 20, "created": 1_763_680_000_000,
          "died": 1_763_685_000_000,
        ]
      ],
    ])
}
