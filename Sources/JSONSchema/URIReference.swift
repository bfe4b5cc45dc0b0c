/// A URI or a relative reference, taken apart and resolved as RFC 3986, 5.2 describes.
struct URIReference: Equatable {
  var scheme: String?
  var authority: String?
  var path: String
  var query: String?
  /// Percent-decoded, because it is compared with names and pointers.
  var fragment: String?

  /// Takes a text apart (RFC 3986, appendix B); every text is some reference.
  init(_ text: String) {
    var rest = Substring(text)
    if let hash = rest.firstIndex(of: "#") {
      fragment = Self.decoded(rest[rest.index(after: hash)...])
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/"), colon > rest.startIndex
    {
      scheme = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let end = rest.firstIndex(of: "/") ?? rest.endIndex
      authority = String(rest[..<end])
      rest = rest[end...]
    }
    path = String(rest)
  }

  /// Resolves a reference against a base.
  static func resolve(_ text: String, against base: String) -> URIReference {
    var reference = URIReference(text)
    let base = URIReference(base)
    if reference.scheme != nil { return reference.normalized }
    reference.scheme = base.scheme
    if reference.authority != nil { return reference.normalized }
    reference.authority = base.authority
    if reference.path.isEmpty {
      reference.path = base.path
      reference.query = reference.query ?? base.query
    } else if !reference.path.hasPrefix("/") {
      let folder = base.path.lastIndex(of: "/").map { base.path[...$0] } ?? ""
      reference.path =
        (base.authority != nil && base.path.isEmpty ? "/" : folder) + reference.path
    }
    return reference.normalized
  }

  /// The whole without its fragment.
  var withoutFragment: String {
    (scheme.map { $0 + ":" } ?? "") + (authority.map { "//" + $0 } ?? "") + path
      + (query.map { "?" + $0 } ?? "")
  }

  /// With `.` and `..` taken out of the path.
  private var normalized: URIReference {
    guard path.contains("./") || path.hasSuffix(".") else { return self }
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      switch part {
      case ".": continue
      case "..": if parts.count > 1 { parts.removeLast() }
      default: parts.append(part)
      }
    }
    var result = self
    result.path = parts.joined(separator: "/")
    return result
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
