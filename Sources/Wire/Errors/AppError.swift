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

  /// {app} owes no event {call}.
  package static let eventUnknown = ErrorCode(
    "app.event_unknown", .final,
    en: "There is no event {call} of {app}; what was delivered is gone.",
    ko: "{app}에 사건 {call}이(가) 없습니다. 전달된 사건은 남지 않습니다.",
    fixEn: "See the dead letters: madang merchant errors {app}",
    fixKo: "전달하지 못한 사건 보기: madang merchant errors {app}")

  /// The event {call} of {app} is no dead letter: it waits in its queue.
  package static let eventWaits = ErrorCode(
    "app.event_waits", .final,
    en: "The event {call} of {app} is no dead letter: it waits in its queue.",
    ko: "{app}의 사건 {call}은(는) 아직 전달을 기다리고 있습니다.",
    fixEn: "Wait; it is tried again by itself.",
    fixKo: "기다리세요. 저절로 다시 시도됩니다.")

  /// The event {call} told of a payment that is {status} by now.
  package static let eventOver = ErrorCode(
    "app.event_over", .final,
    en: "The event {call} told of a payment that is {status} by now; it is not delivered.",
    ko: "사건 {call}이(가) 알리던 결제는 이제 {status} 상태라 전달하지 않습니다.",
    fixEn: "Look at the bill: madang shop orders",
    fixKo: "주문 확인: madang shop orders")

  /// The merchant {merchant} is suspended: {reason}.
  package static let merchantSuspended = ErrorCode(
    "app.merchant_suspended", .notAllowed,
    en: "The operator suspended the merchant {merchant}: {reason}",
    ko: "운영자가 {merchant} 가맹점을 정지했습니다: {reason}",
    fixEn: "Ask the operator; whoever runs the daemon lifts it with madangd reinstate {merchant}.",
    fixKo: "운영자에게 문의하세요. 운영자는 madangd reinstate {merchant}로 풉니다.")

  static let all = [
    killed, killedByOperator, versionUnknown, callUnknown, eventUnknown, eventWaits, eventOver,
    merchantSuspended,
  ]
}
