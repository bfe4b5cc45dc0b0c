/// What a person decided about a field.
package enum ConsentDecision: String, Sendable, Hashable, Codable, CaseIterable {
  /// The app sees it.
  case granted
  /// The app does not see it and does not ask again.
  case declined
  /// The app saw it and sees it no more.
  case revoked
}

/// A decision that holds now.
package struct ConsentView: Codable, Sendable, Hashable {
  /// Which app.
  package var app: AppID
  /// Its registered name.
  package var name: LocalizedText
  /// Whose app it is.
  package var merchant: MerchantID
  /// Which field.
  package var scope: String
  /// What was decided.
  package var decision: ConsentDecision
  /// When.
  package var at: Instant

  /// A decision that holds now.
  package init(
    app: AppID, name: LocalizedText, merchant: MerchantID, scope: String,
    decision: ConsentDecision, at: Instant
  ) {
    self.app = app
    self.name = name
    self.merchant = merchant
    self.scope = scope
    self.decision = decision
    self.at = at
  }
}

/// One line of what a program saw and of what its person decided.
package struct ConsentEntry: Codable, Sendable, Hashable {
  /// What happened.
  package enum What: String, Codable, Sendable, Hashable, CaseIterable {
    case granted, declined, revoked
    /// The program was told the field, in this session for the first time with this value.
    case seen
  }

  /// Counts up; the cursor.
  package var number: Int64
  /// When.
  package var at: Instant
  /// Which app.
  package var app: AppID
  /// Which field.
  package var scope: String
  /// What happened.
  package var what: What
  /// Where the program saw it.
  package var session: SessionID?

  /// One line of the ledger.
  package init(
    number: Int64, at: Instant, app: AppID, scope: String, what: What, session: SessionID? = nil
  ) {
    self.number = number
    self.at = at
    self.app = app
    self.scope = scope
    self.what = what
    self.session = session
  }
}

/// What the host asks before a call that would show a program something of the person. Either
/// answer lets the call go on.
package struct ConsentSheet: Codable, Sendable, Hashable {
  /// One field that is asked for.
  package struct Item: Codable, Sendable, Hashable {
    /// Which field.
    package var scope: String
    /// What the merchant gives as the reason.
    package var reason: LocalizedText
    /// What the program would see; nil where the person has said nothing yet.
    package var value: String?

    /// One field that is asked for.
    package init(scope: String, reason: LocalizedText, value: String? = nil) {
      self.scope = scope
      self.reason = reason
      self.value = value
    }
  }

  /// Which app asks.
  package var app: AppID
  /// Its registered name.
  package var name: LocalizedText
  /// What it asks for; at least one.
  package var items: [Item]

  /// What the host asks.
  package init(app: AppID, name: LocalizedText, items: [Item]) {
    self.app = app
    self.name = name
    self.items = items
  }
}
