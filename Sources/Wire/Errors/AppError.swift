/// The error codes about a published app as a whole and its recorded calls.
package enum AppError {
  /// This app was switched off: {reason}. Nothing was changed.
  package static let killed = ErrorCode(
    "app.killed", .later,
    en: "This app was switched off: {reason}. Nothing was changed.",
    ko: "이 앱은 꺼졌습니다: {reason}. 바뀐 것은 없습니다.",
    fixEn: "Ask the staff; what was paid stays in your orders.",
    fixKo: "직원에게 문의하세요. 결제한 것은 주문 목록에 남아 있습니다.")

  /// Only who switched {app} off, or the operator, may switch it on again.
  package static let killedByOperator = ErrorCode(
    "app.killed_by_operator", .notAllowed,
    en: "The operator switched {app} off; only the operator may switch it on again.",
    ko: "{app}은(는) 운영자가 껐습니다. 운영자만 다시 켤 수 있습니다.",
    fixEn: "Ask the operator.",
    fixKo: "운영자에게 문의하세요.")

  /// {app} has no version {version}.
  package static let versionUnknown = ErrorCode(
    "app.version_unknown", .final,
    en: "{app} has no version {version}.",
    ko: "{app}에는 버전 {version}이(가) 없습니다.",
    fixEn: "See what is published: madang merchant list",
    fixKo: "게시된 앱 보기: madang merchant list")

  /// There is no recorded call {call} of {app}.
  package static let callUnknown = ErrorCode(
    "app.call_unknown", .final,
    en: "There is no recorded call {call} of {app}; recordings are short-lived.",
    ko: "{app}에 기록된 호출 {call}이(가) 없습니다. 기록은 잠시만 남습니다.",
    fixEn: "See what is recorded: madang merchant calls {app}",
    fixKo: "기록된 호출 보기: madang merchant calls {app}")

  static let all = [killed, killedByOperator, versionUnknown, callUnknown]
}
