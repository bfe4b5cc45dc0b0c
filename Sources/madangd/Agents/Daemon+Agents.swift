import JSONRPC
import Platform
import Wire

/// Agents: what they may ask, and what their people say about it.
extension Daemon where Core == Platform {
  /// Registers the methods of agents, of their people, and of proposals.
  func handleAgents(_ flow: CallFlow) {
    read(AgentListMethod.self) { core, person, _, _ in try core.agentList(person) }
    change(AgentAddMethod.self) { try $0.agentAdd($1, $2, $3, now: $4) }
    change(AgentAppsMethod.self) { try $0.agentApps($1, $2, $3, now: $4) }
    change(AgentRevokeMethod.self) { try $0.agentRevoke($1, $2, $3, now: $4) }
    read(ProposalListMethod.self) { core, person, _, now in
      try core.proposalList(person, now: now)
    }
    change(ProposalApproveMethod.self) { try $0.proposalApprove($1, $2, $3, now: $4) }
    change(ProposalDeclineMethod.self) { try $0.proposalDecline($1, $2, $3, now: $4) }
    readForAgent(AgentToolsMethod.self) { core, agent, _ in try core.agentTools(agent) }
    readForAgent(AgentSessionsMethod.self) { core, agent, _ in try core.agentSessions(agent) }
    readForAgent(ProposalShowMethod.self) { try $0.proposalShow($1, $2) }
    handleAgentCall(flow)
  }

  /// Reads from the core for an agent, or for a person where the method is for both.
  private func readForAgent<M: Method>(
    _ method: M.Type, _ run: @escaping @Sendable (Platform, Person, M.Params) throws -> M.Result
  ) {
    dispatcher.handle(method) { [unowned self] params, caller, reply in
      guard let person = caller.principal.agentOf ?? caller.person else {
        return reply.refuse(Refusal(AuthError.agentOnly))
      }
      core.submit(for: reply) { core, _ in
        let result = try run(core, try core.person(person, caller), params)
        return { reply.ok(result) }
      }
    }
  }

  /// Registers `agent.call`; an agent that calls too often waits.
  private func handleAgentCall(_ flow: CallFlow) {
    dispatcher.handle(AgentCallMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.principal.agentOf, let credential = caller.credential else {
        return reply.refuse(Refusal(AuthError.agentOnly))
      }
      if let refusal = agentRates.take(credential, nowNanoseconds: MonotonicNanoseconds.now) {
        return reply.refuse(refusal)
      }
      let body = RequestBody(AgentCallMethod.self, params)
      flow.run(
        key: "\(credential) \(params.key)", trace: caller.trace,
        prepare: { core, now in
          let known = try core.person(person, caller)
          return try core.prepareAgentCall(known, params, body, now: now)
        },
        done: { reply.finish($0) })
    }
  }

  /// Registers what shops give people, and whom people follow.
  func handleBenefits() {
    read(BenefitListMethod.self) { core, person, _, now in
      try core.benefitList(person, now: now)
    }
    read(FollowListMethod.self) { core, person, _, _ in try core.followList(person) }
    change(FollowSetMethod.self) { try $0.followSet($1, $2, $3, now: $4) }
  }
}
