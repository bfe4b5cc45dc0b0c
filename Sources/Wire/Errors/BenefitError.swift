/// The error codes about posts, gifts, followers and topics.
package enum BenefitError {
  /// The manifest does not declare the topic {topic}.
  package static let topicUndeclared = ErrorCode(
    "event.topic_undeclared", .final,
    en: "The manifest does not declare the topic {topic}.",
    ko: "매니페스트에 {topic} 주제가 없습니다.",
    fixEn: "Add it to events.publishes.",
    fixKo: "events.publishes에 추가하세요.")

  /// The topic {topic} has more than {limit} subscribers.
  package static let subscriberLimit = ErrorCode(
    "event.subscriber_limit", .final,
    en: "The topic {topic} has more than {limit} subscribers.",
    ko: "{topic} 주제의 구독 앱이 {limit}개를 넘습니다.",
    fixEn: "Subscribe to another topic.",
    fixKo: "다른 주제를 구독하세요.")

  /// A shop may post at most {limit} times a day.
  package static let postQuota = ErrorCode(
    "post.quota", .later,
    en: "A shop may post at most {limit} times a day.",
    ko: "가게는 하루에 {limit}번까지 소식을 올릴 수 있습니다.",
    fixEn: "Post again tomorrow.",
    fixKo: "내일 다시 올리세요.")

  /// A person keeps at most {limit} benefits of one shop.
  package static let limit = ErrorCode(
    "benefit.limit", .final,
    en: "A person keeps at most {limit} benefits of one shop.",
    ko: "한 가게의 혜택은 {limit}개까지 받을 수 있습니다.",
    fixEn: "Give more stamps on one card instead of more cards.",
    fixKo: "카드를 늘리지 말고 한 카드에 도장을 더하세요.")

  /// There is no shop {merchant}.
  package static let merchantUnknown = ErrorCode(
    "follow.merchant_unknown", .final,
    en: "There is no shop {merchant}.",
    ko: "{merchant} 가게가 없습니다.",
    fixEn: "See the shops: madang merchant list",
    fixKo: "가게 보기: madang merchant list")

  static let all = [topicUndeclared, subscriberLimit, postQuota, limit, merchantUnknown]
}
