/// What the host tells a mini-program with each call, in `_meta["app.madang/call"]` (protocol.md).
///
/// A program has no other clock, no other randomness and no other memory than this.
package struct CallContext: Sendable, Hashable, Codable {
  /// Bytes of a session's state as compact JSON.
  package static let stateByteLimit = 256 * 1024
  /// Bytes of a call's arguments as compact JSON.
  package static let argumentByteLimit = 64 * 1024
  /// People in one session.
  package static let peopleLimit = 50

  /// The session as the program sees it.
  package struct Session: Sendable, Hashable, Codable {
    /// Which session; the same in every call.
    package var id: SessionID
    /// `customer` (people at a table), `receipt` (opened from a receipt), `staff`.
    package var kind: SessionKind
    /// How often the session has changed.
    package var rev: Int64
    /// The program's own JSON; null at the first call.
    package var state: JSON
    /// Who is in it, in the order they came.
    package var people: [Person]

    /// A session as the program sees it.
    package init(
      id: SessionID, kind: SessionKind, rev: Int64, state: JSON, people: [Person]
    ) {
      self.id = id
      self.kind = kind
      self.rev = rev
      self.state = state
      self.people = people
    }
  }

  /// Somebody in the session.
  package struct Person: Sendable, Hashable, Codable {
    /// The person as this merchant sees them.
    package var id: PairwiseID
    /// Their number at the table: 1 for who came first; never used twice in a session.
    package var number: Int
    /// Their nickname, where they have granted it.
    package var name: String?

    /// Somebody in the session.
    package init(id: PairwiseID, number: Int, name: String? = nil) {
      self.id = id
      self.number = number
      self.name = name
    }
  }

  /// What the person has granted to this app, and nothing else; a field that is missing was not
  /// granted, or there is nothing to show: a program cannot tell which.
  package struct Profile: Sendable, Hashable, Codable {
    /// What they want to be called.
    package var nickname: String?
    /// Their verified phone number.
    package var phone: String?
    /// Where mail reaches them.
    package var email: String?
    /// Their verified real name.
    package var name: String?

    /// What the person has granted.
    package init(
      nickname: String? = nil, phone: String? = nil, email: String? = nil, name: String? = nil
    ) {
      self.nickname = nickname
      self.phone = phone
      self.email = email
      self.name = name
    }
  }

  /// Who is asking.
  package struct Viewer: Sendable, Hashable, Codable {
    /// The person as this merchant sees them; nil for the system.
    package var id: PairwiseID?
    /// What they may do here.
    package var role: Role
    /// How well the platform knows them.
    package var tier: Tier
    /// What they read.
    package var lang: Language
    /// What they have granted; nil where that is nothing.
    package var profile: Profile?

    /// Who is asking.
    package init(
      id: PairwiseID?, role: Role, tier: Tier, lang: Language, profile: Profile? = nil
    ) {
      self.profile = profile
      self.id = id
      self.role = role
      self.tier = tier
      self.lang = lang
    }
  }

  /// How the session was entered.
  package struct Entry: Sendable, Hashable, Codable {
    /// The route's code, where a code or a link led here.
    package var route: String?
    /// The route's parameters.
    package var params: JSONObject
    /// The receipt, where a receipt action led here.
    package var receipt: Receipt?

    /// How the session was entered.
    package init(route: String? = nil, params: JSONObject = [:], receipt: Receipt? = nil) {
      self.route = route
      self.params = params
      self.receipt = receipt
    }
  }

  /// A paid bill as the split app sees it: people carry this merchant's ids, for this bill only.
  package struct Receipt: Sendable, Hashable, Codable {
    /// What `collect` names it by.
    package var handle: String
    /// Who was paid.
    package var payee: LocalizedText
    /// What was paid, minor units.
    package var total: Int64
    /// ISO 4217.
    package var currency: Currency
    /// What was paid for; `owner` is a number in `people`.
    package var lines: [BillView.Line]
    /// Who sat there; numbers are those of the bill.
    package var people: [Person]
    /// Who paid.
    package var payer: PairwiseID

    /// A paid bill as the split app sees it.
    package init(
      handle: String, payee: LocalizedText, total: Int64, currency: Currency,
      lines: [BillView.Line], people: [Person], payer: PairwiseID
    ) {
      self.handle = handle
      self.payee = payee
      self.total = total
      self.currency = currency
      self.lines = lines
      self.people = people
      self.payer = payer
    }
  }

  /// Why the same call comes again.
  package struct Conflict: Sendable, Hashable, Codable {
    /// The index of the effect that was refused; nil when what the call read has changed.
    package var effect: Int?
    /// `state.changed`, or the error code of the refused effect.
    package var code: String
    /// Facts about it.
    package var details: JSONObject

    /// Why the same call comes again.
    package init(effect: Int? = nil, code: String, details: JSONObject = [:]) {
      self.effect = effect
      self.code = code
      self.details = details
    }
  }

  /// The call's identity: the same when it is sent again after a crash or a conflict.
  package var id: String
  /// 1 for the first try.
  package var attempt: Int
  /// The only clock.
  package var now: Instant
  /// The only randomness.
  package var seed: Int64
  /// The session.
  package var session: Session
  /// Who is asking.
  package var viewer: Viewer
  /// The revision of the page the person acted on.
  package var seenRev: Int64?
  /// How the session was entered.
  package var entry: Entry?
  /// The merchant's settings from the manifest.
  package var config: JSON
  /// Why the call comes again.
  package var conflict: Conflict?

  /// What the host tells a program with a call.
  package init(
    id: String, attempt: Int = 1, now: Instant, seed: Int64, session: Session, viewer: Viewer,
    seenRev: Int64? = nil, entry: Entry? = nil, config: JSON, conflict: Conflict? = nil
  ) {
    self.id = id
    self.attempt = attempt
    self.now = now
    self.seed = seed
    self.session = session
    self.viewer = viewer
    self.seenRev = seenRev
    self.entry = entry
    self.config = config
    self.conflict = conflict
  }
}

/// What brought the people of a session together.
package enum SessionKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A code, a link or a search.
  case customer
  /// A receipt action.
  case receipt
  /// Somebody who works there.
  case staff
  /// Nobody: the events of one topic of another app.
  case topic
}
