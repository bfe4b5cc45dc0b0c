/// The error codes about who somebody is.
package enum IdentityError {
  /// Verify your phone first.
  package static let phoneFirst = ErrorCode(
    "identity.phone_first", .notAllowed,
    en: "Verify your phone first.",
    ko: "먼저 휴대전화를 확인해야 합니다.",
    fixEn: "madang id verify phone",
    fixKo: "madang id verify phone")

  /// There is no provider {provider}.
  package static let providerUnknown = ErrorCode(
    "identity.provider_unknown", .final,
    en: "There is no identity provider {provider}.",
    ko: "{provider} 인증 기관은 없습니다.",
    fixEn: "Choose one of: {known}",
    fixKo: "다음에서 고르세요: {known}")

  /// This verification is not under way.
  package static let verificationUnknown = ErrorCode(
    "identity.verification_unknown", .final,
    en: "This verification is not under way.",
    ko: "진행 중인 인증이 아닙니다.",
    fixEn: "Begin again: madang id verify name",
    fixKo: "다시 시작하세요: madang id verify name")

  /// This verification took too long.
  package static let verificationExpired = ErrorCode(
    "identity.verification_expired", .final,
    en: "This verification took too long.",
    ko: "인증 시간이 지났습니다.",
    fixEn: "Begin again: madang id verify name",
    fixKo: "다시 시작하세요: madang id verify name")

  /// The provider does not know these answers together.
  package static let answersWrong = ErrorCode(
    "identity.answers_wrong", .final,
    en: "The provider does not know these answers together; {left} tries left.",
    ko: "인증 기관의 기록과 다릅니다. {left}번 더 할 수 있습니다.",
    fixEn: "Write the name and the birth date that the phone is registered with.",
    fixKo: "휴대전화 명의자의 이름과 생년월일을 적으세요.")

  /// What the provider is said to have asserted does not hold.
  package static let assertionInvalid = ErrorCode(
    "identity.assertion_invalid", .notAllowed,
    en: "What the provider is said to have asserted does not hold: {reason}.",
    ko: "인증 기관의 확인서가 올바르지 않습니다: {reason}.",
    fixEn: "Begin again: madang id verify name",
    fixKo: "다시 시작하세요: madang id verify name")

  /// Another account is this person already.
  package static let ciTaken = ErrorCode(
    "identity.ci_taken", .notAllowed,
    en: "You have an account already; one person has one.",
    ko: "이미 계정이 있습니다. 한 사람은 한 계정만 가집니다.",
    fixEn: "Verify the phone of that account on this device to get it back.",
    fixKo: "이 기기에서 그 계정의 전화번호를 확인하면 되찾을 수 있습니다.")

  /// That account elsewhere leads to another person.
  package static let externalTaken = ErrorCode(
    "identity.external_taken", .notAllowed,
    en: "That account elsewhere belongs to another person here.",
    ko: "그 외부 계정은 이미 다른 사람의 것입니다.",
    fixEn: "Get your account back by phone and real name.",
    fixKo: "전화번호와 실명으로 계정을 되찾으세요.")

  /// This device is not one of yours.
  package static let deviceUnknown = ErrorCode(
    "identity.device_unknown", .final,
    en: "This device is not one of yours.",
    ko: "등록된 기기가 아닙니다.",
    fixEn: "See them: madang id devices",
    fixKo: "목록 보기: madang id devices")

  /// One person has at most {limit} devices.
  package static let deviceLimit = ErrorCode(
    "identity.device_limit", .final,
    en: "One person has at most {limit} devices.",
    ko: "한 사람은 기기를 {limit}대까지 등록할 수 있습니다.",
    fixEn: "Revoke one first: madang id devices revoke D",
    fixKo: "먼저 하나를 해제하세요: madang id devices revoke D")

  /// This device has an account of its own with money or duties.
  package static let deviceInUse = ErrorCode(
    "identity.device_in_use", .final,
    en: "This device has an account of its own: {reason}.",
    ko: "이 기기에는 이미 쓰는 계정이 있습니다: {reason}.",
    fixEn: "Spend or send its money first, or use a new device.",
    fixKo: "먼저 그 돈을 쓰거나 보내고, 아니면 새 기기를 쓰세요.")

  /// Money is left.
  package static let moneyLeft = ErrorCode(
    "identity.money_left", .final,
    en: "{amount} is left in the wallet, or something is not settled.",
    ko: "지갑에 {amount}이(가) 남아 있거나 끝나지 않은 거래가 있습니다.",
    fixEn: "Spend, send or withdraw it first.",
    fixKo: "먼저 쓰거나 보내거나 출금하세요.")

  /// Too many attempts in a day.
  package static let tooMany = ErrorCode(
    "identity.too_many", .later,
    en: "Too many attempts: at most {limit} a day.",
    ko: "시도가 너무 많습니다. 하루에 {limit}번까지 할 수 있습니다.",
    fixEn: "Try again tomorrow.",
    fixKo: "내일 다시 시도하세요.")

  static let all = [
    tooMany, phoneFirst, providerUnknown, verificationUnknown, verificationExpired,
    answersWrong, assertionInvalid, ciTaken, externalTaken, deviceUnknown, deviceLimit,
    deviceInUse, moneyLeft,
  ]
}
