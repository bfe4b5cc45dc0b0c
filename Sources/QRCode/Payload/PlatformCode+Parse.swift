/// Why a text is no platform code, and where.
package struct PlatformCodeError: Error, Hashable, Sendable {
  /// What is wrong.
  package let fault: PayloadFault
  /// The byte of the text, counted in UTF-8 from 0.
  package let offset: Int

  init(_ reason: Reason, offset: Int) {
    fault =
      switch reason {
      case .length: .platformLength
      case .shape: .platformShape
      case .kind: .platformKind
      case .shortID: .platformShortID
      case .place: .platformPlace
      case .opaqueID: .platformOpaqueID
      case .check: .platformCheck
      }
    self.offset = offset
  }

  enum Reason {
    case length, shape, kind, shortID, place, opaqueID, check
  }
}

extension PlatformCode {
  /// Reads the printed form exactly: split at `/`, no case folding, nothing before or after.
  ///
  /// That the check has the right form is proven here, that it is true is not.
  package init(parsing text: String) throws(PlatformCodeError) {
    let bytes = Array(text.utf8)
    let prefix = Array(Self.prefix.utf8)
    guard bytes.count <= Self.maximumCharacters else {
      throw PlatformCodeError(.length, offset: Self.maximumCharacters)
    }
    guard bytes.starts(with: prefix) else { throw PlatformCodeError(.shape, offset: 0) }
    let parts = bytes[prefix.count...].split(separator: 0x2F, omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4 else {
      throw PlatformCodeError(.shape, offset: bytes.count)
    }
    guard parts[0].count == 1, let kind = Kind(rawValue: parts[0][parts[0].startIndex]) else {
      throw PlatformCodeError(.kind, offset: parts[0].startIndex)
    }
    guard let shortID = ShortID(String(decoding: parts[1], as: UTF8.self)) else {
      throw PlatformCodeError(.shortID, offset: parts[1].startIndex)
    }
    var place: Place?
    if parts.count == 4 {
      place = Place(String(decoding: parts[2], as: UTF8.self))
      if place == nil { throw PlatformCodeError(.place, offset: parts[2].startIndex) }
    }
    let last = parts[parts.count - 1]
    guard last.count == Check.characters,
      let version = Crockford32.value(of: last[last.startIndex]),
      let bits = Crockford32.bits(last.dropFirst())
    else { throw PlatformCodeError(.check, offset: last.startIndex) }
    try self.init(
      kind: kind, shortID: shortID, place: place,
      check: Check(keyVersion: version, bits: bits))
  }
}
