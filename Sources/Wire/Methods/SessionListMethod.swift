/// Lists the sessions the caller is in.
package enum SessionListMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package typealias Result = SessionsReply

  package static let name = "session.list"
  package static let summary =
    "Lists the sessions the caller is in."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: [
      "sessions": [
        [
          "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "place": "table 3",
          "rev": 1, "people": 2,
        ]
      ]
    ])
}
