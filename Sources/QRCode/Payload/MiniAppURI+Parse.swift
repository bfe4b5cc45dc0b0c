extension MiniAppURI {
  /// What may stand before the link: nothing, our scheme, or an https host.
  ///
  /// Answers where `miniapp/` starts, nil when the text is no such link at all.
  static func start(in bytes: [UInt8]) -> Int? {
    let marker = Array("miniapp/".utf8)
    if bytes.starts(with: marker) { return 0 }
    for scheme in ["madang://", "https://"] where bytes.starts(with: Array(scheme.utf8)) {
      let authority = scheme.utf8.count
      if scheme == "madang://", bytes[authority...].starts(with: marker) { return authority }
      guard let slash = bytes[authority...].firstIndex(of: 0x2F), slash > authority,
        bytes[(slash + 1)...].starts(with: marker)
      else { continue }
      return slash + 1
    }
    return nil
  }

  /// Reads a link whose `miniapp/` begins at `start`; all faults are collected.
  static func parse(_ bytes: [UInt8], start: Int) -> Result {
    var reader = Reader(bytes: bytes)
    let rest = reader.splitTail(from: start + "miniapp/".utf8.count)
    let slash = rest.firstIndex(of: 0x2F) ?? rest.endIndex
    reader.readIdentity(rest[..<slash])
    if slash < rest.endIndex { reader.readPath(rest[(slash + 1)...]) }
    return Result(
      uri: reader.faults.isEmpty ? reader.uri : nil,
      faults: reader.faults.sorted { $0.offset < $1.offset })
  }

  struct Result {
    let uri: MiniAppURI?
    let faults: [ParsedPayload.Finding]
  }

  private struct Reader {
    let bytes: [UInt8]
    var appID = ""
    var version: String?
    var path: [String] = []
    var query: String?
    var fragment: String?
    var faults: [ParsedPayload.Finding] = []

    var uri: MiniAppURI {
      MiniAppURI(
        appID: appID, version: version, path: path, query: query, fragment: fragment)
    }

    /// Takes query and fragment off the end and answers what stands before them.
    mutating func splitTail(from start: Int) -> ArraySlice<UInt8> {
      var rest = bytes[start...]
      if let hash = rest.firstIndex(of: 0x23) {
        fragment = tail(rest[(hash + 1)...])
        rest = rest[..<hash]
      }
      if let mark = rest.firstIndex(of: 0x3F) {
        query = tail(rest[(mark + 1)...])
        rest = rest[..<mark]
      }
      return rest
    }

    mutating func tail(_ part: ArraySlice<UInt8>) -> String {
      if let bad = part.firstIndex(where: { !Self.isURICharacter($0) }) {
        faults.append(ParsedPayload.Finding(.miniAppCharacter, bad))
      } else if PercentCoding.decode(part) == nil {
        faults.append(ParsedPayload.Finding(.miniAppPercent, part.startIndex))
      }
      return String(decoding: part, as: UTF8.self)
    }

    mutating func readIdentity(_ part: ArraySlice<UInt8>) {
      let pieces = part.split(separator: 0x3B, omittingEmptySubsequences: false)
      appID = String(decoding: pieces[0], as: UTF8.self)
      if !Self.isAppID(pieces[0]) {
        faults.append(ParsedPayload.Finding(.miniAppID, pieces[0].startIndex))
      }
      let name = Array("version=".utf8)
      for piece in pieces.dropFirst() {
        guard piece.starts(with: name), version == nil else {
          faults.append(ParsedPayload.Finding(.miniAppParameter, piece.startIndex))
          continue
        }
        let value = piece.dropFirst(name.count)
        version = String(decoding: value, as: UTF8.self)
        if !(1...32).contains(value.count) || !value.allSatisfy(PercentCoding.isUnreserved) {
          faults.append(ParsedPayload.Finding(.miniAppVersion, value.startIndex))
        }
      }
    }

    mutating func readPath(_ part: ArraySlice<UInt8>) {
      if part.isEmpty { return }
      let segments = part.split(separator: 0x2F, omittingEmptySubsequences: false)
      if segments.count > MiniAppURI.maximumSegments {
        faults.append(ParsedPayload.Finding(.miniAppPath, part.startIndex))
        return
      }
      for segment in segments {
        guard segment.allSatisfy(Self.isURICharacter) else {
          faults.append(ParsedPayload.Finding(.miniAppCharacter, segment.startIndex))
          continue
        }
        guard let text = PercentCoding.decode(segment) else {
          faults.append(ParsedPayload.Finding(.miniAppPercent, segment.startIndex))
          continue
        }
        // A decoded slash or dot segment would let one path name the place of another.
        if text.isEmpty || text == "." || text == ".." || text.contains("/") {
          faults.append(ParsedPayload.Finding(.miniAppPath, segment.startIndex))
        }
        path.append(text)
      }
    }

    /// Letters, digits, `-`, `_` and single dots between non-empty labels.
    static func isAppID(_ part: ArraySlice<UInt8>) -> Bool {
      guard (1...MiniAppURI.maximumIDCharacters).contains(part.count) else { return false }
      let labels = part.split(separator: 0x2E, omittingEmptySubsequences: false)
      return labels.allSatisfy { label in
        !label.isEmpty
          && label.allSatisfy { PercentCoding.isUnreserved($0) && $0 != 0x7E }
      }
    }

    /// Characters that RFC 3986 allows in a path, query or fragment, and raw UTF-8.
    static func isURICharacter(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x21, 0x24...0x3B, 0x3D, 0x3F...0x5A, 0x5F, 0x61...0x7A, 0x7E, 0x80...: true
      default: false
      }
    }
  }
}
