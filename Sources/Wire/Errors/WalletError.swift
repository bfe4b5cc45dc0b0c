/// The error codes about wallets.
package enum WalletError {
  /// The balance is too low by {shortfall}.
  package static let insufficientFunds = ErrorCode(
    "wallet.insufficient_funds", .final,
    en: "The balance is too low by {shortfall}.",
    ko: "잔액이 {shortfall} 모자랍니다.",
    fixEn: "madang wallet topup {short}",
    fixKo: "madang wallet topup {short}")

  /// This is above your limit of {limit} a payment.
  package static let limit = ErrorCode(
    "wallet.limit", .final,
    en: "This is above your limit of {limit} a payment.",
    ko: "1회 한도 {limit}을 넘습니다.",
    fixEn: "Pay a smaller amount or raise your tier.",
    fixKo: "더 적은 금액으로 결제하거나 등급을 올리세요.")

  /// Your wallet may hold at most {limit}.
  package static let balanceLimit = ErrorCode(
    "wallet.balance_limit", .final,
    en: "Your wallet may hold at most {limit}.",
    ko: "지갑에는 {limit}까지만 담을 수 있습니다.",
    fixEn: "Top up less, or raise your tier.",
    fixKo: "더 적게 충전하거나 등급을 올리세요.")

  /// The amount must be from 1 to 1,000,000,000,000 units.
  package static let amountInvalid = ErrorCode(
    "wallet.amount_invalid", .final,
    en: "The amount must be from 1 to 1,000,000,000,000 units.",
    ko: "금액은 1부터 1,000,000,000,000까지여야 합니다.",
    fixEn: "Choose another amount.",
    fixKo: "다른 금액을 고르세요.")

  /// This wallet has no account in {currency}.
  package static let currencyUnknown = ErrorCode(
    "wallet.currency", .final,
    en: "This wallet has no account in {currency}.",
    ko: "이 지갑에는 {currency} 계좌가 없습니다.",
    fixEn: "Use KRW.",
    fixKo: "KRW를 쓰세요.")

  /// There is nobody here by the name {to}.
  package static let payeeUnknown = ErrorCode(
    "wallet.payee_unknown", .final,
    en: "There is nobody here by the name {to}.",
    ko: "{to}(이)라는 받는 사람이 없습니다.",
    fixEn: "Check the name of the person.",
    fixKo: "받는 사람을 확인하세요.")

  /// Payer and payee are the same.
  package static let samePerson = ErrorCode(
    "wallet.same_account", .final,
    en: "Payer and payee are the same.",
    ko: "보내는 사람과 받는 사람이 같습니다.",
    fixEn: "Choose somebody else.",
    fixKo: "다른 사람을 고르세요.")

  /// No transfer is known by this key.
  package static let notFound = ErrorCode(
    "wallet.not_found", .final,
    en: "No transfer is known by this key.",
    ko: "이 키로 된 거래가 없습니다.",
    fixEn: "If you were paying, nothing was charged: try again with the same key.",
    fixKo: "결제 중이었다면 빠져나간 돈이 없습니다. 같은 키로 다시 시도하세요.")

  /// The shop's balance is too low for this refund now.
  package static let merchantFunds = ErrorCode(
    "wallet.merchant_funds", .later,
    en: "The shop's balance is too low for this refund now.",
    ko: "가게 잔액이 모자라 지금은 환불할 수 없습니다.",
    fixEn: "The refund is tried again at settlement.",
    fixKo: "정산 때 다시 환불을 시도합니다.")

  static let all = [
    insufficientFunds, limit, balanceLimit, amountInvalid, currencyUnknown, payeeUnknown,
    samePerson, notFound, merchantFunds,
  ]
}
