import Crypto
import JSONRPC
import Wire

@testable import madang

/// The daemon's side of a loopback: a noodle shop in memory, small enough to be read at a glance.
/// It is wrong in the ways a test asks for.
final class ScriptedDaemon {
  /// What goes wrong once, at the next call of a method.
  enum Trouble {
    /// The request is done, but no answer comes.
    case loseAnswer
    /// The request is refused.
    case refuse(Refusal)
  }

  static let prices: [String: Int64] = ["bibim": 7_000, "janchi": 6_500]

  /// Every request with its parameters, in order.
  private(set) var requests: [(method: String, params: JSONObject)] = []
  /// What goes wrong next, by method.
  var troubles: [String: [Trouble]] = [:]
  /// Dishes in the shared cart.
  var cart: [String] = []
  var rev: Int64 = 1
  var balance: Int64 = 30_000
  /// The page that the menu's query answers instead of its own.
  var page: JSON?
  /// Answers of methods that this shop knows nothing about.
  var answers: [String: JSON] = [:]
  /// The sessions that home lists.
  var sessions: [JSON] = []
  /// A sheet the next tap on `order` makes.
  private(set) var openBill: Int64?
  private var paid: [String: JSON] = [:]
  private var links: [LoopbackTransport] = []

  /// A transport to this daemon.
  func connect() -> any Transport {
    let transport = LoopbackTransport { [self] in serve($0) }
    links.append(transport)
    return transport
  }

  /// Tells every connection something.
  func tell(_ method: String, _ params: JSONObject) {
    for link in links { link.push(.notification(method: method, params: params)) }
  }

  /// How often a method was called.
  func count(_ method: String) -> Int { requests.filter { $0.method == method }.count }

  /// The parameters of the calls of a method.
  func params(_ method: String) -> [JSONObject] {
    requests.filter { $0.method == method }.map(\.params)
  }

  private func serve(_ message: Message) -> [Message] {
    guard case .request(let id, let method, let params) = message else { return [] }
    requests.append((method, params))
    let trouble = troubles[method].flatMap { $0.first }
    if trouble != nil { troubles[method]?.removeFirst() }
    if case .refuse(let refusal) = trouble {
      return [Self.refusal(id, refusal)]
    }
    let result = answer(method, params)
    if case .loseAnswer = trouble { return [] }
    switch result {
    case .success(let json): return [.response(id: id, result: json)]
    case .failure(let refusal): return [Self.refusal(id, refusal)]
    }
  }

  private static func refusal(_ id: RequestID, _ refusal: Refusal) -> Message {
    guard let error = RPCError(refusal.wire(in: .english)) else {
      preconditionFailure("a refusal is always an error object")
    }
    return .errorResponse(id: id, error: error)
  }

  private func answer(_ method: String, _ params: JSONObject) -> Result<JSON, Refusal> {
    switch method {
    case "hello": .success(["challenge": "c0ffee", "daemon": "d_test"])
    case "hello.prove": .success(["person": "p_1", "tier": "visitor"])
    case "qr.scan": scan(params)
    case "session.open": .success(reply(menu))
    case "session.call": call(params)
    case "session.list": .success(["sessions": .array(sessions)])
    case "wallet.balance":
      .success([
        "posted": .integer(balance), "held": 0, "available": .integer(balance), "currency": "KRW",
        "paymentLimit": 50_000, "balanceLimit": 200_000,
      ])
    case "bill.show": .success(sheet(openBill ?? 0))
    case "bill.pay": pay(params)
    case "receipt.open": .success(reply(Self.split("equal")))
    case "inbox.list": .success(["messages": [], "unread": 0])
    case "bill.list": .success(["bills": []])
    case "qr.confirm": .success(Self.charge("consumed"))
    case "qr.cancel": .success(Self.charge("cancelled"))
    default:
      answers[method].map(Result.success)
        ?? .failure(Refusal(RequestError.invalid, ["reason": .string(method)]))
    }
  }

  /// What a till asked a pay code for, in a state.
  static func charge(_ status: String, amount: Int64 = 60_000) -> JSON {
    [
      "code": "q_1", "purpose": "pay", "status": .string(status), "expires": 1_763_680_060_000,
      "rev": 2, "scans": 1, "payee": "Noodle House",
      "amount": ["amount": .integer(amount), "currency": "KRW"],
    ]
  }

  private func scan(_ params: JSONObject) -> Result<JSON, Refusal> {
    guard params["payload"] == "MD:T/ABC123/3/1XXXXXXXX" else {
      return .failure(Refusal(QRError.unknown))
    }
    return .success(["kind": "page", "page": reply(page ?? menu)])
  }

  private func call(_ params: JSONObject) -> Result<JSON, Refusal> {
    let arguments = params["arguments"] ?? [:]
    switch params["feature"]?.string {
    case "menu.open": return .success(reply(page ?? menu))
    case "cart.add":
      cart.append(arguments["item"]?.string ?? "")
      rev += 1
      return .success(reply(menu))
    case "note.open":
      return .success(
        reply([
          "title": "Note",
          "body": [
            ["type": "textInput", "id": "note", "label": "Note", "limit": 10, "value": ""],
            [
              "type": "button", "id": "save", "label": "Save", "style": "primary",
              "action": ["call": "cart.note"],
            ],
          ],
        ]))
    case "split.items": return .success(reply(Self.split("items")))
    case "split.custom": return .success(reply(Self.split("custom")))
    case "order.place":
      guard params["seenRev"]?.integer == rev else { return .failure(Refusal(SessionError.stale)) }
      let total = cart.reduce(0) { $0 + (Self.prices[$1] ?? 0) }
      openBill = total
      var answer = reply(menu).object ?? JSONObject()
      answer["sheet"] = sheet(total)
      return .success(.object(answer))
    default: return .success(reply(menu))
    }
  }

