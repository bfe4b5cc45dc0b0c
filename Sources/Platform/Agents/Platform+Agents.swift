package import Crypto
import Store
package import Wire

/// Agents: programs that act for a person with a key of their own, in the apps that the person
/// switched on, and only as far as the person says (protocol.md, Agents).
extension Platform {
  /// Agents that one person may have at a time.
  package static let agentLimit = 10
  /// Ended agents that a list still shows.
  static let revokedAgentLimit = 10
  /// Characters of an agent's name.
  static let agentNameLimit = 40
  /// How the credentials of agents begin in the file; no device's does.
  static let agentPrefix = "agent:"

  /// An agent as it is stored.
  struct AgentRow {
    let id: Int64
    let name: AgentID
    let credential: String
    let person: Int64
    let label: String
    let created: Instant
    let revoked: Instant?
  }

  /// Whose agent a key is; an unknown key makes nobody, and one that was ended is refused.
  package func identify(agent key: VerifyingKey) throws -> Person {
    let credential = Platform.agentPrefix + Hex.encode(key.bytes)
    return try agentCaller(credential, lang: nil)
  }

  /// The person an agent acts for, asked again for every request.
  func agentCaller(_ credential: String, lang: Language?) throws -> Person {
    guard let agent = try agent("credential = ?", .text(credential)), agent.revoked == nil,
      let person = try principal(row: agent.person)
    else { throw Refusal(AgentError.revoked) }
    return Person(
      row: person.row, person: person.person, tier: person.tier, lang: lang ?? person.lang,
      credential: credential, agent: agent.id)
  }

  func agent(_ condition: String, _ values: Value...) throws -> AgentRow? {
    try agents(condition, values).first
  }

  private func agents(_ condition: String, _ values: [Value]) throws -> [AgentRow] {
    try sql(
      "SELECT id, public, credential, person, name, created, revoked FROM agent"
        + " WHERE \(condition) ORDER BY id DESC"
    ).rows(values: values) { row in
      AgentRow(
        id: row.integer(0), name: AgentID(row.text(1)), credential: row.text(2),
        person: row.integer(3), label: row.text(4), created: Instant(milliseconds: row.integer(5)),
        revoked: row.optionalInteger(6).map(Instant.init(milliseconds:)))
    }
  }

  private func view(_ agent: AgentRow) throws -> AgentView {
    AgentView(
      agent: agent.name, name: agent.label, added: agent.created,
      apps: agent.revoked == nil ? try apps(of: agent.id) : [], revoked: agent.revoked)
  }

  /// The apps that are switched on for an agent.
  func apps(of agent: Int64) throws -> [AppID] {
    try sql("SELECT app FROM agent_app WHERE agent = ? ORDER BY app")
      .rows(.integer(agent)) { AppID($0.text(0)) }
  }

  /// Lets an agent act for the caller.
  package func agentAdd(
    _ caller: Person, _ params: AgentAddMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let label = params.name.cleaned
      guard (1...Platform.agentNameLimit).contains(label.count) else {
        throw Refusal(
          RequestError.invalid,
          [
            "pointer": "/name",
            "reason": .string("must have 1 to \(Platform.agentNameLimit) characters"),
          ])
      }
      guard let bytes = Hex.decode(params.device), bytes.count == VerifyingKey.byteCount else {
        throw Refusal(
          RequestError.invalid,
          ["pointer": "/device", "reason": "is not 64 hexadecimal digits"])
      }
      let credential = Platform.agentPrefix + Hex.encode(bytes)
      guard try agent("credential = ?", .text(credential)) == nil else {
        throw Refusal(
          RequestError.invalid, ["pointer": "/device", "reason": "was used before"])
      }
      let count = try agents("person = ? AND revoked IS NULL", [.integer(caller.row)]).count
      guard count < Platform.agentLimit else {
        throw Refusal(AgentError.limit, ["limit": .integer(Int64(Platform.agentLimit))])
      }
      let row = AgentRow(
        id: try newRow("agent", &plan), name: AgentID(newName("ag_")), credential: credential,
        person: caller.row, label: label, created: now, revoked: nil)
      plan.write(
        "INSERT INTO agent(id, public, credential, person, name, created)"
          + " VALUES (?, ?, ?, ?, ?, ?)",
        .integer(row.id), .text(row.name.text), .text(credential), .integer(caller.row),
        .text(label), .integer(now.milliseconds))
      return AgentAddMethod.Result(
        agent: AgentView(agent: row.name, name: label, added: now, apps: []))
    }
  }

  /// The caller's agents, newest first.
  package func agentList(_ caller: Person) throws -> AgentListMethod.Result {
    let all = try agents("person = ?", [.integer(caller.row)])
    let over = all.filter { $0.revoked != nil }.prefix(Platform.revokedAgentLimit)
    return AgentListMethod.Result(
      agents: try (all.filter { $0.revoked == nil } + over).map(view))
  }

  private func own(_ name: AgentID, _ caller: Person) throws -> AgentRow {
    guard let agent = try agent("public = ?", .text(name.text)), agent.person == caller.row
    else { throw Refusal(AgentError.unknown) }
    return agent
  }

  /// Switches an app on or off for an agent.
  package func agentApps(
    _ caller: Person, _ params: AgentAppsMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let agent = try own(params.agent, caller)
      guard agent.revoked == nil else { throw Refusal(AgentError.revoked) }
      var apps = Set(try apps(of: agent.id))
      if params.isOn {
        _ = try currentRelease(params.app)
        apps.insert(params.app)
        plan.write(
          "INSERT INTO agent_app(agent, app, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          .integer(agent.id), .text(params.app.text), .integer(now.milliseconds))
      } else {
        apps.remove(params.app)
        plan.write(
          "DELETE FROM agent_app WHERE agent = ? AND app = ?", .integer(agent.id),
          .text(params.app.text))
        try voidProposals(
          "agent = ? AND app = ?", [.integer(agent.id), .text(params.app.text)], &plan)
      }
      return AgentAppsMethod.Result(
        agent: AgentView(
          agent: agent.name, name: agent.label, added: agent.created,
          apps: apps.sorted { $0.text < $1.text }))
    }
  }

  /// Ends an agent: its connections end with the commit, what it proposed is void.
  package func agentRevoke(
    _ caller: Person, _ params: AgentRevokeMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> Outcome<JSON> {
    try once(caller.keyScope, body, now: now) { plan in
      let agent = try own(params.agent, caller)
      if agent.revoked != nil { return AgentRevokeMethod.Result(agent: try view(agent)) }
      plan.write(
        "UPDATE agent SET revoked = ? WHERE id = ?", .integer(now.milliseconds),
        .integer(agent.id))
      plan.write("DELETE FROM agent_app WHERE agent = ?", .integer(agent.id))
      try voidProposals("agent = ?", [.integer(agent.id)], &plan)
      plan.end(device: agent.credential, of: caller.person)
      return AgentRevokeMethod.Result(
        agent: AgentView(
          agent: agent.name, name: agent.label, added: agent.created, apps: [], revoked: now))
    }
  }
}
