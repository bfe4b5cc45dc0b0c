/// What an agent wants done for its person, as that person sees it.
package struct ProposalView: Codable, Sendable, Hashable {
  /// How long a proposal waits, in seconds: ten minutes (protocol.md, Agents).
  package static let waitSeconds: Int64 = 600

  /// Where a proposal stands.
  package enum Status: String, Codable, Sendable, Hashable, CaseIterable {
    /// Nobody has said anything yet.
    case waiting
    /// Done, exactly as it was shown.
    case approved
    /// Refused by the person.
    case declined
    /// Nobody answered in time.
    case expired
    /// Its session went on meanwhile, or its agent is gone: nothing of it can be done any more.
    case void
  }

  /// One effect that needs the person, in the host's words.
  package struct Item: Codable, Sendable, Hashable {
    /// The kind of effect: `bill`.
    package var effect: String
    /// What it does.
    package var text: LocalizedText

    /// One effect in the host's words.
    package init(effect: String, text: LocalizedText) {
      self.effect = effect
      self.text = text
    }
  }

  /// Which.
  package var proposal: ProposalID
  /// Whose idea it is.
  package var agent: AgentID
  /// What its person calls that agent.
  package var agentName: String
  /// Which app.
  package var app: AppID
  /// Its registered name.
  package var name: LocalizedText
  /// Where; nil where approving opens a session.
  package var session: SessionID?
  /// The feature that the agent called.
  package var feature: String
  /// What people call the feature.
  package var title: LocalizedText?
  /// What waits; empty where only a consent is asked for.
  package var effects: [Item]
  /// What the app would see of the person.
  package var consent: ConsentSheet?
  /// Where it stands.
  package var status: Status
  /// When it was made.
  package var created: Instant
  /// Until when it can be approved.
  package var expires: Instant

  /// What an agent wants done.
  package init(
    proposal: ProposalID, agent: AgentID, agentName: String, app: AppID, name: LocalizedText,
    session: SessionID?, feature: String, title: LocalizedText?, effects: [Item],
    consent: ConsentSheet? = nil, status: Status, created: Instant, expires: Instant
  ) {
    self.proposal = proposal
    self.agent = agent
    self.agentName = agentName
    self.app = app
    self.name = name
    self.session = session
    self.feature = feature
    self.title = title
    self.effects = effects
    self.consent = consent
    self.status = status
    self.created = created
    self.expires = expires
  }
}
