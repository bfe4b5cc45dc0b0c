/// The error codes about stock and reservations.
package enum StockError {
  /// Only {available} of {item} are left.
  package static let gone = ErrorCode(
    "stock.gone", .final,
    en: "Only {available} of {item} are left.",
    ko: "{item}은(는) {available}개만 남았습니다.",
    fixEn: "Choose fewer or something else.",
    fixKo: "수량을 줄이거나 다른 것을 고르세요.")

  /// The app keeps no stock of {item}.
  package static let itemUnknown = ErrorCode(
    "stock.item_unknown", .final,
    en: "The app keeps no stock of {item}.",
    ko: "{item}의 재고가 없습니다.",
    fixEn: "Say how many there are with the effect stock.",
    fixKo: "stock 효과로 수량을 알리세요.")

  /// There is no open reservation {key}.
  package static let reservationUnknown = ErrorCode(
    "stock.reservation_unknown", .final,
    en: "There is no open reservation {key}.",
    ko: "{key} 예약이 없습니다.",
    fixEn: "Reserve it again.",
    fixKo: "다시 예약하세요.")

  /// {reserved} of {item} are reserved; there cannot be fewer.
  package static let belowReserved = ErrorCode(
    "stock.below_reserved", .final,
    en: "{reserved} of {item} are reserved; there cannot be fewer.",
    ko: "{item} 중 {reserved}개가 예약되어 그보다 줄일 수 없습니다.",
    fixEn: "Wait until the reservations end.",
    fixKo: "예약이 끝나기를 기다리세요.")

  static let all = [
    gone, itemUnknown, reservationUnknown, belowReserved,
  ]
}
