/// The error codes about codes that are sent to a phone.
package enum SMSError {
  /// This is not a mobile phone number.
  package static let numberInvalid = ErrorCode(
    "sms.number_invalid", .final,
    en: "This is not a mobile phone number.",
    ko: "휴대전화 번호가 아닙니다.",
    fixEn: "Write it like 010-1234-5678 or +1 555 010 0199.",
    fixKo: "010-1234-5678처럼 적으세요.")

  /// Too many codes were sent today; the next may be sent tomorrow.
  package static let quota = ErrorCode(
    "sms.quota", .later,
    en: "Too many codes were sent today; the next may be sent tomorrow.",
    ko: "오늘 보낼 수 있는 인증번호를 모두 보냈습니다. 내일 다시 보낼 수 있습니다.",
    fixEn: "Use the newest code, or wait until tomorrow.",
    fixKo: "마지막으로 받은 인증번호를 쓰거나 내일 다시 시도하세요.")

  /// There is no such code for you.
  package static let unknown = ErrorCode(
    "sms.unknown", .final,
    en: "There is no such code for you.",
    ko: "요청한 인증번호가 없습니다.",
    fixEn: "Ask for a new code.",
    fixKo: "인증번호를 새로 요청하세요.")

  /// The code is wrong; {left} tries are left.
  package static let wrong = ErrorCode(
    "sms.code_wrong", .final,
    en: "The code is wrong; {left} tries are left.",
    ko: "인증번호가 틀렸습니다. {left}번 더 시도할 수 있습니다.",
    fixEn: "Read the newest message and type its six digits.",
    fixKo: "가장 최근 문자의 여섯 자리를 입력하세요.")

  /// The code has expired; it is good for three minutes.
  package static let expired = ErrorCode(
    "sms.code_expired", .final,
    en: "The code has expired; it is good for three minutes.",
    ko: "인증번호의 유효 시간 3분이 지났습니다.",
    fixEn: "Ask for a new code.",
    fixKo: "인증번호를 새로 요청하세요.")

  /// The code was tried wrongly too often.
  package static let exhausted = ErrorCode(
    "sms.code_exhausted", .final,
    en: "The code was tried wrongly too often.",
    ko: "인증번호를 너무 많이 틀렸습니다.",
    fixEn: "Ask for a new code.",
    fixKo: "인증번호를 새로 요청하세요.")

  /// The code was used already.
  package static let used = ErrorCode(
    "sms.code_used", .final,
    en: "The code was used already.",
    ko: "이미 사용한 인증번호입니다.",
    fixEn: "Ask for a new code.",
    fixKo: "인증번호를 새로 요청하세요.")

  static let all = [numberInvalid, quota, unknown, wrong, expired, exhausted, used]
}
