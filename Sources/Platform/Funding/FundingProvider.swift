import Store
import Wire

/// What a provider is asked to do for one payment.
struct FundingOrder {
  /// Our own number of the payment, unique for the merchant: the merchant order id.
  let moid: String
  let direction: FundingDirection
  /// What the provider knows the card or account by.
  let token: String
  let amount: Money
  let method: FundingProfile.Method
  let profile: FundingProfile
  /// When the payment was begun.
  let at: Instant
}

/// Why a provider declines; the names are stored.
enum DeclineReason: String {
  case insufficientFunds = "insufficient_funds"
  case notPermitted = "not_permitted"
  case duplicateOrder = "duplicate_order"
  case tooLate = "too_late"
  case cancelled

  /// What a person reads.
  var text: LocalizedText {
    switch self {
    case .insufficientFunds:
      LocalizedText(ko: "잔액 또는 한도 부족", en: "not enough money or credit")
    case .notPermitted:
      LocalizedText(ko: "사용할 수 없는 카드 또는 계좌", en: "the card or account may not be used")
    case .duplicateOrder: LocalizedText(ko: "이미 있는 주문 번호", en: "the order number is taken")
    case .tooLate: LocalizedText(ko: "승인 시간 초과", en: "it was not approved in time")
    case .cancelled: LocalizedText(ko: "결제 전에 취소됨", en: "it was cancelled before it was paid")
    }
  }
}

/// What comes back from a request, if anything does.
enum ProviderReply: Equatable {
  /// It may be paid; nothing has moved.
  case approved(tid: String)
  /// The person must approve in the provider's own app; nothing has moved.
  case waiting(tid: String)
  /// The money has moved.
  case paid(tid: String)
  /// Nothing has moved and nothing will.
  case declined(DeclineReason)
  /// No answer: it may or may not have happened.
  case lost
}

/// What a provider says when it is asked about a payment.
enum ProviderState: Equatable {
  /// It never heard of it.
  case unknown
  /// The person has not approved yet.
  case waiting(tid: String)
  /// It may be paid; nothing has moved.
  case approved(tid: String)
  /// The money has moved.
  case paid(tid: String)
  /// Nothing has moved and nothing will.
  case ended(DeclineReason)
  /// It did not answer this question.
  case noAnswer
}

/// What a provider says about somebody's card or account.
enum ProviderIdentification: Equatable {
  /// The phone is the one on file; from now on the card or account goes by this name.
  case token(String)
  /// Another phone is on file, or there is no such number.
  case notMatching
  /// It was reported lost or is closed.
  case blocked
}

/// A bank or card network, asked through this interface only: nothing else knows its books.
///
/// A request is sent at most once under its order id; what became of a request without an answer
/// is found out by ``inquire(_:now:)``, never guessed.
protocol FundingProvider {
  /// Looks a number up, for the holder of a phone.
  func identify(
    _ number: FundingNumber, phone: PhoneNumber, now: Instant
  ) throws(StoreError) -> ProviderIdentification
  /// The first step of a stepwise payment.
  func connect(_ order: FundingOrder, now: Instant) throws(StoreError) -> ProviderReply
  /// The last step: the money moves.
  func pay(_ order: FundingOrder, now: Instant) throws(StoreError) -> ProviderReply
  /// What became of a payment. Once the deadline of the profile is over, the answer that it is
  /// unknown is final: a request that is still on its way will be declined.
  func inquire(_ moid: String, now: Instant) throws(StoreError) -> ProviderState
  /// Ends a payment that was approved and not paid.
  func cancel(_ moid: String, now: Instant) throws(StoreError)
}
