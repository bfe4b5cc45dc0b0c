package import Wire

/// What a code that is sent to a phone is good for; the names are stored.
package enum SMSPurpose: String, Sendable, Hashable, CaseIterable {
  /// Linking a card or a bank account.
  case card
  /// Proving that a phone is one's own.
  case phone

  /// The message with a code.
  package func text(_ digits: String) -> LocalizedText {
    switch self {
    case .card:
      LocalizedText(
        ko: "[마당] 카드·계좌 연결 인증번호는 \(digits)입니다. 아무에게도 알려 주지 마세요.",
        en: "[Madang] \(digits) is your code to link a card or account. Never tell it to anybody.")
    case .phone:
      LocalizedText(
        ko: "[마당] 휴대전화 인증번호는 \(digits)입니다. 아무에게도 알려 주지 마세요.",
        en: "[Madang] \(digits) is your code to confirm this phone. Never tell it to anybody.")
    }
  }
}
