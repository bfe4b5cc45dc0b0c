import Wire

/// What the host asks before a call, and the call that goes on after either answer.
struct ConsentRequest: Hashable {
  /// Characters of a nickname that is said here.
  static let nicknameLimit = 20

  var sheet: ConsentSheet
  /// Where the call goes on.
  var session: SessionID
  var feature: String
  var arguments: JSONObject

  /// The field that has no value yet and is typed here; nil where there is nothing to type.
  var missing: String? { sheet.items.first { $0.value == nil }?.scope }
}

extension Engine {
  /// Shows what is asked: one question.
  func ask(_ request: ConsentRequest) {
    counters.questions += 1
    push(.consent(request))
    field = request.missing
  }

  /// Notes what the person wants to be called, where that is asked for and was never said.
  func say(consent text: String) throws(ShellFailure) {
    guard case .consent(var request) = place, let scope = request.missing else {
      throw .fault(ShellFault(.nothingHere))
    }
    counters.keys += text.count
    let isMail = scope == IdentityScope.email.rawValue
    _ = try link.call(
      IdentityUpdateMethod.self,
      .init(key: newKey(), nickname: isMail ? nil : text, email: isMail ? text : nil))
    for index in request.sheet.items.indices where request.sheet.items[index].scope == scope {
      request.sheet.items[index].value = text
    }
    place = .consent(request)
    field = request.missing
  }

  /// Notes the answer about every field that is asked for, then makes the call that waited. What
  /// has no value is not granted: there is nothing to see.
  func answerConsent(_ decision: ConsentDecision) throws(ShellFailure) {
    guard case .consent(let request) = place, places.count > 1 else {
      throw .fault(ShellFault(.nothingHere))
    }
    for item in request.sheet.items {
      let isGranted = decision == .granted && item.value != nil
      _ = try link.call(
        ConsentSetMethod.self,
        .init(
          key: newKey(), app: request.sheet.app, scope: item.scope,
          decision: isGranted ? .granted : .declined))
    }
    places.removeLast()
    field = nil
    drain()
    guard case .visit(let visit) = place, visit.session == request.session else { return }
    try call(request.feature, request.arguments, in: visit)
  }
}

extension Place {
  /// Either answer is one key.
  static func choices(_ request: ConsentRequest) -> [Choice] {
    var choices: [Choice] = []
    if let missing = request.missing {
      choices.append(
        Choice(
          id: missing, label: IdentityScope(rawValue: missing)?.title ?? LocalizedText(missing),
          key: nil, deed: .field(missing), disabled: nil))
    }
    let allow = Choice(
      id: "allow", label: LocalizedText(ko: "보여 주기", en: "Let it see"), key: .enter,
      deed: .host(.allow),
      disabled: request.missing == nil || request.sheet.items.count > 1
        ? nil : LocalizedText(ko: "먼저 적어 주세요", en: "write it first"))
    let refuse = Choice(
      id: "refuse", label: LocalizedText(ko: "보여 주지 않고 계속", en: "Go on without"),
      key: .escape, deed: .host(.refuseConsent), disabled: nil)
    return choices + [allow, refuse]
  }
}

extension ScreenBlocks {
  /// What is asked for, by whom, why, and what would be seen; every word but the reason is ours.
  func consentBlocks(_ request: ConsentRequest) -> [Block] {
    var blocks: [Block] = [.host(.text(text(request.sheet.name), .strong))]
    for item in request.sheet.items {
      let title = IdentityScope(rawValue: item.scope)?.title ?? LocalizedText(item.scope)
      if let value = item.value {
        blocks.append(.host(.fact(text(title), value.onOneLine)))
      } else {
        let isTyped = screen.field == item.scope
        blocks.append(
          .host(
            .field(
              Block.FieldRow(
                id: item.scope, key: screen.choice(item.scope)?.key, label: text(title), value: "",
                isRequired: false, isFocused: isTyped))))
      }
      blocks.append(Block(origin: .program, content: .text(text(item.reason), .quiet)))
    }
    blocks.append(
      .host(
        .text(
          word(
            "거절해도 그대로 쓸 수 있고, 언제든 거둘 수 있습니다.",
            "It works without too, and you can take it back at any time."), .quiet)))
    return blocks
  }
}
