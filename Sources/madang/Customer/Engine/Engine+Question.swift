import Wire

/// What a program asks in the middle of a call, with what was typed so far.
struct QuestionRequest: Hashable {
  var view: QuestionView
  var typed: [String: JSON] = [:]

  /// What answering sends; an untouched field sends what stood there first.
  var content: JSONObject {
    JSONObject(
      view.fields.compactMap { field in
        (typed[field.name] ?? field.initial).map { (field.name, $0) }
      })
  }
}

extension Engine {
  /// Shows what a program asks: one question.
  func ask(_ question: QuestionView) {
    if case .question(let request) = place, request.view.question == question.question { return }
    counters.questions += 1
    push(.question(QuestionRequest(view: question)))
    field = question.fields.first { $0.isRequired && $0.kind.isTyped }?.name
  }

  /// Puts a value into a field of the question.
  func fill(question id: String, _ value: JSON) throws(ShellFailure) {
    guard case .question(var request) = place,
      let field = request.view.fields.first(where: { $0.name == id })
    else { throw .fault(ShellFault(.unknownChoice, ["id": .string(id)])) }
    counters.keys += field.kind.isTyped ? (value.string ?? value.text).count + 1 : 1
    // An empty field is an answer only where a text is asked for.
    if value == "", field.kind != .text {
      request.typed.removeValue(forKey: id)
    } else {
      request.typed[id] = field.kind.read(value)
    }
    place = .question(request)
    self.field = nil
  }

  /// Answers, and takes what the call came to.
  func answerQuestion(_ action: QuestionAction) throws(ShellFailure) {
    guard case .question(let request) = place, places.count > 1 else {
      throw .fault(ShellFault(.nothingHere))
    }
    let reply: PageReply?
    do throws(ShellFailure) {
      reply = try link.call(
        SessionAnswerMethod.self,
        .init(
          question: request.view.question, action: action,
          content: action == .accept ? request.content : nil)
      ).page
    } catch {
      if case .refused(let refusal) = error, !refusal.leavesQuestionOpen {
        places.removeLast()
        field = nil
        try refresh()
      }
      throw error
    }
    places.removeLast()
    field = nil
    drain()
    guard let reply else { return }
    if case .visit(let visit) = place, visit.session == reply.session {
      try take(reply)
    } else if reply.page != nil {
      try enter(reply)
    }
    if let next = reply.question { ask(next) }
  }

  /// What programs ask for an agent's calls, or asked while no shell was open.
  func showQuestions() throws(ShellFailure) {
    for question in try link.call(SessionQuestionsMethod.self, .init()).questions { ask(question) }
  }
}

extension Refusal {
  /// Whether an answer that was refused can be given again: otherwise its time is up, its program
  /// took it back, or the call came to this.
  fileprivate var leavesQuestionOpen: Bool {
    if code == SessionError.arguments {
      return details["pointer"]?.string?.hasPrefix("/content/") == true
    }
    return code == PlatformError.busy
  }
}

extension QuestionField.Kind {
  /// Whether letters are typed, instead of something chosen.
  var isTyped: Bool {
    switch self {
    case .text, .number, .integer: true
    case .toggle, .choice, .choices: false
    }
  }

  /// What was typed as the value that is sent; what makes no sense is refused by the daemon.
  func read(_ value: JSON) -> JSON {
    guard let text = value.string else { return value }
    switch self {
    case .text, .choice: return value
    case .number, .integer, .toggle:
      do { return try JSON.parse(text) } catch { return value }
    case .choices:
      return .array(
        text.split(separator: ",").map { .string(String($0).trimmed) })
    }
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " }
    guard let end = start.lastIndex(where: { $0 != " " }) else { return "" }
    return String(start[...end])
  }
}

extension Place {
  /// The fields, and either answer by one key.
  static func choices(_ request: QuestionRequest) -> [Choice] {
    let fields = request.view.fields.map { field in
      Choice(
        id: field.name, label: LocalizedText(field.title ?? field.name), key: nil,
        deed: .field(field.name), disabled: nil)
    }
    let missing = request.view.fields.contains {
      $0.isRequired && request.content[$0.name] == nil
    }
    let accept = Choice(
      id: "accept", label: LocalizedText(ko: "답하기", en: "Answer"), key: .enter,
      deed: .host(.answer(.accept)),
      disabled: missing ? LocalizedText(ko: "먼저 적어 주세요", en: "fill it in first") : nil)
    let decline = Choice(
      id: "decline", label: LocalizedText(ko: "답하지 않기", en: "Do not answer"), key: .escape,
      deed: .host(.answer(.decline)), disabled: nil)
    // Beside a clear no there is "not now" (MCP, client/elicitation, "User Interaction Model").
    let cancel = Choice(
      id: "cancel", label: LocalizedText(ko: "그만두기", en: "Cancel"), key: nil,
      deed: .host(.answer(.cancel)), disabled: nil)
    return (fields + [cancel]).labelled() + [accept, decline]
  }
}

extension ScreenBlocks {
  /// Who asks what; the words are the program's and carry its rail.
  func questionBlocks(_ request: QuestionRequest) -> [Block] {
    var blocks: [Block] = [
      .host(.text(text(request.view.name), .strong)),
      Block(origin: .program, content: .text(request.view.message.onOneLine, .body)),
    ]
    for field in request.view.fields {
      let value = request.content[field.name]
      blocks.append(
        .host(
          .field(
            Block.FieldRow(
              id: field.name, key: screen.choice(field.name)?.key,
              label: (field.title ?? field.name).onOneLine,
              value: (value?.string ?? value?.text ?? "").onOneLine,
              isRequired: field.isRequired, isFocused: screen.field == field.name))))
      if let description = field.description {
        blocks.append(
          Block(origin: .program, content: .text(description.onOneLine, .quiet)))
      }
      for option in field.options ?? [] {
        blocks.append(
          Block(
            origin: .program,
            content: .text("\(option.value): \(option.title)".onOneLine, .quiet)))
      }
    }
    blocks.append(
      .host(
        .text(
          word(
            "PIN, 비밀번호, 카드 번호는 어떤 앱도 여기서 묻지 않습니다.",
            "No app asks for a PIN, a password or a card here."), .quiet)))
    return blocks
  }
}
