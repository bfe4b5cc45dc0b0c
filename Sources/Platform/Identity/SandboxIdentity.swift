import Crypto
import Wire

/// The embedded identity provider: deterministic, its word is signed like any other's.
///
/// It plays a mobile carrier (name), an office (document) and a social network (external). A phone
/// of its register answers only to its subscriber; every other phone believes a well-formed name
/// and birth date, and the same two give the same CI from any phone. An account elsewhere is
/// account and passcode together: another passcode is another account, so nobody can take one.
struct SandboxIdentity {
  /// Phones whose subscriber is on file: number, name, birth date.
  static let subscribers: [String: (name: String, birth: String)] = [
    "01000000001": ("김민아", "1994-03-02"), "01000000002": ("이준", "1990-11-21"),
    "01000000003": ("박서연", "2001-07-15"),
  ]
  /// Characters of a name.
  static let nameLength = 2...40
  /// Letters of an account and of a passcode.
  static let accountLength = 3...64
  /// Digits of a document's number.
  static let documentLength = 8...20
  /// How long its word holds, in seconds.
  static let assertionSeconds: Int64 = 120

  let key: SigningKey
  let index: MACKey

  /// Asserts who answered, or nil where the answers do not fit together.
  func assert(
    _ provider: IdentityProvider, _ answers: [String: String], phone: String?,
    verification: VerificationID, nonce: String, now: Instant
  ) -> (text: String, signature: String)? {
    guard Set(answers.keys) == Set(provider.asks) else { return nil }
    var assertion = IdentityAssertion(
      v: 1, provider: provider.id, verification: verification, nonce: nonce, subject: "",
      name: nil, birth: nil, issued: now, expires: now.adding(seconds: Self.assertionSeconds))
    switch provider.kind {
    case .external:
      guard let subject = account(answers) else { return nil }
      assertion.subject = subject
    case .name, .document:
      guard let (name, birth) = subscriber(answers, phone: phone) else { return nil }
      if provider.kind == .document, !isDocument(answers["document"] ?? "") { return nil }
      assertion.subject = code("ci", name, birth)
      assertion.name = name
      assertion.birth = birth
    }
    return assertion.signed(by: key)
  }

  private func subscriber(
    _ answers: [String: String], phone: String?
  ) -> (name: String, birth: String)? {
    let name = (answers["name"] ?? "").cleaned.trimmed
    let birth = (answers["birth"] ?? "").trimmed
    guard let phone, Self.nameLength.contains(name.count), name.contains(where: \.isLetter),
      name.allSatisfy({ $0.isLetter || $0 == " " || $0 == "-" || $0 == "'" }), isDate(birth)
    else { return nil }
    guard let known = Self.subscribers[phone] else { return (name, birth) }
    return known == (name, birth) ? known : nil
  }

  private func account(_ answers: [String: String]) -> String? {
    let (account, passcode) = (answers["account"] ?? "", answers["passcode"] ?? "")
    guard Self.accountLength.contains(account.count), Self.accountLength.contains(passcode.count)
    else { return nil }
    return code("account", account, passcode)
  }

  private func isDocument(_ number: String) -> Bool {
    Self.documentLength.contains(number.count)
      && number.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  /// Whether a text is a day of somebody who lives: `1994-03-02`.
  private func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1900...2100).contains(year) && (1...12).contains(month)
      && (1...days[month - 1]).contains(day)
  }

  /// A stable code of two texts that tells neither.
  private func code(_ kind: String, _ one: String, _ other: String) -> String {
    var bytes = CanonicalBytes()
    bytes.append("sandbox-\(kind)")
    bytes.append(one)
    bytes.append(other)
    return Base64URL.encode(index.tag(bytes.contents))
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
