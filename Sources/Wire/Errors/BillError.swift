/// The error codes about bills and receipts.
package enum BillError {
  /// There is no such bill for you.
  package static let unknown = ErrorCode(
    "bill.unknown", .final,
    en: "There is no such bill for you.",
    ko: "해당하는 청구서가 없습니다.",
    fixEn: "See what is open: madang orders",
    fixKo: "열린 청구서 보기: madang orders")

  /// The bill is {amount} now, not what you saw. Nothing was paid.
  package static let amountChanged = ErrorCode(
    "bill.amount_changed", .conflict,
    en: "The bill is {amount} now, not what you saw. Nothing was paid.",
    ko: "청구 금액이 {amount}(으)로 바뀌었습니다. 결제되지 않았습니다.",
    fixEn: "Look at the new amount and approve it again.",
    fixKo: "새 금액을 보고 다시 승인하세요.")

  /// This bill is paid already. You were not charged.
  package static let alreadyPaid = ErrorCode(
    "bill.already_paid", .final,
    en: "This bill is paid already. You were not charged.",
    ko: "이미 결제된 청구서입니다. 추가로 결제되지 않았습니다.",
    fixEn: "See the receipt: madang orders",
    fixKo: "영수증 보기: madang orders")

  /// This bill has expired. Nothing was paid.
  package static let expired = ErrorCode(
    "bill.expired", .final,
    en: "This bill has expired. Nothing was paid.",
    ko: "청구서의 기한이 지났습니다. 결제되지 않았습니다.",
    fixEn: "Order again.",
    fixKo: "다시 주문하세요.")

  /// This bill was cancelled. Nothing was paid.
  package static let cancelled = ErrorCode(
    "bill.cancelled", .final,
    en: "This bill was cancelled. Nothing was paid.",
    ko: "취소된 청구서입니다. 결제되지 않았습니다.",
    fixEn: "Order again.",
    fixKo: "다시 주문하세요.")

  /// This bill is not paid.
  package static let notPaid = ErrorCode(
    "bill.not_paid", .final,
    en: "This bill is not paid.",
    ko: "결제되지 않은 청구서입니다.",
    fixEn: "Pay it first.",
    fixKo: "먼저 결제하세요.")

  /// At most {remaining} of this payment can still be refunded.
  package static let refundExceeds = ErrorCode(
    "bill.refund_exceeds", .final,
    en: "At most {remaining} of this payment can still be refunded.",
    ko: "이 결제에서 환불할 수 있는 금액은 최대 {remaining}입니다.",
    fixEn: "Choose a smaller amount.",
    fixKo: "더 적은 금액을 고르세요.")

  /// This order can still be confirmed by the shop; it can be cancelled from {from}.
  package static let notCancellable = ErrorCode(
    "bill.not_cancellable", .final,
    en: "This order can still be confirmed by the shop; it can be cancelled from {from}.",
    ko: "아직 가게가 확인할 수 있는 주문입니다. {from}부터 취소할 수 있습니다.",
    fixEn: "Wait, or ask the staff.",
    fixKo: "기다리거나 직원에게 문의하세요.")

  /// This receipt has no action {action}.
  package static let actionUnknown = ErrorCode(
    "bill.action_unknown", .final,
    en: "This receipt has no action {action}.",
    ko: "이 영수증에는 {action} 기능이 없습니다.",
    fixEn: "Choose one of the actions on the receipt.",
    fixKo: "영수증에 있는 기능을 고르세요.")

  /// Nothing is set aside for this bill.
  package static let notHeld = ErrorCode(
    "bill.not_held", .final,
    en: "Nothing is set aside for this bill.",
    ko: "이 청구서로 잡아 둔 금액이 없습니다.",
    fixEn: "See what has become of it: madang orders",
    fixKo: "상태 보기: madang orders")

  /// At most {held} is set aside for this bill.
  package static let captureExceeds = ErrorCode(
    "bill.capture_exceeds", .final,
    en: "At most {held} is set aside for this bill.",
    ko: "이 청구서로 잡아 둔 금액은 최대 {held}입니다.",
    fixEn: "Charge a smaller amount.",
    fixKo: "더 적은 금액을 청구하세요.")

  static let all = [
    notHeld, captureExceeds, unknown, amountChanged, alreadyPaid, expired, cancelled, notPaid,
    refundExceeds, notCancellable,
    actionUnknown,
  ]
}
