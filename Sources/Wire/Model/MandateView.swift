/// What a person allows an app to charge later, without asking each time.
package struct MandateTerms: Sendable, Hashable, Codable {
  /// How often an app may charge.
  package enum Usage: String, Sendable, Hashable, Codable, CaseIterable {
    /// Once a period: a subscription.
    case recurring
    /// As often as the caps allow: rides, the metro.
    case open
  }

  /// What a period is counted in.
  package enum Unit: String, Sendable, Hashable, Codable, CaseIterable {
    case day, week, month
  }

  /// How many units one period may have.
  package static let countLimit: Int64 = 24

  /// The most one charge may be, minor units.
  package var maxPerCharge: Int64
  /// The most all charges of one period may come to.
  package var maxPerPeriod: Int64
  /// The most all charges may ever come to.
  package var total: Int64
  /// What a period is counted in.
  package var unit: Unit
  /// How many units one period has, 1–24.
  package var count: Int64
  /// How often the app may charge.
  package var usage: Usage
  /// The currency of all amounts.
  package var currency: Currency

  /// Terms.
  package init(
    maxPerCharge: Int64, maxPerPeriod: Int64, total: Int64, unit: Unit = .month, count: Int64 = 1,
    usage: Usage = .recurring, currency: Currency = .krw
  ) {
    self.maxPerCharge = maxPerCharge
    self.maxPerPeriod = maxPerPeriod
    self.total = total
    self.unit = unit
    self.count = count
    self.usage = usage
    self.currency = currency
  }

  /// When a period begins, for a mandate approved on a day; period 0 begins on that very day.
  package func start(of period: Int64, approved day: SeoulDay) -> SeoulDay {
    switch unit {
    case .day: day.adding(days: period * count)
    case .week: day.adding(days: period * count * 7)
    case .month: day.adding(months: period * count)
    }
  }

  /// The period that a day lies in, for a mandate approved on a day that is not later.
  package func period(of day: SeoulDay, approved: SeoulDay) -> Int64 {
    let days = max(0, day.number - approved.number)
    switch unit {
    case .day: return days / count
    case .week: return days / (7 * count)
    case .month:
      // No month is shorter than 28 days, so this guess is never too small.
      var period = days / (28 * count) + 1
      while period > 0, start(of: period, approved: approved) > day { period -= 1 }
      return period
    }
  }
}

/// A mandate as its person sees it; every number is the daemon's own.
package struct MandateView: Sendable, Hashable, Codable {
  /// What has become of a mandate.
  package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
    /// Asked for and not yet answered.
    case proposed
    /// The app may charge.
    case active
    /// A charge failed four times; nothing new is charged until it is paid.
    case pastDue = "past_due"
    /// Ended, because what was past due was not paid.
    case lapsed
    /// Ended by the person.
    case revoked
    /// The person said no.
    case declined
    /// Nobody answered in time.
    case expired
  }

  /// The mandate's id.
  package var mandate: MandateID
  /// The app that may charge.
  package var app: AppID
  /// The registered name of who is paid.
  package var payee: LocalizedText
  /// What it is for, in the words of the app.
  package var title: LocalizedText
  /// What is allowed.
  package var terms: MandateTerms
  /// What has become of it.
  package var status: Status
  /// When it was asked for.
  package var created: Instant
  /// Until when it can be approved.
  package var expires: Instant
  /// When the person approved it.
  package var approved: Instant?
  /// The period that runs now, counted from 0; nil before it was approved.
  package var period: Int64?
  /// When the period that runs now ends.
  package var periodEnds: Instant?
  /// What was charged in this period, minor units.
  package var charged: Int64
  /// What was charged altogether.
  package var chargedTotal: Int64
  /// What could not be charged yet.
  package var owed: Int64
  /// When a failed charge is tried again, or when a mandate that is past due lapses.
  package var nextStep: Instant?

  /// A mandate as its person sees it.
  package init(
    mandate: MandateID, app: AppID, payee: LocalizedText, title: LocalizedText,
    terms: MandateTerms, status: Status, created: Instant, expires: Instant,
    approved: Instant? = nil, period: Int64? = nil, periodEnds: Instant? = nil,
    charged: Int64 = 0, chargedTotal: Int64 = 0, owed: Int64 = 0, nextStep: Instant? = nil
  ) {
    self.mandate = mandate
    self.app = app
    self.payee = payee
    self.title = title
    self.terms = terms
    self.status = status
    self.created = created
    self.expires = expires
    self.approved = approved
    self.period = period
    self.periodEnds = periodEnds
    self.charged = charged
    self.chargedTotal = chargedTotal
    self.owed = owed
    self.nextStep = nextStep
  }
}