  private func pay(_ params: JSONObject) -> Result<JSON, Refusal> {
    let key = params["key"]?.string ?? ""
    if let earlier = paid[key] { return .success(earlier) }
    guard let total = openBill else { return .failure(Refusal(BillError.alreadyPaid)) }
    guard params["amount"]?.integer == total else {
      return .failure(Refusal(BillError.amountChanged, ["amount": .integer(total)]))
    }
    guard balance >= total else { return .failure(Refusal(WalletError.insufficientFunds)) }
    balance -= total
    openBill = nil
    let answer: JSON = [
      "bill": bill(total, "paid"), "balance": .integer(balance),
      "head": "00112233445566778899aabbccddeeff",
    ]
    paid[key] = answer
    return .success(answer)
  }

  private func sheet(_ total: Int64) -> JSON {
    [
      "bill": bill(total, "open"), "balance": .integer(balance),
      "balanceAfter": .integer(balance - total),
    ]
  }

  func bill(_ total: Int64, _ status: String) -> JSON {
    [
      "bill": "b_1", "session": "s_1", "app": "kr.co.noodlehouse.table",
      "payee": ["ko": "국수집", "en": "Noodle House"], "place": "table 3",
      "lines": .array(
        cart.enumerated().map { index, dish in
          [
            "id": .string(dish), "title": ["ko": "비빔국수", "en": "Bibim noodles"], "quantity": 1,
            "unitAmount": .integer(Self.prices[dish] ?? 0), "kind": "item",
            "owner": .integer(Int64(index + 1)),
          ]
        }), "total": ["amount": .integer(total), "currency": "KRW"], "status": .string(status),
      "delivery": "none", "expires": 1_763_680_000_000, "refunded": 0,
      "actions": status == "paid" ? ["split"] : [],
    ]
  }

  /// The page of the split in one of its ways.
  private static func split(_ mode: String) -> JSON {
    let others = ["equal", "items", "custom"].filter { $0 != mode }
    let input: JSON = ["type": "number", "id": "share-2", "label": "Guest 2", "maximum": 7000]
    let ask: JSON = [
      "type": "button", "id": "ask", "label": "Ask", "style": "primary",
      "action": ["call": "split.ask"],
    ]
    let ways = others.map { way in
      [
        "type": "button", "id": .string("mode-" + way), "label": .string(way),
        "action": ["call": .string("split." + way)],
      ] as JSON
    }
    return [
      "title": "Split", "body": .array((mode == "custom" ? [input] : []) + [ask] + ways),
    ]
  }

  private var menu: JSON {
    let total = cart.reduce(0) { $0 + (Self.prices[$1] ?? 0) }
    let order: [JSON] =
      cart.isEmpty
      ? []
      : [
        [
          "type": "button", "id": "order", "style": "primary",
          "label": [
            "ko": .string("\(Money(total, .krw).formatted) 주문"),
            "en": .string("Order \(Money(total, .krw).formatted)"),
          ], "action": ["call": "order.place"],
        ]
      ]
    return [
      "title": ["ko": "3번 테이블", "en": "Table 3"], "refresh": ["call": "menu.open"],
      "body": .array(
        order + [
          [
            "type": "list",
            "items": [
              [
                "id": "bibim", "title": ["ko": "비빔국수", "en": "Bibim noodles"],
                "subtitle": ["ko": "새콤매콤", "en": "Sweet and hot"], "price": 7000,
                "quantity": .integer(Int64(cart.filter { $0 == "bibim" }.count)),
                "action": ["call": "cart.add", "arguments": ["item": "bibim"]],
              ],
              [
                "id": "janchi", "title": ["ko": "잔치국수", "en": "Banquet noodles"],
                "price": 6500,
                "action": ["call": "cart.add", "arguments": ["item": "janchi"]],
              ],
              [
                "id": "kong", "title": ["ko": "콩국수", "en": "Soy-milk noodles"], "price": 9000,
                "disabled": ["ko": "품절", "en": "sold out"],
                "action": ["call": "cart.add", "arguments": ["item": "kong"]],
              ],
            ],
          ],
          [
            "type": "button", "id": "note", "label": ["ko": "메모", "en": "Note"],
            "action": ["call": "note.open"],
          ],
        ]),
    ]
  }

  private func reply(_ page: JSON) -> JSON {
    [
      "session": "s_1", "app": "kr.co.noodlehouse.table",
      "name": ["ko": "국수집", "en": "Noodle House"], "place": "table 3", "rev": .integer(rev),
      "people": 1, "page": page, "ended": false,
    ]
  }
}

/// The code on the scripted shop's table.
let tableCode = "MD:T/ABC123/3/1XXXXXXXX"

/// An engine of a person at a scripted daemon; keys and keys alone are random, from a seed.
func makeEngine(
  _ daemon: ScriptedDaemon, person: String = "mina", language: Language = .english, seed: UInt64 = 7
) -> Engine {
  Engine(
    person: person, language: language, link: makeLink(daemon), random: SeededRandom(seed: seed))
}

/// A link of a device to a scripted daemon.
func makeLink(_ daemon: ScriptedDaemon) -> DaemonLink {
  let seed = [UInt8](repeating: 7, count: SigningKey.seedByteCount)
  // 32 bytes are always a seed.
  guard let key = try? SigningKey(seed: seed) else { preconditionFailure("no key") }
  return DaemonLink(.device(key), language: .english) { () throws(ShellFailure) in
    daemon.connect()
  }
}
