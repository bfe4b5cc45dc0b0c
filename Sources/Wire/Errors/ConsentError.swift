/// The error codes about what an app may see of a person, and what it may tell them.
package enum ConsentError {
  /// This app does not ask for {scope}.
  package static let scopeUnknown = ErrorCode(
    "consent.scope_unknown", .final,
    en: "This app does not ask for {scope}.",
    ko: "이 앱은 {scope}을(를) 요청하지 않습니다.",
    fixEn: "See what it asks for: madang consent list",
    fixKo: "요청 목록 보기: madang consent list")

  /// There is nothing to share.
  package static let nothingToShare = ErrorCode(
    "consent.nothing_to_share", .final,
    en: "You have told nothing that {scope} could show.",
    ko: "{scope}(으)로 보여 줄 내용이 없습니다.",
    fixEn: "Say it first: madang id nickname NAME, or madang id verify phone",
    fixKo: "먼저 입력하세요: madang id nickname NAME 또는 madang id verify phone")

  /// A shop may send a person at most {limit} messages a day.
  package static let inboxQuota = ErrorCode(
    "inbox.quota", .later,
    en: "A shop may send a person at most {limit} messages a day.",
    ko: "가게는 한 사람에게 하루에 {limit}번까지만 소식을 보낼 수 있습니다.",
    fixEn: "Say less, or say it tomorrow.",
    fixKo: "줄이거나 내일 보내세요.")

  /// There is no message template {template}.
  package static let templateUnknown = ErrorCode(
    "inbox.template_unknown", .final,
    en: "There is no message template {template} with these values.",
    ko: "그런 값을 받는 {template} 알림 틀은 없습니다.",
    fixEn: "Use one of the platform's templates for orders.",
    fixKo: "플랫폼의 주문 알림 틀을 쓰세요.")

  static let all = [scopeUnknown, nothingToShare, inboxQuota, templateUnknown]
}
