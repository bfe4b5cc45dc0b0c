/// The error codes about scanned codes.
package enum QRError {
  /// This is not a code Madang knows.
  package static let unknown = ErrorCode(
    "qr.unknown", .final,
    en: "This is not a code Madang knows.",
    ko: "마당이 모르는 코드입니다.",
    fixEn: "Scan the code on the table or at the till.",
    fixKo: "테이블이나 계산대의 코드를 스캔하세요.")

  /// This code is too long to be real.
  package static let tooLong = ErrorCode(
    "qr.too_long", .final,
    en: "This code is too long to be real.",
    ko: "코드가 너무 깁니다.",
    fixEn: "Scan the code on the table or at the till.",
    fixKo: "테이블이나 계산대의 코드를 스캔하세요.")

  /// This code was not issued here: its check does not match.
  package static let badCheck = ErrorCode(
    "qr.bad_check", .final,
    en: "This code was not issued here: its check does not match.",
    ko: "여기에서 발급한 코드가 아닙니다. 검사값이 맞지 않습니다.",
    fixEn: "Ask the staff for a genuine code.",
    fixKo: "직원에게 정상 코드를 요청하세요.")

  /// This code belongs to another payment system ({kind}).
  package static let foreign = ErrorCode(
    "qr.foreign", .final,
    en: "This code belongs to another payment system ({kind}).",
    ko: "다른 결제 시스템의 코드입니다({kind}).",
    fixEn: "Use the app it was made for.",
    fixKo: "해당 앱에서 쓰세요.")

  /// This code was replaced by a newer one.
  package static let revoked = ErrorCode(
    "qr.revoked", .final,
    en: "This code was replaced by a newer one.",
    ko: "새 코드로 바뀐 옛 코드입니다.",
    fixEn: "Scan the newest code.",
    fixKo: "최신 코드를 스캔하세요.")

  /// This code has expired.
  package static let expired = ErrorCode(
    "qr.expired", .final,
    en: "This code has expired.",
    ko: "기한이 지난 코드입니다.",
    fixEn: "Ask for a new code.",
    fixKo: "새 코드를 요청하세요.")

  /// Somebody else scanned this code first.
  package static let alreadyScanned = ErrorCode(
    "qr.already_scanned", .final,
    en: "Somebody else scanned this code first.",
    ko: "다른 사람이 먼저 스캔한 코드입니다.",
    fixEn: "Ask for a new code.",
    fixKo: "새 코드를 요청하세요.")

  /// Too many wrong codes from this device.
  package static let tooManyWrong = ErrorCode(
    "qr.too_many_wrong", .later,
    en: "Too many wrong codes from this device.",
    ko: "이 기기에서 잘못된 코드를 너무 많이 스캔했습니다.",
    fixEn: "Wait a minute.",
    fixKo: "1분 뒤에 다시 시도하세요.")

  /// This code was used already.
  package static let used = ErrorCode(
    "qr.used", .final,
    en: "This code was used already.",
    ko: "이미 사용한 코드입니다.",
    fixEn: "Ask for a new code.",
    fixKo: "새 코드를 요청하세요.")

  /// This code was cancelled.
  package static let cancelled = ErrorCode(
    "qr.cancelled", .final,
    en: "This code was cancelled.",
    ko: "취소된 코드입니다.",
    fixEn: "Ask for a new code.",
    fixKo: "새 코드를 요청하세요.")

  /// Only who scanned this code may confirm it.
  package static let notBinder = ErrorCode(
    "qr.not_binder", .notAllowed,
    en: "Only who scanned this code may confirm it.",
    ko: "코드를 스캔한 사람만 확인할 수 있습니다.",
    fixEn: "Confirm on the device that scanned the code.",
    fixKo: "코드를 스캔한 기기에서 확인하세요.")

  /// This code is not ready for that: it is {status}.
  package static let wrongStatus = ErrorCode(
    "qr.wrong_status", .conflict,
    en: "This code is not ready for that: it is {status}.",
    ko: "지금은 할 수 없습니다. 코드 상태: {status}.",
    fixEn: "Look at the code again.",
    fixKo: "코드를 다시 확인하세요.")

  /// This code is for a till or a gate.
  package static let forStaff = ErrorCode(
    "qr.for_staff", .notAllowed,
    en: "This code is for a till or a gate.",
    ko: "계산대나 개찰구에서 쓰는 코드입니다.",
    fixEn: "Show it to the staff.",
    fixKo: "직원에게 보여 주세요.")

  /// No shop you are in sells {gtin}.
  package static let productUnknown = ErrorCode(
    "qr.product_unknown", .final,
    en: "No shop you are in sells {gtin}.",
    ko: "지금 계신 가게에는 {gtin} 상품이 없습니다.",
    fixEn: "Scan the code at the shop's door first.",
    fixKo: "가게 입구의 코드를 먼저 스캔하세요.")

  /// You have {limit} codes waiting already.
  package static let tooMany = ErrorCode(
    "qr.too_many", .later,
    en: "You have {limit} codes waiting already.",
    ko: "기다리는 코드가 이미 {limit}개입니다.",
    fixEn: "Use or cancel one of them.",
    fixKo: "그중 하나를 쓰거나 취소하세요.")

  /// The payer's wallet does not allow this amount.
  package static let payerCannot = ErrorCode(
    "qr.payer_cannot", .final,
    en: "The payer's wallet does not allow this amount.",
    ko: "결제하는 사람의 지갑에서 낼 수 없는 금액입니다.",
    fixEn: "Ask for another way to pay.",
    fixKo: "다른 결제 방법을 요청하세요.")

  /// The check digit of this product number is wrong: {digits}.
  package static let checkDigit = ErrorCode(
    "qr.check_digit", .final,
    en: "The check digit of this product number is wrong: {digits}.",
    ko: "상품 번호의 검사 숫자가 맞지 않습니다: {digits}.",
    fixEn: "Scan the bar code again, or type the number anew.",
    fixKo: "바코드를 다시 스캔하거나 번호를 다시 입력하세요.")

  static let all = [
    checkDigit, unknown, tooLong, badCheck, foreign, revoked, expired, alreadyScanned, tooManyWrong,
    used,
    cancelled, notBinder, wrongStatus, forStaff, productUnknown, tooMany, payerCannot,
  ]
}
