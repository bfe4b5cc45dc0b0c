import Wire

/// What an agent wants done, with the key under which it is approved.
struct ProposalRequest: Hashable {
  var proposal: ProposalView
  var key: String
}

extension Engine {
  /// Shows the newest of what agents wait for; nothing where none does.
  func showProposals() throws(ShellFailure) {
    let waiting = try link.call(ProposalListMethod.self, .init()).proposals
    guard let newest = waiting.first else {
      return say(
        .info,
        [Words.pick(language, ko: "기다리는 제안이 없습니다.", en: "No proposal waits.")])
    }
    push(.proposal(ProposalRequest(proposal: newest, key: newKey())))
  }

  /// Says yes to exactly what is shown; what is to be paid is then asked like any payment.
  func approveProposal() throws(ShellFailure) {
    guard case .proposal(let request) = place else { throw .fault(ShellFault(.nothingHere)) }
    let answer = try leavingWhatIsOver { () throws(ShellFailure) in
      try link.call(
        ProposalApproveMethod.self,
        .init(key: request.key, proposal: request.proposal.proposal))
    }
    if places.count > 1 { places.removeLast() }
    if let page = answer.page, page.page != nil {
      try enter(page)
    } else if let sheet = answer.page?.sheet {
      show(sheet)
    }
    say(.ok, [Words.pick(language, ko: "승인했습니다.", en: "Approved.")])
  }

  /// Says no.
  func declineProposal() throws(ShellFailure) {
    guard case .proposal(let request) = place else { throw .fault(ShellFault(.nothingHere)) }
    _ = try leavingWhatIsOver { () throws(ShellFailure) in
      try link.call(
        ProposalDeclineMethod.self,
        .init(key: request.key, proposal: request.proposal.proposal))
    }
    if places.count > 1 { places.removeLast() }
    say(.info, [Words.pick(language, ko: "거절했습니다.", en: "Declined.")])
  }

  /// A proposal that is over, or nobody's any more, is taken away with the refusal that says so.
  private func leavingWhatIsOver<Answer>(
    _ ask: () throws(ShellFailure) -> Answer
  ) throws(ShellFailure) -> Answer {
    do throws(ShellFailure) {
      return try ask()
    } catch {
      if case .refused(let refusal) = error,
        [AgentError.proposalOver, AgentError.proposalUnknown].contains(refusal.code),
        places.count > 1
      {
        places.removeLast()
      }
      throw error
    }
  }
}

extension Place {
  /// Either answer is one key; neither is ever given by an option of the command line.
  static func choices(_ request: ProposalRequest) -> [Choice] {
    [
      host("approve", LocalizedText(ko: "승인하기", en: "Approve"), .approve, .enter),
      host("decline", LocalizedText(ko: "거절하기", en: "Decline"), .decline, .escape),
    ]
  }
}

extension ScreenBlocks {
  /// Whose idea it is, in which app, and everything it would do.
  func proposalBlocks(_ request: ProposalRequest) -> [Block] {
    let proposal = request.proposal
    var blocks: [Block] = [
      .host(.text(text(proposal.name), .strong)),
      .host(.fact(word("누가", "Who"), proposal.agentName.onOneLine)),
      .host(.fact(word("기능", "Feature"), proposal.feature.onOneLine)),
    ]
    for item in proposal.effects {
      blocks.append(Block(origin: .program, content: .text(text(item.text), .body)))
    }
    for item in proposal.consent?.items ?? [] {
      let title = IdentityScope(rawValue: item.scope)?.title ?? LocalizedText(item.scope)
      blocks.append(.host(.fact(text(title), (item.value ?? "").onOneLine)))
    }
    blocks.append(.host(.timer(proposal.expires, word("승인할 수 있는 때", "can be approved until"))))
    return blocks
  }
}
