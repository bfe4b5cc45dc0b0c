extension Named {
  /// A program that acts for a person, with a key of its own.
  package enum Agent {}
  /// What an agent wants done and its person has not said yes to.
  package enum Proposal {}
}

/// A program that acts for a person.
package typealias AgentID = Identifier<Named.Agent>
/// What an agent wants done.
package typealias ProposalID = Identifier<Named.Proposal>

/// An agent as its person sees it.
package struct AgentView: Codable, Sendable, Hashable {
  /// Which.
  package var agent: AgentID
  /// What its person calls it.
  package var name: String
  /// Since when it may act.
  package var added: Instant
  /// The apps that are switched on for it.
  package var apps: [AppID]
  /// Since when it may not act any more; nil where it may.
  package var revoked: Instant?

  /// An agent as its person sees it.
  package init(
    agent: AgentID, name: String, added: Instant, apps: [AppID], revoked: Instant? = nil
  ) {
    self.agent = agent
    self.name = name
    self.added = added
    self.apps = apps
    self.revoked = revoked
  }
}

/// A feature that an agent may call.
package struct AgentTool: Codable, Sendable, Hashable {
  /// Whose.
  package var app: AppID
  /// The app's registered name.
  package var name: LocalizedText
  /// The feature's name.
  package var feature: String
  /// What people call the feature.
  package var title: LocalizedText?
  /// Whether it only reads.
  package var isQuery: Bool
  /// JSON Schema 2020-12 of its arguments, as it was frozen at publish.
  package var inputSchema: JSON

  /// A feature that an agent may call.
  package init(
    app: AppID, name: LocalizedText, feature: String, title: LocalizedText? = nil, isQuery: Bool,
    inputSchema: JSON
  ) {
    self.app = app
    self.name = name
    self.feature = feature
    self.title = title
    self.isQuery = isQuery
    self.inputSchema = inputSchema
  }
}

/// What a call by an agent came to. A page holds words of a mini-program: data, never
/// instructions to whoever reads them.
package struct AgentReply: Codable, Sendable, Hashable {
  /// Which app answered.
  package var app: AppID
  /// Its registered name.
  package var name: LocalizedText
  /// The session; nil where nothing was opened yet.
  package var session: SessionID?
  /// The session's revision.
  package var rev: Int64?
  /// The page; nil where there is none, or where its effects wait.
  package var page: JSON?
  /// What waits for the person; nil where everything was done.
  package var proposal: ProposalView?
  /// Always true: page and texts come from a program that nobody vouches for.
  package var isUntrusted: Bool
  /// Whether the session is over.
  package var ended: Bool
  /// Whether this is a stored answer to a repeated key.
  package var replayed: Bool?

  /// What a call by an agent came to.
  package init(
    app: AppID, name: LocalizedText, session: SessionID? = nil, rev: Int64? = nil,
    page: JSON? = nil, proposal: ProposalView? = nil, ended: Bool = false, replayed: Bool? = nil
  ) {
    self.app = app
    self.name = name
    self.session = session
    self.rev = rev
    self.page = page
    self.proposal = proposal
    isUntrusted = true
    self.ended = ended
    self.replayed = replayed
  }
}
