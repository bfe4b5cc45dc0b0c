/// A field of a person that an app may ask to see; never before its first useful page.
package enum IdentityScope: String, Sendable, Hashable, Codable, CaseIterable {
  /// What the person wants to be called.
  case nickname = "identity.nickname"
  /// Their verified phone number.
  case phone = "identity.phone"
  /// Where mail reaches them.
  case email = "identity.email"
  /// Their verified real name.
  case name = "identity.name"

  /// What a person calls the field.
  package var title: LocalizedText {
    switch self {
    case .nickname: LocalizedText(ko: "별명", en: "nickname")
    case .phone: LocalizedText(ko: "전화번호", en: "phone number")
    case .email: LocalizedText(ko: "이메일", en: "e-mail address")
    case .name: LocalizedText(ko: "실명", en: "real name")
    }
  }
}
