/// The error codes about sessions and their features.
package enum SessionError {
  /// There is no such session for you.
  package static let unknown = ErrorCode(
    "session.unknown", .final,
    en: "There is no such session for you.",
    ko: "해당하는 자리가 없습니다.",
    fixEn: "Scan the code again.",
    fixKo: "코드를 다시 스캔하세요.")

  /// This visit is over.
  package static let ended = ErrorCode(
    "session.ended", .final,
    en: "This visit is over.",
    ko: "이미 끝난 자리입니다.",
    fixEn: "Scan the code again to start a new one.",
    fixKo: "코드를 다시 스캔해 새로 시작하세요.")

  /// Too many requests are waiting at this table.
  package static let busy = ErrorCode(
    "session.busy", .later,
    en: "Too many requests are waiting at this table.",
    ko: "이 자리에 대기 중인 요청이 너무 많습니다.",
    fixEn: "Try again in a moment.",
    fixKo: "잠시 뒤에 다시 시도하세요.")

  /// Something changed since you looked. Nothing was ordered.
  package static let stale = ErrorCode(
    "session.stale", .conflict,
    en: "Something changed since you looked. Nothing was ordered.",
    ko: "보고 계시던 내용이 바뀌었습니다. 주문되지 않았습니다.",
    fixEn: "Look at the page again, then confirm.",
    fixKo: "화면을 다시 보고 확인하세요.")

  /// This table already has {limit} people.
  package static let full = ErrorCode(
    "session.full", .final,
    en: "This table already has {limit} people.",
    ko: "이 자리에는 이미 {limit}명이 있습니다.",
    fixEn: "Use another table.",
    fixKo: "다른 자리를 이용하세요.")

  /// There is no feature {feature} here.
  package static let featureUnknown = ErrorCode(
    "feature.unknown", .final,
    en: "There is no feature {feature} here.",
    ko: "{feature} 기능이 없습니다.",
    fixEn: "Open the page again.",
    fixKo: "화면을 다시 여세요.")

  /// You may not use the feature {feature}.
  package static let featureNotAllowed = ErrorCode(
    "feature.not_allowed", .notAllowed,
    en: "You may not use the feature {feature}.",
    ko: "{feature} 기능을 쓸 수 없습니다.",
    fixEn: "Ask the staff.",
    fixKo: "직원에게 문의하세요.")

  /// The input is not accepted: {pointer} {reason}.
  package static let arguments = ErrorCode(
    "feature.arguments", .final,
    en: "The input is not accepted: {pointer} {reason}.",
    ko: "입력을 받을 수 없습니다: {pointer} {reason}.",
    fixEn: "Correct the input that is named.",
    fixKo: "표시된 입력을 고치세요.")

  /// Others changed this at the same time. Nothing was done.
  package static let conflict = ErrorCode(
    "session.conflict", .conflict,
    en: "Others changed this at the same time. Nothing was done.",
    ko: "다른 사람이 동시에 바꾸었습니다. 처리되지 않았습니다.",
    fixEn: "Try again.",
    fixKo: "다시 시도하세요.")

  static let all = [
    unknown, ended, busy, stale, full, featureUnknown, featureNotAllowed, arguments, conflict,
  ]
}
