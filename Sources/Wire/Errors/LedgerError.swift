/// The error codes about holds, refunds and batches in the ledger.
package enum LedgerError {
  /// There is no such account.
  package static let accountUnknown = ErrorCode(
    "wallet.account_unknown", .final,
    en: "There is no such account.",
    ko: "그런 계좌가 없습니다.",
    fixEn: "Check who pays and who is paid.",
    fixKo: "보내는 쪽과 받는 쪽을 확인하세요.")

  /// The amount and the accounts are of different currencies.
  package static let currencyMismatch = ErrorCode(
    "wallet.currency_mismatch", .final,
    en: "The amount and the accounts are of different currencies.",
    ko: "금액과 계좌의 통화가 다릅니다.",
    fixEn: "Pay in the currency of both accounts.",
    fixKo: "두 계좌의 통화로 보내세요.")

  /// A movement has from 1 to {limit} legs.
  package static let legs = ErrorCode(
    "wallet.legs", .final,
    en: "A movement has from 1 to {limit} legs.",
    ko: "한 거래는 1개부터 {limit}개까지로 나눌 수 있습니다.",
    fixEn: "Send several smaller movements.",
    fixKo: "여러 거래로 나누세요.")

  /// A batch has from 1 to {limit} movements.
  package static let batch = ErrorCode(
    "wallet.batch", .final,
    en: "A batch has from 1 to {limit} movements.",
    ko: "한 묶음에는 거래를 1개부터 {limit}개까지 담을 수 있습니다.",
    fixEn: "Send several batches.",
    fixKo: "여러 묶음으로 나누세요.")

  /// Movement {index} of the same batch failed, so this one was not made.
  package static let linkedFailed = ErrorCode(
    "wallet.linked_failed", .final,
    en: "Movement {index} of the same batch failed, so this one was not made.",
    ko: "같은 묶음의 {index}번 거래가 실패해서 이 거래도 하지 않았습니다.",
    fixEn: "Correct movement {index} and send the batch with new keys.",
    fixKo: "{index}번 거래를 고치고 새 키로 다시 보내세요.")

  /// There is no such movement.
  package static let transferUnknown = ErrorCode(
    "wallet.transfer_unknown", .final,
    en: "There is no such movement.",
    ko: "그런 거래가 없습니다.",
    fixEn: "Look it up with madang wallet history.",
    fixKo: "madang wallet history로 찾아보세요.")

  /// The hold has ended before.
  package static let holdEnded = ErrorCode(
    "wallet.hold_ended", .final,
    en: "The hold has ended before.",
    ko: "이미 끝난 예치입니다.",
    fixEn: "Ask for a new hold.",
    fixKo: "새로 예치하세요.")

  /// The time of the hold is over.
  package static let holdExpired = ErrorCode(
    "wallet.hold_expired", .final,
    en: "The time of the hold is over.",
    ko: "예치 시간이 지났습니다.",
    fixEn: "Ask for a new hold.",
    fixKo: "새로 예치하세요.")

  /// The time of the hold is not over yet.
  package static let holdNotDue = ErrorCode(
    "wallet.hold_not_due", .later,
    en: "The time of the hold is not over yet.",
    ko: "예치 시간이 아직 남았습니다.",
    fixEn: "Release it instead.",
    fixKo: "대신 예치를 푸세요.")

  /// A hold lasts from 1 millisecond to 400 days.
  package static let holdTooLong = ErrorCode(
    "wallet.hold_too_long", .final,
    en: "A hold lasts from 1 millisecond to 400 days.",
    ko: "예치 시간은 1밀리초부터 400일까지입니다.",
    fixEn: "Choose another time.",
    fixKo: "다른 시간을 고르세요.")

  /// At most {limit} is held.
  package static let captureTooLarge = ErrorCode(
    "wallet.capture_too_large", .final,
    en: "At most {limit} is held.",
    ko: "예치된 금액은 {limit}까지입니다.",
    fixEn: "Capture at most {limit}.",
    fixKo: "{limit}까지만 결제하세요.")

  /// At most {limit} of this payment can still be refunded.
  package static let refundTooLarge = ErrorCode(
    "wallet.refund_too_large", .final,
    en: "At most {limit} of this payment can still be refunded.",
    ko: "이 결제에서 더 환불할 수 있는 금액은 {limit}까지입니다.",
    fixEn: "Refund at most {limit}.",
    fixKo: "{limit}까지만 환불하세요.")

  /// This account cannot go below zero.
  package static let limitNotAllowed = ErrorCode(
    "wallet.limit_not_allowed", .final,
    en: "This account cannot go below zero.",
    ko: "이 계좌는 0 아래로 내려갈 수 없습니다.",
    fixEn: "Set the limit of an external account.",
    fixKo: "외부 계좌의 한도를 정하세요.")

  static let all = [
    accountUnknown, currencyMismatch, legs, batch, linkedFailed, transferUnknown, holdEnded,
    holdExpired, holdNotDue, holdTooLong,
    captureTooLarge, refundTooLarge, limitNotAllowed,
  ]
}
