/// The error codes about approving a payment: PIN, payment tokens, the risk decision.
package enum AuthorizationError {
  /// This amount needs your PIN.
  package static let pinRequired = ErrorCode(
    "wallet.pin_required", .notAllowed,
    en: "This needs your PIN.",
    ko: "PIN이 필요합니다.",
    fixEn: "Type it on the sheet, or give --pin-file. Set one with: madang wallet pin set",
    fixKo: "결제 화면에 입력하거나 --pin-file로 주세요. 정하기: madang wallet pin set")

  /// No PIN is set.
  package static let pinUnset = ErrorCode(
    "wallet.pin_unset", .notAllowed,
    en: "No PIN is set.",
    ko: "PIN이 없습니다.",
    fixEn: "Set one with: madang wallet pin set",
    fixKo: "정하기: madang wallet pin set")

  /// The PIN is wrong; {left} tries are left.
  package static let pinWrong = ErrorCode(
    "wallet.pin_wrong", .notAllowed,
    en: "The PIN is wrong; {left} tries are left.",
    ko: "PIN이 틀렸습니다. {left}번 더 시도할 수 있습니다.",
    fixEn: "Try again with care: after that it is locked for a while.",
    fixKo: "다시 입력하세요. 더 틀리면 한동안 잠깁니다.")

  /// The PIN is locked until {until}.
  package static let pinLocked = ErrorCode(
    "wallet.pin_locked", .later,
    en: "The PIN is locked until {until}.",
    ko: "PIN이 {until}까지 잠겼습니다.",
    fixEn: "Wait; every further wrong try locks it for longer.",
    fixKo: "기다리세요. 더 틀리면 더 오래 잠깁니다.")

  /// This PIN is too easy to guess or has not six digits.
  package static let pinWeak = ErrorCode(
    "wallet.pin_weak", .final,
    en: "A PIN has six digits and is no sequence, repetition or date.",
    ko: "PIN은 여섯 자리이며, 연속·반복 숫자나 날짜는 쓸 수 없습니다.",
    fixEn: "Choose six digits that nobody guesses.",
    fixKo: "아무도 짐작하지 못할 여섯 자리를 고르세요.")

  /// At most {limit} may be free of a PIN.
  package static let quickPayLimit = ErrorCode(
    "wallet.quick_pay_limit", .final,
    en: "At most {limit} may be free of a PIN.",
    ko: "PIN 없이 낼 수 있는 금액은 {limit}까지 정할 수 있습니다.",
    fixEn: "Choose a smaller amount.",
    fixKo: "더 적은 금액을 고르세요.")

  /// This payment token is not good for this.
  package static let tokenInvalid = ErrorCode(
    "token.invalid", .notAllowed,
    en: "This payment token is not good for this payment.",
    ko: "이 결제에 쓸 수 없는 결제 토큰입니다.",
    fixEn: "Open the sheet again and approve it.",
    fixKo: "결제 화면을 다시 열고 승인하세요.")

  /// This payment token was used already.
  package static let tokenUsed = ErrorCode(
    "token.used", .notAllowed,
    en: "This payment token was used already.",
    ko: "이미 사용한 결제 토큰입니다.",
    fixEn: "See the receipt: madang orders",
    fixKo: "영수증 보기: madang orders")

  /// This payment token has expired.
  package static let tokenExpired = ErrorCode(
    "token.expired", .notAllowed,
    en: "This payment token has expired.",
    ko: "결제 토큰의 기한이 지났습니다.",
    fixEn: "Open the sheet again and approve it.",
    fixKo: "결제 화면을 다시 열고 승인하세요.")

  /// This payment token was taken back.
  package static let tokenRevoked = ErrorCode(
    "token.revoked", .notAllowed,
    en: "This payment token was taken back when its sheet was closed.",
    ko: "결제 화면을 닫아 취소된 결제 토큰입니다.",
    fixEn: "Open the sheet again and approve it.",
    fixKo: "결제 화면을 다시 열고 승인하세요.")

  /// This was stopped for safety: {reason}
  package static let riskDenied = ErrorCode(
    "wallet.risk_denied", .notAllowed,
    en: "This was stopped for safety: {reason}",
    ko: "안전을 위해 멈췄습니다: {reason}",
    fixEn: "Wait a while, or ask the operator.",
    fixKo: "잠시 기다리거나 운영자에게 문의하세요.")

  static let all = [
    pinRequired, pinUnset, pinWrong, pinLocked, pinWeak, quickPayLimit, tokenInvalid, tokenUsed,
    tokenExpired, tokenRevoked, riskDenied,
  ]
}
