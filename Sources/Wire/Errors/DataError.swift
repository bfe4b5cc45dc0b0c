/// The error codes about records and effects.
package enum DataError {
  /// The app has used up its storage of {limit} MB.
  package static let full = ErrorCode(
    "data.full", .final,
    en: "The app has used up its storage of {limit} MB.",
    ko: "앱의 저장 공간 {limit}MB를 다 썼습니다.",
    fixEn: "Delete records or declare more in the manifest.",
    fixKo: "기록을 지우거나 매니페스트에서 늘리세요.")

  /// The record is not accepted: {reason}.
  package static let invalid = ErrorCode(
    "data.invalid", .final,
    en: "The record is not accepted: {reason}.",
    ko: "기록을 받을 수 없습니다: {reason}.",
    fixEn: "Keep names and values within their limits.",
    fixKo: "이름과 값의 한도를 지키세요.")

  /// The effect is not accepted: {pointer} {reason}.
  package static let effectInvalid = ErrorCode(
    "effect.invalid", .final,
    en: "The effect is not accepted: {pointer} {reason}.",
    ko: "효과를 받을 수 없습니다: {pointer} {reason}.",
    fixEn: "Correct the program.",
    fixKo: "프로그램을 고치세요.")

  /// This receipt was already split.
  package static let collectOnce = ErrorCode(
    "collect.once", .final,
    en: "This receipt was already split.",
    ko: "이미 나눈 영수증입니다.",
    fixEn: "See who has paid in the split.",
    fixKo: "나눈 화면에서 낸 사람을 확인하세요.")

  /// The shares come to {sum}, more than the {limit} that others can owe.
  package static let collectSum = ErrorCode(
    "collect.sum", .final,
    en: "The shares come to {sum}, more than the {limit} that others can owe.",
    ko: "나눈 금액의 합 {sum}이(가) 나눌 수 있는 {limit}보다 큽니다.",
    fixEn: "Correct the shares.",
    fixKo: "나눈 금액을 고치세요.")

  /// Nobody at this table has the id {person}.
  package static let personUnknown = ErrorCode(
    "person.unknown", .final,
    en: "Nobody at this table has the id {person}.",
    ko: "이 자리에 {person}인 사람이 없습니다.",
    fixEn: "Use an id from the call.",
    fixKo: "호출에 온 id를 쓰세요.")

  static let all = [
    full, invalid, effectInvalid, collectOnce, collectSum, personUnknown,
  ]
}
