/// The error codes about mandates and what they charge.
package enum MandateError {
  /// There is no such mandate for you.
  package static let unknown = ErrorCode(
    "mandate.unknown", .final,
    en: "There is no such mandate for you.",
    ko: "해당하는 자동 결제 허락이 없습니다.",
    fixEn: "See yours: madang wallet mandates",
    fixKo: "내 자동 결제 보기: madang wallet mandates")

  /// What is asked for is not what you saw. Nothing was approved.
  package static let termsChanged = ErrorCode(
    "mandate.terms_changed", .conflict,
    en: "What is asked for is not what you saw. Nothing was approved.",
    ko: "보신 내용과 다릅니다. 허락되지 않았습니다.",
    fixEn: "Look at the terms and approve them again.",
    fixKo: "내용을 다시 보고 허락하세요.")

  /// This mandate is {status}.
  package static let notOpen = ErrorCode(
    "mandate.not_open", .final,
    en: "This mandate is {status}. Nothing was charged.",
    ko: "이 자동 결제는 {status} 상태입니다. 결제되지 않았습니다.",
    fixEn: "See yours: madang wallet mandates",
    fixKo: "내 자동 결제 보기: madang wallet mandates")

  /// The person allowed at most {limit} a charge.
  package static let capCharge = ErrorCode(
    "mandate.cap_charge", .final,
    en: "The person allowed at most {limit} a charge.",
    ko: "한 번에 {limit}까지만 허락되었습니다.",
    fixEn: "Charge less, or ask for a bill.",
    fixKo: "더 적게 청구하거나 청구서로 요청하세요.")

  /// The person allowed at most {limit} a period; {left} is left.
  package static let capPeriod = ErrorCode(
    "mandate.cap_period", .final,
    en: "The person allowed at most {limit} a period; {left} is left.",
    ko: "한 기간에 {limit}까지만 허락되었고 {left}이(가) 남았습니다.",
    fixEn: "Charge less, or ask for a bill.",
    fixKo: "더 적게 청구하거나 청구서로 요청하세요.")

  /// The person allowed at most {limit} altogether; {left} is left.
  package static let capTotal = ErrorCode(
    "mandate.cap_total", .final,
    en: "The person allowed at most {limit} altogether; {left} is left.",
    ko: "모두 {limit}까지만 허락되었고 {left}이(가) 남았습니다.",
    fixEn: "Charge less, or ask for a bill.",
    fixKo: "더 적게 청구하거나 청구서로 요청하세요.")

  /// Period {period} was charged before.
  package static let periodCharged = ErrorCode(
    "mandate.period_charged", .final,
    en: "Period {period} was charged before.",
    ko: "{period}번째 기간은 이미 청구했습니다.",
    fixEn: "Charge the next period when it has begun.",
    fixKo: "다음 기간이 시작되면 청구하세요.")

  /// Period {period} has not begun.
  package static let periodAhead = ErrorCode(
    "mandate.period_ahead", .final,
    en: "Period {period} has not begun.",
    ko: "{period}번째 기간은 아직 시작되지 않았습니다.",
    fixEn: "Charge it when it has begun.",
    fixKo: "기간이 시작되면 청구하세요.")

  /// You may have at most {limit} mandates.
  package static let count = ErrorCode(
    "mandate.count", .final,
    en: "You may have at most {limit} mandates.",
    ko: "자동 결제 허락은 {limit}개까지 둘 수 있습니다.",
    fixEn: "Revoke one first: madang wallet mandate revoke",
    fixKo: "먼저 하나를 해지하세요: madang wallet mandate revoke")

  /// Nothing of this mandate is owed.
  package static let nothingOwed = ErrorCode(
    "mandate.nothing_owed", .final,
    en: "Nothing of this mandate is owed.",
    ko: "이 자동 결제에 밀린 금액이 없습니다.",
    fixEn: "See yours: madang wallet mandates",
    fixKo: "내 자동 결제 보기: madang wallet mandates")

  static let all = [
    unknown, termsChanged, notOpen, capCharge, capPeriod, capTotal, periodCharged, periodAhead,
    count, nothingOwed,
  ]
}
