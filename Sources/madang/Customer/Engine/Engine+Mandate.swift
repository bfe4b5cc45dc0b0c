import Wire

/// A mandate that an app asks for, with the key under which it is answered.
struct MandateRequest: Hashable {
  var mandate: MandateView
  var key: String
  /// Whether approving it asks for the PIN.
  var needsPIN = false
}

extension Engine {
  /// Puts what an app wants to charge later on top; the daemon's own numbers.
  func show(_ mandate: MandateView) {
    if case .mandate(let request) = place, request.mandate.mandate == mandate.mandate { return }
    push(.mandate(MandateRequest(mandate: mandate, key: newKey())))
  }

  /// Allows exactly the terms that are shown.
  func approveMandate(pin: String?) throws(ShellFailure) {
    guard case .mandate(var request) = place else { throw .fault(ShellFault(.nothingHere)) }
    do {
      let answer = try link.call(
        MandateApproveMethod.self,
        .init(
          key: request.key, mandate: request.mandate.mandate, terms: request.mandate.terms,
          pin: pin))
      try leave(
        answer.mandate, ko: "허락했습니다. 언제든 거둘 수 있습니다.",
        en: "Allowed. You can take it back at any time.")
    } catch {
      if case .refused(let refusal) = error, refusal.code == AuthorizationError.pinRequired {
        request.needsPIN = true
        place = .mandate(request)
      }
      throw error
    }
  }

  /// Says no; the app hears it.
  func declineMandate() throws(ShellFailure) {
    guard case .mandate(let request) = place else { throw .fault(ShellFault(.nothingHere)) }
    let answer = try link.call(
      MandateDeclineMethod.self, .init(key: request.key, mandate: request.mandate.mandate))
    try leave(answer.mandate, ko: "허락하지 않았습니다.", en: "Not allowed.")
  }

  private func leave(
    _ mandate: MandateView, ko korean: String, en english: String
  ) throws(ShellFailure) {
    if places.count > 1 { places.removeLast() }
    _ = try refreshAgreements()
    say(
      mandate.status == .active ? .ok : .info,
      [Words.pick(language, ko: korean, en: english)])
  }
}

extension Place {
  /// Either answer is one key; neither is ever given by an option of the command line.
  static func choices(_ request: MandateRequest) -> [Choice] {
    guard request.mandate.status == .proposed else {
      return request.mandate.isInForce
        ? [
          host(
            "revoke", LocalizedText(ko: "자동 결제 거두기", en: "Take it back"),
            .revoke(request.mandate.mandate), .character("x")), back,
        ] : [back]
    }
    return [
      Choice(
        id: "approve", label: LocalizedText(ko: "허락하기", en: "Allow"), key: .enter,
        deed: .host(.approve), disabled: nil),
      Choice(
        id: "decline", label: LocalizedText(ko: "허락하지 않기", en: "Do not allow"), key: .escape,
        deed: .host(.decline), disabled: nil),
    ]
  }
}

extension ScreenBlocks {
  /// Who may charge how much how often; every word but the title is ours.
  func mandateBlocks(_ request: MandateRequest) -> [Block] {
    let mandate = request.mandate
    let terms = mandate.terms
    func amount(_ amount: Int64) -> Money { Money(amount, terms.currency) }
    var blocks: [Block] = [
      .host(.text(text(mandate.payee), .strong)),
      Block(origin: .program, content: .text(text(mandate.title), .body)),
      .host(
        .amount(
          word("한 번에 최대", "At most a charge"), amount(terms.maxPerCharge), isStrong: true)),
      .host(
        .amount(
          word("\(every(terms))에 최대", "At most \(every(terms))"), amount(terms.maxPerPeriod),
          isStrong: false)),
      .host(
        .amount(word("모두 합해 최대", "At most altogether"), amount(terms.total), isStrong: false)),
      .host(
        .fact(
          word("횟수", "How often"),
          terms.usage == .recurring
            ? word("\(every(terms))에 한 번", "once \(every(terms))")
            : word("한도 안에서 여러 번", "as often as these allow"))),
    ]
    if mandate.status != .proposed { blocks += useBlocks(mandate) }
    guard mandate.status == .proposed || mandate.isInForce else { return blocks }
    blocks.append(
      .host(
        .text(
          word(
            "묻지 않고 결제합니다. 언제든 바로 거둘 수 있습니다.",
            "It charges without asking. You can take it back at once, at any time."), .quiet)))
    return blocks
  }

  private func every(_ terms: MandateTerms) -> String {
    switch terms.unit {
    case .day: word("\(terms.count)일", terms.count == 1 ? "a day" : "in \(terms.count) days")
    case .week: word("\(terms.count)주", terms.count == 1 ? "a week" : "in \(terms.count) weeks")
    case .month:
      word("\(terms.count)개월", terms.count == 1 ? "a month" : "in \(terms.count) months")
    }
  }
}
