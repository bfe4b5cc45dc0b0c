package import Crypto
package import Wire

/// What a provider says about a person, as the text that it signs.
///
/// Bound to one verification by its random nonce, and to a few minutes by its expiry: an assertion
/// that was seen elsewhere is worth nothing here.
package struct IdentityAssertion: Sendable, Hashable, Codable {
  /// The form of the text: 1.
  package var v: Int
  /// Who says it.
  package var provider: String
  /// What for.
  package var verification: VerificationID
  /// The verification's own random text.
  package var nonce: String
  /// Who it is about: a CI for names and documents, the account for accounts elsewhere.
  package var subject: String
  /// The real name.
  package var name: String?
  /// The birth date, `1994-03-02`.
  package var birth: String?
  /// When it was said.
  package var issued: Instant
  /// Until when it may be used.
  package var expires: Instant

  /// How far a provider's clock may be ahead of ours, in seconds.
  static let skewSeconds: Int64 = 5
  /// Bytes of an assertion.
  static let byteLimit = 4_096
  /// Characters of a subject.
  static let subjectLength = 1...200

  /// The bytes that are signed.
  package static func signedBytes(_ text: String) -> [UInt8] {
    Array(("madang/assertion/1\n" + text).utf8)
  }

  /// Signs what is said.
  package func signed(by key: SigningKey) -> (text: String, signature: String) {
    let text = JSON(encoding: self).text
    return (text, Hex.encode(key.sign(Self.signedBytes(text))))
  }

  /// Reads an assertion and believes it only if everything fits.
  static func read(
    _ text: String, signature: String, key: VerifyingKey, provider: String,
    verification: VerificationID, nonce: String, now: Instant
  ) throws -> IdentityAssertion {
    func invalid(_ reason: String) -> Refusal {
      Refusal(IdentityError.assertionInvalid, ["reason": .string(reason)])
    }
    guard text.utf8.count <= byteLimit else { throw invalid("size") }
    guard let signature = Hex.decode(signature),
      key.isValid(signature: signature, of: signedBytes(text))
    else { throw invalid("signature") }
    let read: IdentityAssertion
    do { read = try JSON.parse(text).decode(IdentityAssertion.self) } catch {
      throw invalid("form")
    }
    guard read.v == 1, read.provider == provider else { throw invalid("provider") }
    guard read.verification == verification, read.nonce == nonce else { throw invalid("nonce") }
    guard now < read.expires, read.issued <= now.adding(seconds: skewSeconds) else {
      throw invalid("time")
    }
    guard subjectLength.contains(read.subject.count) else { throw invalid("subject") }
    return read
  }
}
