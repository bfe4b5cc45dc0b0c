import Wire

/// Something the shell refuses by itself, before asking the daemon.
struct ShellFault: Error, Hashable {
  /// The kinds, by their stable codes.
  enum Kind: String, CaseIterable {
    case usage = "shell.usage"
    case badInput = "shell.bad_input"
    case noInput = "shell.no_input"
    case unknownChoice = "shell.unknown_choice"
    case disabledChoice = "shell.disabled"
    case inputRequired = "shell.input_required"
    case inputInvalid = "shell.input_invalid"
    case nothingToPay = "shell.nothing_to_pay"
    case nothingHere = "shell.nothing_here"
    case waitTimeout = "shell.wait_timeout"
    case declined = "shell.declined"
    case files = "shell.files"
    case tooEarly = "shell.too_early"

    /// The status a command ends with.
    var exitCode: ExitCode {
      switch self {
      case .usage: .usage
      case .badInput, .inputInvalid: .badData
      case .noInput, .files: .noInput
      case .declined: .declined
      case .unknownChoice, .disabledChoice, .inputRequired, .nothingToPay, .nothingHere,
        .waitTimeout, .tooEarly:
        .failed
      }
    }
  }

  /// Which.
  var kind: Kind
  /// Facts that the sentences name.
  var details: JSONObject = JSONObject()

  /// A fault with what it is about.
  init(_ kind: Kind, _ details: JSONObject = JSONObject()) {
    self.kind = kind
    self.details = details
  }

  /// What happened.
  func message(in language: Language) -> String { filled(kind.sentence.text(in: language)) }

  /// What to do.
  func fix(in language: Language) -> String { filled(kind.fix.text(in: language)) }

  private func filled(_ sentence: String) -> String {
    var text = sentence
    for member in details.members {
      text.replace("{\(member.key)}", with: member.value.string ?? member.value.text)
    }
    return text
  }
}

extension ShellFault.Kind {
  /// What happened, in both languages.
  var sentence: LocalizedText {
    switch self {
    case .usage: LocalizedText(ko: "명령을 이해하지 못했습니다: {reason}", en: "Usage: {reason}")
    case .badInput:
      LocalizedText(ko: "읽을 수 없는 입력입니다: {reason}", en: "The input cannot be read: {reason}")
    case .noInput: LocalizedText(ko: "입력이 없습니다: {path}", en: "There is no input: {path}")
    case .unknownChoice:
      LocalizedText(ko: "이 화면에 {id}은(는) 없습니다.", en: "There is no {id} on this page.")
    case .disabledChoice:
      LocalizedText(ko: "{id}: 지금은 고를 수 없습니다. {reason}", en: "{id} cannot be chosen: {reason}")
    case .inputRequired:
      LocalizedText(ko: "{label}: 먼저 채워 주세요.", en: "{label} must be filled in first.")
    case .inputInvalid:
      LocalizedText(ko: "{label}: {reason}", en: "{label}: {reason}")
    case .nothingToPay:
      LocalizedText(ko: "결제할 청구서가 열려 있지 않습니다.", en: "No bill is open to be paid.")
    case .nothingHere: LocalizedText(ko: "여기서는 할 수 없습니다.", en: "That cannot be done here.")
    case .waitTimeout:
      LocalizedText(ko: "{event} 소식이 제때 오지 않았습니다.", en: "{event} did not come in time.")
    case .declined:
      LocalizedText(ko: "결제하지 않았습니다. 돈은 움직이지 않았습니다.", en: "Declined. No money moved.")
    case .files: LocalizedText(ko: "파일을 쓸 수 없습니다: {reason}", en: "A file failed: {reason}")
    case .tooEarly:
      LocalizedText(
        ko: "너무 빨리 눌러서 무시했습니다. 결제되지 않았습니다.",
        en: "That key came too early and was ignored. Nothing was paid.")
    }
  }

  /// What to do, in both languages.
  var fix: LocalizedText {
    switch self {
    case .usage: LocalizedText(ko: "도움말: madang help", en: "See: madang help")
    case .badInput: LocalizedText(ko: "형식을 고치세요.", en: "Correct the input.")
    case .noInput, .files: LocalizedText(ko: "경로를 확인하세요.", en: "Check the path.")
    case .unknownChoice:
      LocalizedText(ko: "화면에 있는 것을 고르세요.", en: "Choose something that stands on the page.")
    case .disabledChoice: LocalizedText(ko: "다른 것을 고르세요.", en: "Choose something else.")
    case .inputRequired, .inputInvalid:
      LocalizedText(ko: "입력을 고친 뒤 다시 하세요.", en: "Correct the input, then try again.")
    case .nothingToPay: LocalizedText(ko: "열린 청구서: madang orders", en: "See: madang orders")
    case .nothingHere: LocalizedText(ko: "뒤로 가서 다시 하세요.", en: "Go back and try again.")
    case .waitTimeout: LocalizedText(ko: "더 기다리거나 확인하세요.", en: "Wait longer, or look again.")
    case .declined: LocalizedText(ko: "다시 하려면 화면으로 돌아가세요.", en: "Go back to try again.")
    case .tooEarly: LocalizedText(ko: "금액을 보고 다시 누르세요.", en: "Read the amount, then press again.")
    }
  }
}
