/// The error codes about malformed requests and keys.
package enum RequestError {
  /// The request is not well formed: {pointer} {reason}.
  package static let invalid = ErrorCode(
    "request.invalid", .final,
    en: "The request is not well formed: {pointer} {reason}.",
    ko: "요청 형식이 맞지 않습니다: {pointer} {reason}.",
    fixEn: "Correct the member that is named.",
    fixKo: "표시된 항목을 고치세요.")

  /// This key was already used for a different request.
  package static let keyReused = ErrorCode(
    "key.reused", .final,
    en: "This key was already used for a different request.",
    ko: "이 키는 다른 요청에 이미 쓰였습니다.",
    fixEn: "Use a new key for a new request.",
    fixKo: "새 요청에는 새 키를 쓰세요.")

  static let all = [
    invalid, keyReused,
  ]
}
