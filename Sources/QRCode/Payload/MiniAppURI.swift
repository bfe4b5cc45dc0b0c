/// A link into a mini-program: `miniapp/<app id>[;version=…]/<path>?query#fragment`.
///
/// Source: W3C MiniApp Addressing, section Syntax. What stands before `miniapp/` (a scheme, or
/// an https host that forwards to the platform) does not change what is named.
package struct MiniAppURI: Hashable, Sendable {
  /// Characters of an app id.
  package static let maximumIDCharacters = 128
  /// Segments of a path.
  package static let maximumSegments = 16

  /// The app's id, in reverse domain order: `kr.co.noodlehouse.table`.
  package let appID: String
  /// The version asked for, nil for the current one.
  package let version: String?
  /// The path's segments, percent-decoded; empty for the app's first page.
  package let path: [String]
  /// The query without `?`, still encoded.
  package let query: String?
  /// The fragment without `#`, still encoded.
  package let fragment: String?

  /// A link from its parts; the parts are checked when printed text is parsed back.
  package init(
    appID: String, version: String? = nil, path: [String] = [], query: String? = nil,
    fragment: String? = nil
  ) {
    self.appID = appID
    self.version = version
    self.path = path
    self.query = query
    self.fragment = fragment
  }

  /// The link in its shortest form, starting with `miniapp/`.
  package var text: String {
    var text = "miniapp/\(appID)"
    if let version { text += ";version=\(version)" }
    for segment in path { text += "/\(PercentCoding.encode(segment))" }
    if let query { text += "?\(query)" }
    if let fragment { text += "#\(fragment)" }
    return text
  }

  /// Whether a route's path leads here: whole segments only, so `t/1` does not match `t/12`.
  package func hasPrefix(_ route: [String]) -> Bool {
    path.starts(with: route)
  }
}
