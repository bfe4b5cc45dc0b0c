/// One code of this platform: `MD:<kind>/<short id>[/<place>]/<check>`.
///
/// The same type prints and parses, so the two sides cannot disagree. It holds no right and no
/// amount: it names a place or an opaque id, and the daemon decides. The check's 40 bits are
/// computed by whoever owns the key, over `CheckedContent.bytes`.
package struct PlatformCode: Hashable, Sendable {
  /// What a code is for, by the letter printed in it.
  package enum Kind: UInt8, CaseIterable, Sendable {
    /// A printed place: table, counter, shelf.
    case place = 0x54
    /// One running session that others may join.
    case session = 0x53
    /// A code that a person shows to pay.
    case pay = 0x50
    /// A code that opens a gate.
    case gate = 0x47
    /// A code that admits a second device.
    case login = 0x4C
    /// A tag on a product.
    case product = 0x49

    /// The letter as text: T, S, P, G, L or I.
    package var letter: String { String(UnicodeScalar(rawValue)) }

    /// Whether the code carries an opaque id of 80 bits instead of a place.
    package var isDynamic: Bool {
      switch self {
      case .place, .product: false
      case .session, .pay, .gate, .login: true
      }
    }
  }

  /// Characters that fit the alphanumeric mode of a version 2-M symbol.
  package static let maximumCharacters = 38

  /// What every platform code starts with.
  package static let prefix = "MD:"

  /// What the code is for.
  package let kind: Kind
  /// The app the code belongs to, stable over its versions.
  package let shortID: ShortID
  /// The parameter of the app's route, or the opaque id of a dynamic code.
  package let place: Place?
  /// The keyed check that shows the daemon issued the code.
  package let check: Check

  /// A code from its parts; a dynamic kind needs an opaque id as its place.
  package init(
    kind: Kind, shortID: ShortID, place: Place?, check: Check
  ) throws(PlatformCodeError) {
    if kind.isDynamic && place?.isOpaqueID != true {
      throw PlatformCodeError(.opaqueID, offset: Self.placeOffset)
    }
    self.kind = kind
    self.shortID = shortID
    self.place = place
    self.check = check
    assert(text.utf8.count <= Self.maximumCharacters)
  }

  /// Where the place begins in the text: after `MD:K/ABCDEF/`.
  static let placeOffset = 12

  /// The code as printed.
  package var text: String {
    let middle = place.map { "/\($0.text)" } ?? ""
    return "\(Self.prefix)\(kind.letter)/\(shortID.text)\(middle)/\(check.text)"
  }
}

extension PlatformCode {
  /// The registry's id of an app: six characters of Crockford's base 32.
  package struct ShortID: Hashable, Sendable, Comparable {
    /// Characters of a short id.
    package static let characters = 6

    /// The id as printed.
    package let text: String

    /// An id from its text, nil unless it is six canonical characters.
    package init?(_ text: String) {
      guard text.utf8.count == Self.characters, Crockford32.bits(text.utf8) != nil else {
        return nil
      }
      self.text = text
    }

    /// The id of a number; the registry counts, and the low 30 bits are taken.
    package init(number: UInt32) {
      text = Crockford32.text(bits: UInt64(number), characters: Self.characters)
    }

    /// Orders ids as their texts.
    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
  }

  /// The value that binds to the only parameter of a route, or a dynamic code's opaque id.
  package struct Place: Hashable, Sendable {
    /// Characters a place may have: what remains of 38, and exactly an opaque id of 80 bits.
    package static let maximumCharacters = 16

    /// The place as printed: capital letters, digits and `-`.
    package let text: String

    /// A place from its text, nil when it is empty, too long or has another character.
    package init?(_ text: String) {
      guard (1...Self.maximumCharacters).contains(text.utf8.count) else { return nil }
      for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x2D: continue
        default: return nil
        }
      }
      self.text = text
    }

    /// The opaque id of a dynamic code from its ten random bytes.
    package init(opaque bytes: [UInt8]) {
      precondition(bytes.count == 10, "an opaque id is 80 bits")
      text = Crockford32.text(bytes: bytes)
    }

    /// Whether the text is 16 characters of Crockford's base 32, that is 80 bits.
    package var isOpaqueID: Bool {
      text.utf8.count == Self.maximumCharacters
        && text.utf8.allSatisfy { Crockford32.value(of: $0) != nil }
    }
  }

  /// The key version and 40 bits of the keyed hash.
  package struct Check: Hashable, Sendable {
    /// Bits of the hash that are printed.
    package static let bitCount = 40
    /// Characters of a check: one of the key version and eight of the hash.
    package static let characters = 9
    /// Key versions that one character can name.
    package static let keyVersions: Range<UInt8> = 0..<32

    /// Which key of the daemon made the check.
    package let keyVersion: UInt8
    /// The low 40 bits are the check; the others are zero.
    package let bits: UInt64

    /// A check from a key version 0–31 and the low 40 bits of `bits`.
    package init(keyVersion: UInt8, bits: UInt64) {
      precondition(Self.keyVersions.contains(keyVersion), "a key version is one character")
      self.keyVersion = keyVersion
      self.bits = bits & (1 << UInt64(Self.bitCount) - 1)
    }

    /// A check from the first five bytes of a keyed hash.
    package init(keyVersion: UInt8, hash: [UInt8]) {
      precondition(hash.count >= 5, "40 bits are five bytes")
      self.init(
        keyVersion: keyVersion,
        bits: hash.prefix(5).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The check as printed.
    package var text: String {
      Crockford32.text(bits: UInt64(keyVersion), characters: 1)
        + Crockford32.text(bits: bits, characters: Self.characters - 1)
    }
  }
}
