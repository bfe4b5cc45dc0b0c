import Store
import Wire

/// What somebody paid lately: read from the ledger's own history once, then kept in memory, so
/// that a decision reads no file. An object, because every payment looks at one and notes itself.
final class PaymentActivity {
  /// The newest payments that are looked at.
  static let paymentLimit = 64

  struct Payment {
    let at: Instant
    let amount: Int64
    let payee: AccountID
  }

  /// Oldest first.
  var payments: [Payment] = []
  /// When each device came, by its credential.
  var devices: [String: Instant] = [:]
  /// Whether one of the devices is a test token.
  var hasTestToken = false
  var wrongPINs: Int64 = 0
  var lockedUntil: Instant?
  /// What the person chose; nil where the tier decides.
  var quickPay: Int64?

  init(devices: [String: Instant] = [:]) { self.devices = devices }

  func note(_ payment: Payment) {
    payments.append(payment)
    if payments.count > Self.paymentLimit { payments.removeFirst() }
  }

  /// The features of a payment that would be the next.
  func features(
    _ facts: PaymentFacts, from credential: String?, quickPay: Int64, available: Int64,
    now: Instant
  ) -> RiskFeatures {
    let hour = now.adding(seconds: -3_600)
    let today = now.nextKoreanDay.adding(milliseconds: -Instant.dayMilliseconds)
    let counts = counts(facts, quickPay, now: now, today: today.milliseconds)
    var features = RiskFeatures()
    // The device that asks; where the platform acts for the person, their newest.
    let came = credential.flatMap { devices[$0] } ?? devices.values.max() ?? now
    features[.deviceAge] = max(0, now.milliseconds - came.milliseconds) / 60_000
    features[.deviceCount] = Int64(devices.count)
    features[.wrongPINs] = wrongPINs
    features[.pinLocked] = lockedUntil.map { now < $0 } ?? false ? 1 : 0
    features[.isLocal] = 1
    features[.testToken] = hasTestToken ? 1 : 0
    features[.amount] = facts.amount
    let (hundredfold, overflows) = facts.amount.multipliedReportingOverflow(by: 100)
    features[.percentOfBalance] =
      overflows || available <= 0 ? 100 : hundredfold / available
    features[.minuteCount] = counts.minute
    features[.hourCount] = counts.hour
    features[.freeToday] = counts.freeToday
    features[.newPayee] = counts.isNewPayee ? 1 : 0
    features[.placesInHour] = places(since: hour, with: facts)
    return features
  }

  private struct Counts {
    var minute: Int64 = 1
    var hour: Int64 = 1
    var freeToday: Int64 = 0
    var isNewPayee = true
  }

  /// One pass over what was paid, in plain numbers: every payment makes it.
  private func counts(
    _ facts: PaymentFacts, _ quickPay: Int64, now: Instant, today: Int64
  ) -> Counts {
    let hour = now.adding(seconds: -3_600).milliseconds
    let minute = now.adding(seconds: -60).milliseconds
    var counts = Counts()
    counts.freeToday = facts.amount <= quickPay ? facts.amount : 0
    for payment in payments {
      let at = payment.at.milliseconds
      if at > hour { counts.hour += 1 }
      if at > minute { counts.minute += 1 }
      if payment.payee == facts.payee { counts.isNewPayee = false }
      if payment.amount <= quickPay, at >= today {
        counts.freeToday = counts.freeToday.addingReportingOverflow(payment.amount).partialValue
      }
    }
    return counts
  }

  /// Where somebody paid lately; a transfer has no place.
  private func places(since start: Instant, with facts: PaymentFacts) -> Int64 {
    guard facts.kind == .pay else { return 0 }
    var places: Set<AccountID> = [facts.payee]
    for payment in payments where payment.at > start { places.insert(payment.payee) }
    return Int64(places.count)
  }
}

/// A payment before it is decided on.
struct PaymentFacts {
  let kind: PaymentKind
  let amount: Int64
  let payee: AccountID
}

/// The activities of people who paid lately.
struct PaymentActivities {
  /// People kept; all are dropped when it is full.
  static let peopleLimit = 20_000

  private var people: [Int64: PaymentActivity] = [:]

  subscript(person: Int64) -> PaymentActivity? {
    get { people[person] }
    set {
      if newValue != nil, people[person] == nil, people.count >= Self.peopleLimit {
        people.removeAll(keepingCapacity: true)
      }
      people[person] = newValue
    }
  }

  /// Notes a payment of somebody who is known here.
  func note(_ payment: PaymentActivity.Payment, of person: Int64) {
    people[person]?.note(payment)
  }
}

extension Platform {
  /// What somebody paid lately; read from the file the first time.
  func activity(of person: Person) throws -> PaymentActivity {
    // A device that came since then has the file read again.
    if let known = activities[person.row],
      person.credential.map({ known.devices[$0] != nil }) ?? true
    {
      return known
    }
    let devices = try sql("SELECT credential, created FROM device WHERE person = ?")
      .rows(.integer(person.row)) { ($0.text(0), Instant(milliseconds: $0.integer(1))) }
    let activity = PaymentActivity(devices: Dictionary(devices) { first, _ in first })
    activity.hasTestToken = devices.contains { $0.0.hasPrefix(Platform.testTokenPrefix) }
    let pin = try sql("SELECT tries, locked_until FROM pin WHERE person = ?")
      .first(.integer(person.row)) { ($0.integer(0), $0.optionalInteger(1)) }
    activity.wrongPINs = pin?.0 ?? 0
    activity.lockedUntil = (pin?.1).map(Instant.init(milliseconds:))
    activity.quickPay = try sql("SELECT amount FROM quick_pay WHERE person = ?")
      .first(.integer(person.row)) { $0.integer(0) }
    if let account = try wallet(of: person) {
      let reader = try historyReader ?? LedgerReader(connection)
      historyReader = reader
      let page = try reader.history(
        of: account, from: ledger.historyHead(account), limit: PaymentActivity.paymentLimit)
      for entry in page.entries.reversed() where entry.change < 0 {
        activity.note(
          PaymentActivity.Payment(
            at: entry.row.at, amount: -entry.change, payee: entry.counterparty))
      }
    }
    activities[person.row] = activity
    return activity
  }

  /// Up to this amount a person is not asked for a PIN.
  func quickPay(_ person: Person) throws -> Int64 {
    quickPay(person, try activity(of: person))
  }

  /// The same where what they paid lately is at hand.
  func quickPay(_ person: Person, _ activity: PaymentActivity) -> Int64 {
    let limit = tiers.limits(person.tier).quickPay
    return min(activity.quickPay ?? limit, limit)
  }
}
