import Wire

extension Engine {
  /// Chooses something on the screen.
  func tap(_ id: String) throws(ShellFailure) {
    let choices = screen.choices
    guard let index = choices.firstIndex(where: { $0.id == id }) else {
      throw .fault(ShellFault(.unknownChoice, ["id": .string(id)]))
    }
    let choice = choices[index]
    if let reason = choice.disabled {
      throw .fault(
        ShellFault(
          .disabledChoice,
          ["id": .string(id), "reason": .string(reason.text(in: language))]))
    }
    counters.keys += choice.keyCost(at: index)
    try perform(choice.deed)
  }

  /// Does what a choice stands for; the key is counted already.
  func perform(_ deed: Choice.Deed) throws(ShellFailure) {
    notices = []
    switch deed {
    case .action(let action): try call(action)
    case .field(let id): field = id
    case .toggle(let id): try set(id) { $0 == .on(true) ? .on(false) : .on(true) }
    case .option(let input, let option): try choose(option, of: input)
    case .host(let deed): try perform(deed)
    }
  }

  /// Puts a value into an input: what it costs in keys is what a person would press.
  func fill(_ id: String, _ json: JSON) throws(ShellFailure) {
    if case .question = place { return try fill(question: id, json) }
    if case .consent = place {
      guard let text = json.string else {
        throw .fault(ShellFault(.unknownChoice, ["id": .string(id)]))
      }
      return try say(consent: text)
    }
    let visit = try currentVisit()
    guard let input = visit.inputs.first(where: { $0.id == id }) else {
      throw .fault(ShellFault(.unknownChoice, ["id": .string(id)]))
    }
    counters.keys += cost(of: json, in: input)
    let value: TypedValue
    do {
      value = try TypedValue(json, for: input, in: language)
    } catch {
      throw .fault(error)
    }
    updateVisit(visit.session) { $0.typed[id] = value }
    field = nil
  }

  /// Characters and one key to leave the field; one more to enter it, unless the page already
  /// waits in it. An option and a switch are one key each.
  private func cost(of json: JSON, in input: PageInput) -> Int {
    switch input.kind {
    case .toggle: return 1
    case .choice: return json.array?.count ?? 1
    case .text, .number, .date:
      let typed = json.string ?? json.text
      return typed.count + 1 + (field == input.id ? 0 : 1)
    }
  }

  private func set(
    _ id: String, _ change: (TypedValue?) -> TypedValue
  ) throws(ShellFailure) {
    let visit = try currentVisit()
    updateVisit(visit.session) { $0.typed[id] = change($0.typed[id]) }
  }

  private func choose(_ option: String, of id: String) throws(ShellFailure) {
    let visit = try currentVisit()
    guard let input = visit.inputs.first(where: { $0.id == id }),
      case .choice(_, _, let maximum, _) = input.kind
    else { throw .fault(ShellFault(.nothingHere)) }
    try set(id) { value in
      guard case .chosen(var ids)? = value, maximum > 1 else { return .chosen([option]) }
      if let index = ids.firstIndex(of: option) {
        ids.remove(at: index)
      } else if ids.count < maximum {
        ids.append(option)
      }
      return .chosen(ids)
    }
  }

  /// Calls a feature with the inputs of the page.
  func call(_ action: PageAction) throws(ShellFailure) {
    let visit = try currentVisit()
    let arguments: JSONObject
    do {
      arguments = try visit.arguments(for: action, in: language)
    } catch {
      if error.kind == .inputRequired { field = error.details["id"]?.string }
      throw .fault(error)
    }
    try call(action.feature, arguments, in: visit)
  }

  /// Calls a feature; where the host must ask something of the person first, it is asked.
  func call(
    _ feature: String, _ arguments: JSONObject, in visit: Visit
  ) throws(ShellFailure) {
    do {
      let reply = try link.call(
        SessionCallMethod.self,
        .init(
          session: visit.session, feature: feature, arguments: arguments, seenRev: visit.rev,
          key: newKey()))
      try take(reply)
      if let question = reply.question { ask(question) }
      if let sheet = reply.consent {
        ask(
          ConsentRequest(
            sheet: sheet, session: visit.session, feature: feature, arguments: arguments))
      }
    } catch {
      if case .refused(let refusal) = error { try recover(from: refusal, in: visit) }
      throw error
    }
  }

  /// Draws the page anew through the feature it names for that; typed text stays.
  func refresh() throws(ShellFailure) {
    guard case .visit(let visit) = place, let refresh = visit.page.refresh, !visit.ended else {
      return
    }
    try take(
      link.call(
        SessionCallMethod.self,
        .init(
          session: visit.session, feature: refresh.feature, arguments: refresh.arguments,
          seenRev: visit.rev)), isRefresh: true)
  }

  func take(_ reply: PageReply, isRefresh: Bool = false) throws(ShellFailure) {
    let page = try reply.page.map { json throws(ShellFailure) in try read(json) }
    updateVisit(reply.session) { $0.take(reply, page: page, isRefresh: isRefresh) }
    memory.note(page?.refresh, rev: reply.rev, of: reply.session)
    field = nil
    countQuestions()
    if let sheet = reply.sheet { show(sheet) }
    if let mandate = reply.mandate { show(mandate) }
    if reply.ended {
      forget(reply.session)
      say(.info, [Words.pick(language, ko: "이 자리는 끝났습니다.", en: "This visit is over.")])
    }
  }

  /// A conflict means the page is old: it is drawn again, and the refusal still says why.
  private func recover(from refusal: Refusal, in visit: Visit) throws(ShellFailure) {
    if refusal.code == SessionError.ended {
      forget(visit.session)
      updateVisit(visit.session) { $0.ended = true }
    } else if refusal.code.errorClass == .conflict {
      try refresh()
    }
  }

  private func forget(_ session: SessionID) {
    kept[session] = nil
    memory.forget(session)
  }
}
