/// The error codes about cards, bank accounts and what moves between them and a wallet.
package enum FundingError {
  /// This is not the number of a card or account; check it.
  package static let numberInvalid = ErrorCode(
    "funding.number_invalid", .final,
    en: "This is not the number of a card or account.",
    ko: "카드 번호나 계좌 번호가 아닙니다.",
    fixEn: "Check the digits.",
    fixKo: "숫자를 확인하세요.")

  /// The card or account and this phone do not belong together.
  package static let notMatching = ErrorCode(
    "funding.not_matching", .final,
    en: "The card or account and this phone do not belong together.",
    ko: "카드(계좌)에 등록된 휴대전화 번호와 다릅니다.",
    fixEn: "Give the phone that is on file at the bank.",
    fixKo: "은행에 등록된 휴대전화 번호를 적으세요.")

  /// The bank does not let this card or account be used.
  package static let blocked = ErrorCode(
    "funding.blocked", .final,
    en: "The bank does not let this card or account be used.",
    ko: "은행이 사용을 막은 카드 또는 계좌입니다.",
    fixEn: "Use another one, or ask the bank.",
    fixKo: "다른 것을 쓰거나 은행에 문의하세요.")

  /// This card or account is linked already.
  package static let linkedAlready = ErrorCode(
    "funding.linked_already", .final,
    en: "This card or account is linked already.",
    ko: "이미 연결된 카드 또는 계좌입니다.",
    fixEn: "See what is linked: madang wallet card list",
    fixKo: "연결된 것 보기: madang wallet card list")

  /// At most {limit} cards and accounts may be linked.
  package static let tooMany = ErrorCode(
    "funding.too_many", .final,
    en: "At most {limit} cards and accounts may be linked.",
    ko: "카드와 계좌는 {limit}개까지 연결할 수 있습니다.",
    fixEn: "Remove one first: madang wallet card remove",
    fixKo: "먼저 하나를 지우세요: madang wallet card remove")

  /// There is no such linked card or account.
  package static let sourceUnknown = ErrorCode(
    "funding.source_unknown", .final,
    en: "There is no such linked card or account.",
    ko: "그런 카드나 계좌가 연결되어 있지 않습니다.",
    fixEn: "See what is linked: madang wallet card list",
    fixKo: "연결된 것 보기: madang wallet card list")

  /// {method} cannot be used for this here.
  package static let methodUnavailable = ErrorCode(
    "funding.method_unavailable", .final,
    en: "{method} cannot be used for this here.",
    ko: "여기에서는 {method}(으)로 할 수 없습니다.",
    fixEn: "Choose another card, account or method.",
    fixKo: "다른 카드, 계좌 또는 방법을 고르세요.")

  /// This is above the limit of {limit} for {method} ({window}).
  package static let limit = ErrorCode(
    "funding.limit", .final,
    en: "This is above the limit of {limit} for {method} ({window}).",
    ko: "{method} 한도 {limit}을 넘습니다({window}).",
    fixEn: "Choose a smaller amount or another method.",
    fixKo: "더 적은 금액이나 다른 방법을 고르세요.")

  /// The bank declined: {reason}. No money moved.
  package static let declined = ErrorCode(
    "funding.declined", .final,
    en: "The bank declined: {reason}. No money moved.",
    ko: "은행이 거절했습니다: {reason}. 빠져나간 돈이 없습니다.",
    fixEn: "Choose a smaller amount or another card.",
    fixKo: "더 적은 금액이나 다른 카드로 하세요.")

  /// The bank has not answered: whether money moved is not known yet.
  package static let pending = ErrorCode(
    "funding.pending", .outcomeUnknown,
    en: "The bank has not answered: whether money moved is not known yet.",
    ko: "은행이 아직 답하지 않았습니다. 돈이 움직였는지 아직 알 수 없습니다.",
    fixEn: "Do not repeat it; the bank is asked by itself. Look: madang wallet card list",
    fixKo: "다시 하지 마세요. 은행에 저절로 다시 묻습니다. 보기: madang wallet card list")

  /// Approve it in the card's own app, then ask again.
  package static let waiting = ErrorCode(
    "funding.waiting", .later,
    en: "The card's own app asks you to approve it.",
    ko: "카드사 앱에서 승인을 기다리고 있습니다.",
    fixEn: "Approve it with: madang phone approve {payment}, then ask again with the same key.",
    fixKo: "승인: madang phone approve {payment}. 그다음 같은 키로 다시 시도하세요.")

  /// Nothing waits to be approved by this phone.
  package static let nothingToApprove = ErrorCode(
    "funding.nothing_to_approve", .final,
    en: "Nothing waits to be approved under this name.",
    ko: "승인을 기다리는 결제가 없습니다.",
    fixEn: "See what is under way: madang wallet card list",
    fixKo: "진행 중인 결제 보기: madang wallet card list")

  static let all = [
    numberInvalid, notMatching, blocked, linkedAlready, tooMany, sourceUnknown, methodUnavailable,
    limit, declined, pending, waiting, nothingToApprove,
  ]
}
