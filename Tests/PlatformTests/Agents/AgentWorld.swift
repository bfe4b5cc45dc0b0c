import Crypto
import Testing
import Wire

@testable import Platform

/// Agents in the words of a test.
extension DomainWorld {
  /// An app that offers most of its features to agents.
  static func agentManifest(version: Int64 = 1, app: String = "test.shop.agents") -> String {
    """
    {"manifest": 1, "app_id": "\(app)", "name": {"ko": "시험집", "en": "Test House"},
     "version": {"name": "1.0", "code": \(version)}, "merchant": "agents",
     "program": {"name": "Test"},
     "features": [
       {"name": "open", "query": true, "agent": true}, {"name": "own"},
       {"name": "look", "query": true, "agent": true}, {"name": "change", "agent": true},
       {"name": "order", "confirms": true, "agent": true, "scopes": ["wallet.bill"]},
       {"name": "sign", "agent": true, "scopes": ["identity.nickname"]},
       {"name": "board", "visibility": "staff", "query": true, "agent": true},
       {"name": "paid", "visibility": "system"}],
     "routes": [{"code": "table", "feature": "open",
       "params": {"table": {"type": "integer", "minimum": 1, "maximum": 3}}}],
     "on": {"bill.paid": "paid"},
     "scopes": {"required": [
       {"name": "records", "reason": "r"}, {"name": "wallet.bill", "reason": "r"},
       {"name": "benefits", "reason": "r"}, {"name": "events:publish", "reason": "r"}],
       "optional": [{"name": "identity.nickname", "reason": "r"}]},
     "events": {"publishes": ["news"]}}
    """
  }

  func publish(manifest: String, as name: String = "owner") throws {
    let params = RegistryPublishMethod.Params(
      key: newKey(), manifest: manifest, source: "/nowhere")
    let caller = try person(name)
    let body = try body(RegistryPublishMethod.name, params)
    try run {
      try $0.publish(
        caller, manifest: manifest, digest: String(repeating: "a", count: 64),
        tools: ["change": ["type": "object", "required": ["item"]]], body, now: now)
    }
  }

  static func agentKey(_ name: String) throws -> SigningKey {
    let seed = Array(("agent " + name).utf8)
    return try SigningKey(seed: seed + Array(repeating: 7, count: 32 - seed.count))
  }

  /// Adds an agent for a person.
  func addAgent(_ name: String, of person: String) throws -> AgentID {
    let params = AgentAddMethod.Params(
      key: newKey(), name: name,
      device: Hex.encode(try Self.agentKey(name).publicKey.bytes))
    let caller = try self.person(person)
    let body = try body(AgentAddMethod.name, params)
    let answer = try run { try $0.agentAdd(caller, params, body, now: now) }
    return try answer.decode(AgentAddMethod.Result.self).agent.agent
  }

  /// Whoever an agent's connection is, as it is asked at every request.
  func agent(_ name: String) throws -> Person {
    let known = try group { try $0.identify(agent: try Self.agentKey(name).publicKey) }
    return try platform.person(known.person, credential: known.credential, lang: .english)
  }

  func switchApp(_ agent: AgentID, _ app: String, on: Bool = true, by person: String) throws {
    let params = AgentAppsMethod.Params(
      key: newKey(), agent: agent, app: AppID(app), isOn: on)
    let caller = try self.person(person)
    let body = try body(AgentAppsMethod.name, params)
    try run { try $0.agentApps(caller, params, body, now: now) }
  }

  func revoke(_ agent: AgentID, by person: String) throws {
    let params = AgentRevokeMethod.Params(key: newKey(), agent: agent)
    let caller = try self.person(person)
    let body = try body(AgentRevokeMethod.name, params)
    try run { try $0.agentRevoke(caller, params, body, now: now) }
  }

  /// What an agent's call comes to: a ticket, or an answer that needed no program.
  func agentStep(
    _ agent: String, _ feature: String, arguments: JSONObject? = nil,
    session: SessionID? = nil, key: String? = nil, app: String = "test.shop.agents"
  ) throws -> CallStep {
    let params = AgentCallMethod.Params(
      key: key ?? newKey(), app: AppID(app), feature: feature, arguments: arguments,
      session: session)
    let caller = try self.agent(agent)
    let body = try body(AgentCallMethod.name, params)
    return try group { try $0.prepareAgentCall(caller, params, body, now: now) }
  }

  /// Calls as an agent and commits what the test's program answered.
  @discardableResult
  func agentCall(
    _ agent: String, _ feature: String, arguments: JSONObject? = nil, state: JSON? = nil,
    effects: [Effect] = [], key: String? = nil
  ) throws -> AgentReply {
    switch try agentStep(agent, feature, arguments: arguments, key: key) {
    case .answer(let outcome):
      note(outcome.notices)
      return try outcome.result.get().decode(AgentReply.self)
    case .call(let ticket):
      let commit = try group {
        try $0.commit(
          ticket, reads: ReadSet(), page: Page(title: "t"), state: state, effects: effects,
          now: now)
      }
      switch commit {
      case .conflict(let conflict): throw DomainWorldFault.conflict(conflict.code)
      case .done(let outcome):
        note(outcome.notices)
        return try outcome.result.get().decode(AgentReply.self)
      }
    }
  }

  func approve(
    _ proposal: ProposalID, by person: String, key: String? = nil
  ) throws -> ProposalApproveMethod.Result {
    let params = ProposalApproveMethod.Params(key: key ?? newKey(), proposal: proposal)
    let caller = try self.person(person)
    let body = try body(ProposalApproveMethod.name, params)
    return try run { try $0.proposalApprove(caller, params, body, now: now) }
      .decode(ProposalApproveMethod.Result.self)
  }

  func decline(_ proposal: ProposalID, by person: String) throws {
    let params = ProposalDeclineMethod.Params(key: newKey(), proposal: proposal)
    let caller = try self.person(person)
    let body = try body(ProposalDeclineMethod.name, params)
    try run { try $0.proposalDecline(caller, params, body, now: now) }
  }

  func status(_ proposal: ProposalID, for agent: String) throws -> ProposalView.Status {
    let caller = try self.agent(agent)
    return try platform.proposalShow(caller, .init(proposal: proposal)).proposal.status
  }
}
