/// What a program asks the host to do (protocol.md, Effects).
///
/// A program can only propose: money reaches a merchant's own account or, through `collect`, the
/// person the host names; never an account that a program chooses.
package enum Effect: Sendable, Hashable {
  /// Writes a record.
  case put(collection: String, key: String, value: JSON)
  /// Removes a record; one that is not there is no error.
  case delete(collection: String, key: String)
  /// Asks people to pay the merchant.
  case bill(BillEffect)
  /// Gives money of a paid bill back; nil gives back all that remains.
  case refund(key: String, amount: Int64?, reason: String)
  /// Cancels an open bill.
  case cancel(key: String)
  /// Charges what a bill with a hold set aside, or a part of it; the rest is free again. Lines say
  /// what was bought in the end and come to the amount; without any the bill's own lines stay.
  case capture(key: String, amount: Int64?, lines: [BillEffect.Line] = [])
  /// Gives back what a bill with a hold set aside.
  case release(key: String)
  /// Asks whoever made the call to let the app charge them later.
  case mandate(MandateEffect)
  /// Charges somebody by a mandate they approved.
  case charge(ChargeEffect)
  /// Asks friends for their share of a receipt; the payee is the receipt's payer.
  case collect(CollectEffect)
  /// Puts a message into a person's inbox.
  case notify(NotifyEffect)
  /// Calls a feature of visibility `system` later.
  case timer(key: String, afterSeconds: Int64, feature: String, arguments: JSONObject)
  /// Calls a feature of visibility `system` at an instant; at once where it has passed.
  case timerAt(key: String, at: Instant, feature: String, arguments: JSONObject)
  /// Forgets a timer.
  case cancelTimer(key: String)
  /// Makes a code that people scan; a page shows it by `PageNode.ownCode(key)`.
  case code(CodeEffect)
  /// Takes a fare from the hold of a gate pass of this session.
  case fare(FareEffect)
  /// Closes the session.
  case end
  /// Proposes or moves on a safe trade.
  case escrow(EscrowEffect)
  /// Sets some of an item aside for a while.
  case stock(StockEffect)
  /// Tells everybody who subscribed to a topic.
  case publish(PublishEffect)
  /// Tells everybody who follows the shop.
  case post(PostEffect)
  /// Gives a person a coupon, a stamp or a card.
  case grant(GrantEffect)

  /// The scope that the manifest must declare; nil where none is needed.
  package var scope: String? {
    switch self {
    case .put, .delete: "records"
    case .bill, .refund, .cancel, .capture, .release: "wallet.bill"
    case .escrow: "wallet.escrow"
    case .stock: "stock"
    case .mandate, .charge: "wallet.mandate"
    case .collect: "wallet.collect"
    case .notify: "inbox"
    case .timer, .timerAt, .cancelTimer: "timers"
    case .code: "qr"
    case .fare: "wallet.gate"
    case .publish: "events:publish"
    case .post, .grant: "benefits"
    case .end: nil
    }
  }

  /// Every scope an app may declare today, with what it allows.
  package static let scopes: [String: LocalizedText] = [
    "records": LocalizedText(ko: "앱의 기록 저장", en: "keep the app's own records"),
    "wallet.bill": LocalizedText(ko: "결제 청구와 환불", en: "ask for payments and refund them"),
    "wallet.collect": LocalizedText(
      ko: "영수증 금액을 친구와 나누기", en: "ask friends for their share of a receipt"),
    "wallet.escrow": LocalizedText(
      ko: "안전거래 제안과 배송 알림", en: "propose safe trades and report their parcels"),
    "stock": LocalizedText(ko: "재고와 예약", en: "keep stock and reserve items"),
    "wallet.mandate": LocalizedText(
      ko: "허락받은 한도 안의 자동 결제", en: "charge later within caps you approve"),
    "inbox": LocalizedText(ko: "주문 알림", en: "send messages about an order"),
    "timers": LocalizedText(ko: "예약 실행", en: "be called again later"),
    "qr": LocalizedText(ko: "코드 만들기", en: "make codes that people scan"),
    "events:publish": LocalizedText(
      ko: "다른 앱에 소식 전하기", en: "tell other apps what happened"),
    "benefits": LocalizedText(
      ko: "쿠폰, 도장, 소식", en: "give coupons and stamps, post to followers"),
    "wallet.gate": LocalizedText(
      ko: "개찰구 운임 결제", en: "take fares from the hold of a gate pass"),
  ]
}

