import MiniProgramKit

/// Shows the card.
struct ClubOpen: Feature {
  struct Input: Codable {
    var card: Int64?
  }

  let name = "club.open"
  let title = ClubPage.title
  let schema = Schema(.integer("card", "Which card", in: 1...9_999).optional)
  let isQuery = true

  func run(_ input: Input, _ call: inout Call<ClubState>) throws -> Page {
    try ClubPage.page(call)
  }
}

/// Asks the person for a mandate; nothing is charged before they allow it.
struct ClubJoin: Feature {
  let name = "club.join"
  let title = LocalizedText(ko: "가입하기", en: "Join")
  let needsHost = true

  func run(_ input: NoInput, _ call: inout Call<ClubState>) throws -> Page {
    guard call.state.status == .none || call.state.status == .ended else {
      return try ClubPage.page(call)
    }
    let settings = try call.settings()
    call.state.tries += 1
    call.state.status = .asked
    call.mandate(
      call.mandateKey, ClubPage.title,
      MandateTerms(
        maxPerCharge: settings.price, maxPerPeriod: settings.price,
        total: settings.price * settings.months))
    return try ClubPage.page(call)
  }
}

/// Something became of the mandate or of a charge.
struct ClubChanged: Feature {
  struct Input: Codable {
    struct Mandate: Codable {
      var key: String
      var status: MandateView.Status
      var periodEnds: Instant?
    }
    struct Charge: Codable {
      var period: Int64
      /// Why it failed; nil for one that went well.
      var code: String?
    }

    var mandate: Mandate
    var charge: Charge?
  }

  let name = "club.changed"
  let title = LocalizedText(ko: "자동 결제 소식", en: "News of the mandate")
  let schema = Schema(
    .object("mandate", "The mandate"), .object("charge", "The charge").optional)
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<ClubState>) throws -> Page {
    guard input.mandate.key == call.mandateKey else { return try ClubPage.page(call) }
    switch input.mandate.status {
    case .active: try goOn(input, &call)
    case .pastDue: call.state.status = .pastDue
    case .proposed: break
    case .declined, .expired, .revoked, .lapsed:
      call.state.status = .ended
      call.cancelTimer("renew")
    }
    return try ClubPage.page(call)
  }

  /// Approved, charged, or to be tried again by the host, which needs nothing from here.
  private func goOn(_ input: Input, _ call: inout Call<ClubState>) throws {
    call.state.status = .member
    if let charge = input.charge {
      if charge.code == nil { call.state.months += 1 }
    } else {
      try ClubRenew.charge(&call)
    }
    if let next = input.mandate.periodEnds { call.timer("renew", at: next, "club.renew") }
  }
}

/// A new month began.
struct ClubRenew: Feature {
  let name = "club.renew"
  let title = LocalizedText(ko: "다음 달", en: "The next month")
  let visibility = Visibility.system
  let needsHost = true

  func run(_ input: NoInput, _ call: inout Call<ClubState>) throws -> Page {
    if call.state.status == .member { try Self.charge(&call) }
    return try ClubPage.page(call)
  }

  static func charge(_ call: inout Call<ClubState>) throws {
    // What the person's caps refuse is not asked for again.
    if call.context.conflict?.code.hasPrefix("mandate.") == true { return }
    call.charge(
      call.mandateKey, key: "\(call.mandateKey)-\(call.now.milliseconds)",
      amount: try call.settings().price)
  }
}
