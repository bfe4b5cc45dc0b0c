/// Takes any scanned text: the one way in.
package enum QRScanMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable, Keyed {
    /// The idempotency key.
    package var key: String
    /// The text of the code, at most 10,000 bytes.
    package var payload: String

    /// What the caller sends.
    package init(key: String, payload: String) {
      self.key = key
      self.payload = payload
    }
  }

  /// What the daemon answers.
  package typealias Result = ScanReply

  package static let name = "qr.scan"
  package static let summary =
    "Takes any scanned text: the one way in."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.session
  package static let example = MethodExample(
    params: ["key": "0123456789abcdef", "payload": "MD:T/ABC123/3/1XXXXXXXX"],
    result: [
      "kind": "page",
      "page": [
        "session": "s_1x9q", "app": "kr.co.noodlehouse.table", "name": "국수집", "place": "table 3",
        "rev": 1, "people": 1, "page": ["title": "국수집", "body": []], "ended": false,
      ],
    ])
}
