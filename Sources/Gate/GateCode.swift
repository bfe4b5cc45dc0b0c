package import Crypto

/// What a person shows to a gate: the signed pass of the day and the time-based code of now.
package struct GateCode: Hashable, Sendable {
  /// What every gate code starts with.
  package static let prefix = "MD:G/"
  /// Characters of a code: prefix, pass, slash, digits.
  package static let characters =
    prefix.utf8.count + (GatePass.byteCount * 8 + 4) / 5 + 1 + TimeCode.digits

  /// The signed pass.
  package let signed: String
  /// The eight digits.
  package let digits: String

  /// The code of a pass at a moment.
  package init(signed: String, secret: HMACKey, at milliseconds: Int64) {
    self.signed = signed
    digits = TimeCode.code(secret, step: TimeCode.step(at: milliseconds))
  }

  /// Reads a code by its form; nothing is proven by that.
  package init?(_ text: String) {
    guard text.utf8.count == Self.characters, text.hasPrefix(Self.prefix) else { return nil }
    let parts = text.dropFirst(Self.prefix.count).split(separator: "/")
    guard parts.count == 2, parts[1].utf8.count == TimeCode.digits,
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    signed = String(parts[0])
    digits = String(parts[1])
  }

  /// The text of the symbol: capital letters and digits only.
  package var text: String { "\(Self.prefix)\(signed)/\(digits)" }
}
