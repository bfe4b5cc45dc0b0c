package import Wire

/// The features of a release as they were when it was published: names and input schemas without
/// what only people read. Every later start must offer exactly these (protocol.md, 1).
package struct FrozenTools: Equatable, Sendable {
  /// As they were told; made canonical only where somebody looks, not with every call.
  private let stored: JSON

  /// What differs between two sets of tools.
  package enum Difference: Error, Hashable, Sendable {
    /// The program offers a feature that the release does not declare.
    case undeclared(String)
    /// The release declares a feature that the program does not offer.
    case missing(String)
    /// The feature takes other arguments than when it was published.
    case changed(String)
  }

  /// Freezes what a program offers.
  package init(_ tools: [MCP.Tool]) {
    self.init(stored: .object(JSONObject(tools.map { ($0.name, $0.inputSchema) })))
  }

  /// Reads what was frozen: an object of input schemas by feature.
  package init(stored: JSON) { self.stored = stored }

  /// The canonical input schema of each feature by its name.
  package var json: JSON {
    let members = stored.object?.members ?? []
    return JSON.object(JSONObject(members.map { ($0.key, Self.stripped($0.value)) })).canonical
  }

  /// The features' names in their canonical order.
  package var names: [String] { json.object?.keys ?? [] }

  /// Whether two sets freeze the same.
  package static func == (left: FrozenTools, right: FrozenTools) -> Bool {
    left.json == right.json
  }

  /// The first difference to what a program offers now; nil where there is none.
  package func difference(to offered: FrozenTools) -> Difference? {
    let frozen = json
    let now = offered.json
    for member in now.object?.members ?? [] {
      guard let published = frozen[member.key] else { return .undeclared(member.key) }
      if published != member.value { return .changed(member.key) }
    }
    return frozen.object?.keys.first { now[$0] == nil }.map(Difference.missing)
  }

  /// Keywords that say nothing about which arguments are valid.
  private static let annotations: Set<String> = [
    "title", "description", "default", "examples", "$comment",
  ]
  /// Keywords whose members are named freely and hold schemas.
  private static let maps: Set<String> = [
    "properties", "patternProperties", "$defs", "definitions", "dependentSchemas",
  ]
  /// Keywords whose value is data, not a schema.
  private static let data: Set<String> = ["enum", "const", "required"]

  private static func stripped(_ schema: JSON) -> JSON {
    switch schema {
    case .array(let elements): return .array(elements.map(stripped))
    case .object(let object):
      var kept: [(String, JSON)] = []
      for member in object.members where !annotations.contains(member.key) {
        kept.append((member.key, strippedMember(member.key, member.value)))
      }
      return .object(JSONObject(kept))
    default: return schema
    }
  }

  private static func strippedMember(_ key: String, _ value: JSON) -> JSON {
    if data.contains(key) { return value }
    guard maps.contains(key), let named = value.object else { return stripped(value) }
    return .object(JSONObject(named.members.map { ($0.key, stripped($0.value)) }))
  }
}
