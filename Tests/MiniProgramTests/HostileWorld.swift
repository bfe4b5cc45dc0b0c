import MiniProgramKit

/// A whole context in which every feature of both programs has something to work on.
enum HostileWorld {
  /// Arguments that some feature or other takes.
  static let arguments: JSONObject = [
    "item": "kong", "line": "1", "quantity": 2, "option-season": "salt", "option-size": ["large"],
    "order": "00000007", "call": "s", "note": "n", "price": 100, "soldOut": true, "mode": "items",
    "person": 2, "share-2": 50,
    "bill": [
      "key": "order-1", "total": 12_000, "payer": "p-1", "number": 7, "refunded": 12_000,
      "lines": [["id": "1", "title": "x", "quantity": 2, "unitAmount": 6000]],
    ],
    "share": ["receipt": "r", "person": "p-2", "amount": 50],
  ]

  private static let people: JSON = [["id": "p-1", "number": 1], ["id": "p-2", "number": 2]]

  private static let line: JSON = [
    "id": "1", "item": "kong", "selection": ["season": ["salt"]], "quantity": 2, "unit": 9000,
    "owner": "p-1", "number": 1,
  ]

  private static let receipt: JSON = [
    "handle": "r", "payee": "국수집", "total": 12_000, "currency": "KRW", "payer": "p-1",
    "people": people,
    "lines": [
      [
        "id": "1", "title": "x", "quantity": 2, "unitAmount": 6000, "kind": "item", "owner": 2,
      ]
    ],
  ]

  private static let order: JSON = [
    "number": "7", "status": "new", "table": 3, "session": "s", "bill": "order-1", "note": "n",
    "lines": [["title": "x", "quantity": 2, "unit": 6000, "number": 1]], "people": ["p-1", "p-2"],
    "payer": "p-1", "total": 12_000, "currency": "KRW", "paidAt": 1,
  ]

  /// State that both programs read their own members of.
  private static let state: JSON = [
    "table": 3, "cart": [line], "lastLine": 1, "note": "n", "lastBill": 1,
    "pending": ["key": "order-1", "lines": [line], "digest": "d"],
    "placed": [["bill": "order-0", "order": "00000007"]], "receipt": receipt,
    "shares": [
      [
        "person": ["id": "p-2", "number": 2], "amount": 50, "status": "asked", "reminded": false,
      ]
    ],
  ]

  /// What the host says about a call.
  static func context(_ manifest: Manifest) -> JSON {
    [
      "id": "c", "attempt": 1, "now": 1_800_000_000_000, "seed": 1,
      "session": ["id": "s", "kind": "customer", "rev": 1, "state": state, "people": people],
      "viewer": ["id": "p-1", "role": "customer", "tier": "visitor", "lang": "ko"],
      "entry": ["route": "table", "params": ["table": 3], "receipt": receipt],
      "config": manifest.config,
    ]
  }

  /// Answers to everything the TableOrder may read.
  static var tableAnswers: JSONObject {
    let orders = DataAnswer.rows([RecordRow(key: "00000007", value: order)])
    func status(_ status: String) -> RecordQuery {
      RecordQuery("orders", where: ["status": .string(status)], limit: 15)
    }
    let answers: [(DataRequest, DataAnswer)] = [
      (.query(RecordQuery("menu")), .rows([RecordRow(key: "kong", value: ["price": 9500])])),
      (.get(collection: "orders", key: "00000007"), .record(order)),
      (.query(status("new")), orders), (.query(status("accepted")), orders),
      (
        .query(RecordQuery("calls", limit: 20)),
        .rows([RecordRow(key: "s", value: ["table": 3, "at": 1])])
      ),
      (.bill(key: "order-1"), .bill(.none)),
    ]
    return JSONObject(answers.map { ($0.answerName, $1.wire) })
  }
}
