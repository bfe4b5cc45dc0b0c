/// The error codes about what programs ask people in the middle of a call, and about results that
/// do not fit their schema.
package enum QuestionError {
  /// This question was answered, or nobody waits for it any more.
  package static let over = ErrorCode(
    "question.over", .final,
    en: "This question was answered, or nobody waits for it any more.",
    ko: "이미 답했거나 더는 기다리지 않는 질문입니다.",
    fixEn: "Make the call again; the same key gives the same answer.",
    fixKo: "다시 호출하세요. 같은 키에는 같은 답이 옵니다.")

  /// The program asked for something secret: {field}. Nothing was changed.
  package static let secret = ErrorCode(
    "question.secret", .later,
    en: "The shop's program asked for something secret: {field}. Nothing was changed.",
    ko: "가게 프로그램이 비밀 정보를 물었습니다: {field}. 바뀐 것은 없습니다.",
    fixEn: "Never tell a shop a PIN, password or card number.",
    fixKo: "가게에 PIN, 비밀번호, 카드 번호를 알려 주지 마세요.")

  /// The program asked something that cannot be shown: {reason}. Nothing was changed.
  package static let invalid = ErrorCode(
    "question.invalid", .later,
    en: "The shop's program asked something that cannot be shown: {reason}. Nothing was changed.",
    ko: "가게 프로그램의 질문을 보여 줄 수 없습니다: {reason}. 바뀐 것은 없습니다.",
    fixEn: "Try again; the merchant can see the error.",
    fixKo: "다시 시도하세요. 가맹점이 오류를 볼 수 있습니다.")

  /// Too many questions wait for you.
  package static let limit = ErrorCode(
    "question.limit", .later,
    en: "Too many questions wait for an answer.",
    ko: "답을 기다리는 질문이 너무 많습니다.",
    fixEn: "Answer or close what is open.",
    fixKo: "열린 질문에 먼저 답하거나 닫으세요.")

  /// The program's result does not fit its schema: {pointer} {reason}. Nothing was changed.
  package static let resultSchema = ErrorCode(
    "program.result_schema", .later,
    en:
      "The result does not fit what the program promised: {pointer} {reason}. Nothing was changed.",
    ko: "가게 프로그램의 결과가 약속한 형식과 다릅니다: {pointer} {reason}. 바뀐 것은 없습니다.",
    fixEn: "Try again; the merchant can see the error.",
    fixKo: "다시 시도하세요. 가맹점이 오류를 볼 수 있습니다.")

  static let all = [over, secret, invalid, limit, resultSchema]
}
