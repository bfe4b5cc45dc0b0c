/// The error codes about safe trades.
package enum TradeError {
  /// There is no such deal for you.
  package static let unknown = ErrorCode(
    "trade.unknown", .final,
    en: "There is no such deal for you.",
    ko: "해당하는 거래가 없습니다.",
    fixEn: "See your deals: madang trade list",
    fixKo: "내 거래 보기: madang trade list")

  /// Nobody sells {item}.
  package static let itemUnknown = ErrorCode(
    "trade.item_unknown", .final,
    en: "Nobody sells {item}.",
    ko: "{item}을(를) 파는 사람이 없습니다.",
    fixEn: "See what is sold: madang trade items",
    fixKo: "판매 중인 물건 보기: madang trade items")

  /// Only {available} are left; nothing was reserved or paid.
  package static let soldOut = ErrorCode(
    "trade.sold_out", .final,
    en: "Only {available} are left; nothing was reserved or paid.",
    ko: "{available}개만 남았습니다. 예약이나 결제는 되지 않았습니다.",
    fixEn: "Look again later: a reservation that is not paid ends after 15 minutes.",
    fixKo: "나중에 다시 보세요. 결제되지 않은 예약은 15분 뒤에 풀립니다.")

  /// This item is your own.
  package static let ownItem = ErrorCode(
    "trade.own_item", .final,
    en: "This item is your own.",
    ko: "내가 파는 물건입니다.",
    fixEn: "Let somebody else buy it.",
    fixKo: "다른 사람이 사야 합니다.")

  /// The deal is {status}; it cannot {action} now. Nothing was changed.
  package static let notNow = ErrorCode(
    "trade.not_now", .conflict,
    en: "The deal is {status}; it cannot {action} now. Nothing was changed.",
    ko: "거래가 {status} 상태라 지금은 {action}할 수 없습니다. 바뀐 것은 없습니다.",
    fixEn: "Look at it: madang trade show {deal}",
    fixKo: "거래 보기: madang trade show {deal}")

  /// Only the {party} may {action}.
  package static let notYours = ErrorCode(
    "trade.not_yours", .notAllowed,
    en: "Only the {party} may {action}.",
    ko: "{party}만 {action}할 수 있습니다.",
    fixEn: "Wait for the other side.",
    fixKo: "상대방을 기다리세요.")

  /// The reservation ended before it was paid. Nothing was paid.
  package static let expired = ErrorCode(
    "trade.expired", .final,
    en: "The reservation ended before it was paid. Nothing was paid.",
    ko: "결제하기 전에 예약 시간이 끝났습니다. 결제되지 않았습니다.",
    fixEn: "Open the deal again if some are left.",
    fixKo: "남아 있으면 거래를 다시 여세요.")

  /// The deal costs {amount}, not what you saw. Nothing was paid.
  package static let amountChanged = ErrorCode(
    "trade.amount_changed", .conflict,
    en: "The deal costs {amount}, not what you saw. Nothing was paid.",
    ko: "거래 금액은 {amount}입니다. 결제되지 않았습니다.",
    fixEn: "Look at the amount and approve it again.",
    fixKo: "금액을 보고 다시 승인하세요.")

  /// Both people of a safe trade need a verified name; the {party} has none.
  package static let partyTier = ErrorCode(
    "trade.party_tier", .notAllowed,
    en: "Both people of a safe trade need a verified name; the {party} has none.",
    ko: "안전거래는 두 사람 모두 실명 확인이 필요합니다. {party}에게 없습니다.",
    fixEn: "Verify the name first.",
    fixKo: "먼저 실명을 확인하세요.")

  /// The buyer's part of a split must be from 1 to {limit}.
  package static let splitSum = ErrorCode(
    "trade.split_sum", .final,
    en: "The buyer's part of a split must be from 1 to {limit}.",
    ko: "나눌 때 구매자 몫은 1부터 {limit}까지여야 합니다.",
    fixEn: "Name another part.",
    fixKo: "다른 금액을 적으세요.")

  /// There is no escrow provider {provider}.
  package static let providerUnknown = ErrorCode(
    "trade.provider_unknown", .final,
    en: "There is no escrow provider {provider}.",
    ko: "{provider}(이)라는 안전거래 제공자가 없습니다.",
    fixEn: "Use one of: {known}",
    fixKo: "다음 중에서 고르세요: {known}")

  /// A deal of {provider} may cost at most {limit}.
  package static let providerLimit = ErrorCode(
    "trade.provider_limit", .final,
    en: "A deal of {provider} may cost at most {limit}.",
    ko: "{provider}의 거래는 {limit}까지입니다.",
    fixEn: "Choose a smaller quantity or another provider.",
    fixKo: "수량을 줄이거나 다른 제공자를 고르세요.")

  /// This deal has no parcel {delivery}.
  package static let deliveryUnknown = ErrorCode(
    "trade.delivery_unknown", .final,
    en: "This deal has no parcel {delivery}.",
    ko: "이 거래에는 {delivery}번 배송이 없습니다.",
    fixEn: "Look at its parcels: madang trade show {deal}",
    fixKo: "배송 보기: madang trade show {deal}")

  /// A deal has at most {limit} parcels.
  package static let deliveriesFull = ErrorCode(
    "trade.deliveries_full", .final,
    en: "A deal has at most {limit} parcels.",
    ko: "한 거래의 배송은 {limit}개까지입니다.",
    fixEn: "Correct one that is there.",
    fixKo: "있는 배송을 고치세요.")

  /// One person may sell at most {limit} items.
  package static let itemsFull = ErrorCode(
    "trade.items_full", .final,
    en: "One person may sell at most {limit} items.",
    ko: "한 사람이 {limit}개까지 팔 수 있습니다.",
    fixEn: "Wait until some are sold.",
    fixKo: "팔릴 때까지 기다리세요.")

  /// The escrow provider has not answered yet. Nothing was changed.
  package static let providerWaiting = ErrorCode(
    "trade.provider_waiting", .later,
    en: "The escrow provider has not answered yet. Nothing was changed.",
    ko: "안전거래 제공자가 아직 답하지 않았습니다. 바뀐 것은 없습니다.",
    fixEn: "Try again in a moment.",
    fixKo: "잠시 뒤에 다시 시도하세요.")

  static let all = [
    providerWaiting,
    unknown, itemUnknown, soldOut, ownItem, notNow, notYours, expired, amountChanged, partyTier,
    splitSum, providerUnknown, providerLimit, deliveryUnknown, deliveriesFull, itemsFull,
  ]
}