/// Asks people to pay the merchant of the app.
package struct BillEffect: Sendable, Hashable {
  /// Lines one bill may have.
  package static let lineLimit = 200
  /// Quantity of one line.
  package static let quantityLimit: Int64 = 9_999
  /// How long a bill may stay payable, in seconds: one day.
  package static let expiresLimitSeconds: Int64 = 86_400
  /// How long a bill stays payable where the program says nothing, in seconds.
  package static let expiresDefaultSeconds: Int64 = 900
  /// How long money may be set aside, in seconds: 30 days.
  package static let holdLimitSeconds: Int64 = 30 * 86_400

  /// Who may pay.
  package enum Payers: String, Sendable, Hashable, CaseIterable {
    /// Only who made the call.
    case viewer
    /// Anyone in the session.
    case people
  }

  /// One line; owners are the merchant's ids of people in the session.
  package struct Line: Sendable, Hashable {
    /// The merchant's id of the line.
    package var id: String
    /// What it is.
    package var title: LocalizedText
    /// 1–9,999.
    package var quantity: Int64
    /// Minor units for one; negative only with the kind `discount`.
    package var unitAmount: Int64
    /// `item`, `option`, `discount`, `fee`.
    package var kind: String
    /// Who put it there.
    package var owner: PairwiseID?

    /// One line.
    package init(
      id: String, title: LocalizedText, quantity: Int64, unitAmount: Int64, kind: String = "item",
      owner: PairwiseID? = nil
    ) {
      self.id = id
      self.title = title
      self.quantity = quantity
      self.unitAmount = unitAmount
      self.kind = kind
      self.owner = owner
    }
  }

  /// The program's own name for the bill, unique in its session.
  package var key: String
  /// 1–200 lines.
  package var lines: [Line]
  /// The currency of all lines.
  package var currency: Currency
  /// Who may pay.
  package var payers: Payers
  /// How long it stays payable.
  package var expiresSeconds: Int64
  /// How long paying it only sets the money aside, until `capture` or `release`; nil moves it.
  package var holdSeconds: Int64?

  /// Asks people to pay.
  package init(
    key: String, lines: [Line], currency: Currency = .krw, payers: Payers = .viewer,
    expiresSeconds: Int64 = BillEffect.expiresDefaultSeconds, holdSeconds: Int64? = nil
  ) {
    self.key = key
    self.lines = lines
    self.currency = currency
    self.payers = payers
    self.expiresSeconds = expiresSeconds
    self.holdSeconds = holdSeconds
  }

  /// The sum of all lines in minor units; nil where it overflows.
  package var total: Int64? {
    var sum: Int64 = 0
    for line in lines {
      let (amount, overflow) = line.unitAmount.multipliedReportingOverflow(by: line.quantity)
      let (next, carry) = sum.addingReportingOverflow(amount)
      if overflow || carry { return nil }
      sum = next
    }
    return sum
  }
}

/// Asks friends for their share of a receipt.
package struct CollectEffect: Sendable, Hashable {
  /// What one friend owes.
  package struct Share: Sendable, Hashable {
    /// Who.
    package var person: PairwiseID
    /// Minor units, at least 1.
    package var amount: Int64

    /// What one friend owes.
    package init(person: PairwiseID, amount: Int64) {
      self.person = person
      self.amount = amount
    }
  }

  /// The receipt's handle from `entry.receipt`.
  package var receipt: String
  /// Each friend once; the sum is at most the receipt's total.
  package var shares: [Share]

  /// Asks friends for their share.
  package init(receipt: String, shares: [Share]) {
    self.receipt = receipt
    self.shares = shares
  }
}

/// Puts a message into a person's inbox.
package struct NotifyEffect: Sendable, Hashable {
  /// Characters of one message.
  package static let textLimit = 500

  /// Who: somebody of the session or of one of the app's paid bills.
  package var person: PairwiseID
  /// What kind of message: `order.ready`, `share.reminder`; one message a person and `key`.
  package var template: String
  /// Sent at most once per person, template and key.
  package var key: String
  /// What the template's sentence is filled with: short texts, in one or two languages, and whole
  /// numbers, by name.
  package var values: JSONObject
  /// The program's own sentence, for hosts without templates; the host says its own.
  package var text: LocalizedText?
  /// Values one message may have.
  package static let valueLimit = 8
  /// Characters of one value.
  package static let valueLengthLimit = 40

  /// Puts a message into a person's inbox.
  package init(
    person: PairwiseID, template: String, key: String, values: JSONObject = [:],
    text: LocalizedText? = nil
  ) {
    self.person = person
    self.template = template
    self.key = key
    self.values = values
    self.text = text
  }
}

/// Makes a code that people scan.
package struct CodeEffect: Sendable, Hashable {
  /// Seconds a code may live.
  package static let secondsRange: ClosedRange<Int64> = 10...86_400
  /// Seconds a single-use code may live: three minutes (qr.md, Platform code).
  package static let singleUseSecondsLimit: Int64 = 180
  /// Bytes of the bound values.
  package static let argumentByteLimit = 4 * 1024

  /// How often it may be scanned.
  package enum Uses: String, Sendable, Hashable, CaseIterable {
    /// Once, by the first scanner.
    case single
    /// By anyone until it ends.
    case multi
  }

  /// The program's own name for it; the newest code of a name counts.
  package var key: String
  /// The feature that a scanner calls.
  package var feature: String
  /// What is bound to the code and reaches the feature as its arguments; never in the code.
  package var arguments: JSONObject
  /// How long it lives.
  package var seconds: Int64
  /// How often it may be scanned.
  package var uses: Uses

  /// Makes a code that people scan.
  package init(
    key: String, feature: String, arguments: JSONObject = [:], seconds: Int64, uses: Uses
  ) {
    self.key = key
    self.feature = feature
    self.arguments = arguments
    self.seconds = seconds
    self.uses = uses
  }
}

/// Takes a fare from the hold of a gate pass.
package struct FareEffect: Sendable, Hashable {
  /// The pass of the event that told of the ride.
  package var pass: PassID
  /// The program's own name for the ride; one fare each.
  package var key: String
  /// Minor units, at most the pass's highest fare.
  package var amount: Int64
  /// What the receipt says.
  package var title: LocalizedText

  /// Takes a fare.
  package init(pass: PassID, key: String, amount: Int64, title: LocalizedText) {
    self.pass = pass
    self.key = key
    self.amount = amount
    self.title = title
  }
}
