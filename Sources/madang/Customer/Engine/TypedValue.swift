import Wire

/// What stands in an input now.
enum TypedValue: Hashable {
  case text(String)
  case number(Int64)
  case chosen([String])
  case on(Bool)

  /// What a page puts there before anybody typed.
  init(initial kind: PageInput.Kind) {
    switch kind {
    case .text(_, let value), .date(let value): self = .text(value)
    case .number(_, _, let value): self = .number(value)
    case .choice(_, _, _, let chosen): self = .chosen(chosen)
    case .toggle(let value): self = .on(value)
    }
  }

  /// Takes a value from a script or a keyboard; throws what is wrong with it.
  init(_ json: JSON, for input: PageInput, in language: Language) throws(ShellFault) {
    let label = input.label.text(in: language)
    func invalid(_ korean: String, _ english: String) -> ShellFault {
      let reason = Words.pick(language, ko: korean, en: english)
      return ShellFault(.inputInvalid, ["label": .string(label), "reason": .string(reason)])
    }
    switch input.kind {
    case .text(let limit, _):
      guard let text = json.string else { throw invalid("글자가 아닙니다", "is not a text") }
      guard text.count <= limit else {
        throw invalid("\(limit)자까지 쓸 수 있습니다", "may have \(limit) characters")
      }
      self = .text(text.cleaned)
    case .date:
      guard let text = json.string, text.isEmpty || Self.isDay(text) else {
        throw invalid("날짜는 2026-11-20처럼 씁니다", "a day is written 2026-11-20")
      }
      self = .text(text)
    case .number(let range, let step, _):
      guard let number = json.integer ?? json.string.flatMap({ Int64($0) }) else {
        throw invalid("숫자가 아닙니다", "is not a number")
      }
      guard range.contains(number) else {
        throw invalid(
          "\(range.lowerBound)–\(range.upperBound) 사이여야 합니다",
          "must lie in \(range.lowerBound)–\(range.upperBound)")
      }
      guard number.subtractingReportingOverflow(range.lowerBound).partialValue % step == 0 else {
        throw invalid("\(step) 단위로 고르세요", "goes in steps of \(step)")
      }
      self = .number(number)
    case .choice(let options, _, let maximum, _):
      let ids = json.string.map { [$0] } ?? json.array?.compactMap(\.string) ?? []
      guard ids.allSatisfy({ id in options.contains { $0.id == id } }), !ids.isEmpty || json == []
      else { throw invalid("없는 선택지입니다", "has no such option") }
      guard ids.count <= maximum else {
        throw invalid("\(maximum)개까지 고를 수 있습니다", "takes at most \(maximum)")
      }
      self = .chosen(ids)
    case .toggle:
      guard let on = json.bool else { throw invalid("예 또는 아니오입니다", "is yes or no") }
      self = .on(on)
    }
  }

  /// Why an action must not be called yet; nil where the value will do.
  func complaint(about input: PageInput, in language: Language) -> ShellFault? {
    let isMissing: Bool
    switch (self, input.kind) {
    case (.text(let text), _): isMissing = input.required && text.isEmpty
    case (.chosen(let ids), .choice(_, let minimum, _, _)):
      isMissing = ids.count < max(minimum, input.required ? 1 : 0)
    default: isMissing = false
    }
    guard isMissing else { return nil }
    return ShellFault(
      .inputRequired,
      ["label": .string(input.label.text(in: language)), "id": .string(input.id)])
  }

  /// The argument's value; nil where nothing is to be said.
  func argument(for input: PageInput) -> JSON? {
    switch (self, input.kind) {
    case (.text(let text), .date): text.isEmpty ? nil : .string(text)
    case (.text(let text), _): .string(text)
    case (.number(let number), _): .integer(number)
    case (.on(let on), _): .bool(on)
    case (.chosen(let ids), .choice(_, _, let maximum, _)):
      maximum == 1 ? ids.first.map(JSON.string) : .array(ids.map(JSON.string))
    case (.chosen(let ids), _): .array(ids.map(JSON.string))
    }
  }

  /// The value as one text.
  var text: String {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .chosen(let ids): ids.joined(separator: ",")
    case .on(let on): on ? "on" : "off"
    }
  }

  private static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let month = Int(parts[1]), let day = Int(parts[2]), Int(parts[0]) != nil
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}
