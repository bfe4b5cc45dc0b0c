import Wire

/// Walks a schema document once and compiles what it meets.
struct SchemaCompiler {
  /// A part of the document with an address of its own (`$id`).
  struct Resource {
    let base: String
    /// Where in the document it begins.
    let pointer: String
    var anchors: [String: Int] = [:]
    var dynamicAnchors: [String: Int] = [:]
  }

  /// A reference that is looked up when the whole document is known.
  struct PendingReference {
    let node: Int
    let check: Int
    let text: String
    let isDynamic: Bool
  }

  let document: JSON
  var nodes: [SchemaNode] = []
  var resources: [Resource] = []
  var tracksEvaluated = false
  private var nodeAt: [String: Int] = [:]
  private var pending: [PendingReference] = []

  init(_ document: JSON) { self.document = document }

  mutating func compile() throws(SchemaFault) {
    resources.append(Resource(base: "", pointer: ""))
    _ = try node(document, at: "", in: 0, depth: 0)
    while let reference = pending.popLast() { try resolve(reference) }
  }

  /// Compiles the schema at a place of the document.
  mutating func node(
    _ schema: JSON, at pointer: String, in resource: Int, depth: Int
  ) throws(SchemaFault) -> Int {
    if let known = nodeAt[pointer] { return known }
    guard nodes.count < JSONSchema.maximumNodes else { throw .tooLarge }
    guard depth < JSONSchema.maximumDepth else { throw .tooDeep }
    let index = nodes.count
    nodeAt[pointer] = index
    switch schema {
    case .bool(let allowed):
      nodes.append(SchemaNode(resource: resource, checks: allowed ? [] : [.nothingAllowed]))
    case .object(let object):
      let own = try self.resource(of: object, at: pointer, in: resource)
      nodes.append(SchemaNode(resource: own))
      try name(object, index, at: pointer, in: own)
      var keywords = KeywordReader(
        object: object, pointer: pointer, resource: own, depth: depth, node: index)
      try keywords.read(into: &self)
    default: throw .malformed(pointer: pointer)
    }
    return index
  }

  mutating func add(_ check: Check, to node: Int) { nodes[node].checks.append(check) }

  mutating func refer(_ text: String, from node: Int, isDynamic: Bool) {
    pending.append(
      PendingReference(
        node: node, check: nodes[node].checks.count, text: text, isDynamic: isDynamic))
    add(.nothingAllowed, to: node)
  }

  /// The resource a schema belongs to: a new one where it has an address of its own.
  private mutating func resource(
    of object: JSONObject, at pointer: String, in parent: Int
  ) throws(SchemaFault) -> Int {
    guard let id = object["$id"] else { return parent }
    guard let id = id.string else { throw .malformed(pointer: pointer + "/$id") }
    let base = URIReference.resolve(id, against: resources[parent].base).withoutFragment
    if pointer.isEmpty {
      resources[0] = Resource(base: base, pointer: "")
      return 0
    }
    resources.append(Resource(base: base, pointer: pointer))
    return resources.count - 1
  }

  private mutating func name(
    _ object: JSONObject, _ node: Int, at pointer: String, in resource: Int
  ) throws(SchemaFault) {
    for (keyword, isDynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
      guard let value = object[keyword] else { continue }
      guard let anchor = value.string else { throw .malformed(pointer: "\(pointer)/\(keyword)") }
      resources[resource].anchors[anchor] = node
      if isDynamic { resources[resource].dynamicAnchors[anchor] = node }
    }
  }

  private mutating func resolve(_ reference: PendingReference) throws(SchemaFault) {
    let base = resources[nodes[reference.node].resource].base
    let address = URIReference.resolve(reference.text, against: base)
    let absolute = address.withoutFragment
    guard let resource = resources.firstIndex(where: { $0.base == absolute }) else {
      throw .unresolved(reference: reference.text)
    }
    let fragment = address.fragment ?? ""
    let target: Int
    var anchor: String?
    if fragment.isEmpty || fragment.hasPrefix("/") {
      target = try place(fragment, in: resource, reference.text)
    } else {
      guard let node = resources[resource].anchors[fragment] else {
        throw .unresolved(reference: reference.text)
      }
      target = node
      if resources[resource].dynamicAnchors[fragment] == node { anchor = fragment }
    }
    nodes[reference.node].checks[reference.check] =
      reference.isDynamic ? .dynamicReference(target, anchor: anchor) : .reference(target)
  }

  /// The schema at a JSON Pointer inside a resource; compiled now where no keyword led to it.
  private mutating func place(
    _ fragment: String, in resource: Int, _ text: String
  ) throws(SchemaFault) -> Int {
    let absolute = resources[resource].pointer + fragment
    if let known = nodeAt[absolute] { return known }
    var value = document
    var owner = resource
    var walked = ""
    for part in absolute.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      walked += "/" + part
      let key = part.unescapedPointerPart
      let next =
        value.array.flatMap { elements in
          Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        } ?? value[key]
      guard let next else { throw .unresolved(reference: text) }
      value = next
      if let inner = resources.firstIndex(where: { $0.pointer == walked }) { owner = inner }
    }
    return try node(value, at: absolute, in: owner, depth: 0)
  }
}

extension StringProtocol {
  /// A part of a JSON Pointer as the member's name (RFC 6901, 4).
  var unescapedPointerPart: String {
    var text = ""
    var escaped = false
    for character in self {
      switch (escaped, character) {
      case (true, "0"): text.append("~")
      case (true, _): text.append("/")
      case (false, "~"): break
      case (false, _): text.append(character)
      }
      escaped = !escaped && character == "~"
    }
    return text
  }

  /// A member's name as a part of a JSON Pointer.
  var escapedPointerPart: String {
    contains { $0 == "~" || $0 == "/" }
      ? reduce(into: "") { text, character in
        text += character == "~" ? "~0" : character == "/" ? "~1" : String(character)
      } : String(self)
  }
}
