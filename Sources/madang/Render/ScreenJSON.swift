import Wire

/// The JSON form of screens, of answers of `drive` and of `--json` output.
enum ScreenJSON {
  /// A whole screen: where the person is, and what they can press.
  static func json(_ screen: Screen) -> JSON {
    let (name, value) = place(screen.place)
    var object: JSONObject = ["person": .string(screen.person), name: value]
    object["choices"] = .array(screen.choices.map { choice($0, screen.language) })
    if !screen.notices.isEmpty {
      object["notices"] = .array(
        screen.notices.map { notice in
          [
            "tone": .string(notice.tone.rawValue),
            "text": .string(notice.lines.joined(separator: "\n")),
          ]
        })
    }
    if screen.unread > 0 { object["unread"] = .integer(Int64(screen.unread)) }
    return .object(object)
  }

  /// Where a person is, under the name that `drive` answers it by.
  static func place(_ place: Place) -> (name: String, value: JSON) {
    switch place {
    case .home(let home):
      (
        "home",
        .object([
          "sessions": .array(home.sessions.map { JSON(encoding: $0) }),
          "available": home.available.map { JSON(encoding: $0) } ?? .null,
        ])
      )
    case .visit(let visit): ("page", page(visit))
    case .sheet(let request): ("sheet", JSON(encoding: request.sheet))
    case .mandate(let request): ("mandate", JSON(encoding: request.mandate))
    case .question(let request): ("question", JSON(encoding: request.view))
    case .proposal(let request): ("proposal", JSON(encoding: request.proposal))
    case .consent(let request): ("consent", JSON(encoding: request.sheet))
    case .receipt(let receipt): ("receipt", self.receipt(receipt))
    case .inbox(let messages):
      ("inbox", ["messages": .array(messages.map { JSON(encoding: $0) })])
    case .orders(let bills): ("orders", ["bills": .array(bills.map { JSON(encoding: $0) })])
    case .wallet(let wallet): ("wallet", self.wallet(wallet))
    case .mandates(let mandates):
      ("mandates", ["mandates": .array(mandates.map { JSON(encoding: $0) })])
    case .deals(let deals): ("deals", ["deals": .array(deals.map { JSON(encoding: $0) })])
    case .deal(let deal): ("deal", JSON(encoding: deal))
    case .code(let request): ("code", Self.json(request))
    }
  }

  /// The page, and the session it belongs to.
  static func page(_ visit: Visit) -> JSON {
    var object = visit.page.json.object ?? JSONObject()
    object["session"] = .string(visit.session.text)
    object["app"] = .string(visit.app.text)
    object["name"] = visit.name.json
    object["place"] = visit.place?.json
    object["rev"] = .integer(visit.rev)
    object["people"] = .integer(Int64(visit.people))
    object["ended"] = .bool(visit.ended)
    return .object(object)
  }

  /// The code's members, and whether it is paid with the PIN.
  static func json(_ request: CodeRequest) -> JSON {
    var object = JSON(encoding: request.code).object ?? JSONObject()
    if request.needsPIN { object["needsPin"] = true }
    return .object(object)
  }

  /// The bill's members, and what is left.
  static func receipt(_ receipt: Receipt) -> JSON {
    var object = JSON(encoding: receipt.bill).object ?? JSONObject()
    object["balance"] = receipt.balance.map(JSON.integer)
    object["head"] = receipt.head.map(JSON.string)
    return .object(object)
  }

  /// The numbers and movements.
  static func wallet(_ wallet: Place.Wallet) -> JSON {
    var object: JSONObject = [
      "available": .integer(wallet.balance.amount), "held": .integer(wallet.held),
      "currency": .string(wallet.balance.currency.rawValue),
      "paymentLimit": .integer(wallet.paymentLimit),
      "balanceLimit": .integer(wallet.balanceLimit),
      "entries": .array(wallet.entries.map { JSON(encoding: $0) }),
    ]
    object["pending"] = wallet.pending.map(JSON.integer)
    return .object(object)
  }

  private static func choice(_ choice: Choice, _ language: Language) -> JSON {
    var object: JSONObject = [
      "id": .string(choice.id), "label": .string(choice.label.text(in: language)),
    ]
    object["key"] = (choice.key?.name).map(JSON.string)
    object["disabled"] = (choice.disabled?.text(in: language)).map(JSON.string)
    return .object(object)
  }
}
