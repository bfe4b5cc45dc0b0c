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

  static let all = [
    unknown, tooLong, badCheck, foreign, revoked, expired, alreadyScanned, tooManyWrong,
  ]
}
