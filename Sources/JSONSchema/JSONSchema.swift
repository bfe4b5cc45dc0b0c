package import Wire

/// A compiled JSON Schema of the dialect 2020-12 (json-schema.org/draft/2020-12), made once and
/// used for many values.
///
/// Everything is bounded, because schema and value may both come from a hostile program: the
/// schema's places, the work one value may cost, the depth of both. References lead only inside
/// the document; patterns run in time linear to the text. `format` and `content…` are
/// annotations and not checked, as the dialect has it by default.
package struct JSONSchema: Sendable {
  /// The first thing in a value that a schema does not allow.
  package struct Violation: Error, Hashable, Sendable {
    /// Where in the value, as a JSON Pointer (RFC 6901).
    package let pointer: String
    /// The keyword that refuses it.
    package let keyword: String
    /// What is wrong, to be read after the pointer.
    package let reason: String
  }

  /// Places a schema may have.
  package static let maximumNodes = 10_000
  /// Steps that checking one value may take; one step is one schema at one value, or 64 tests
  /// of a pattern's places.
  package static let maximumSteps = 200_000
  /// Schemas inside each other while a value is checked.
  package static let maximumDepth = 200

  let nodes: [SchemaNode]
  /// The dynamic anchors of each schema resource.
  let dynamicAnchors: [[String: Int]]
  /// Whether any place asks what others have looked at; only then is it written down.
  let tracksEvaluated: Bool

  /// Compiles a schema; throws where it is malformed, too large or leads outside.
  package init(_ json: JSON) throws(SchemaFault) {
    var compiler = SchemaCompiler(json)
    try compiler.compile()
    nodes = compiler.nodes
    dynamicAnchors = compiler.resources.map(\.dynamicAnchors)
    tracksEvaluated = compiler.tracksEvaluated
  }

  /// What a value violates first; nil where it is valid.
  package func violation(in value: JSON) -> Violation? {
    var evaluation = Evaluation(schema: self)
    return evaluation.run(value)
  }
}

/// Why a schema cannot be used.
package enum SchemaFault: Error, Hashable, Sendable {
  /// It has more places than `JSONSchema.maximumNodes`.
  case tooLarge
  /// It is nested too deeply.
  case tooDeep
  /// A keyword has a value that the dialect does not allow.
  case malformed(pointer: String)
  /// A reference leads to nothing inside the document.
  case unresolved(reference: String)
  /// A pattern is not one that is supported (no back references, no looking around).
  case pattern(pointer: String)

  /// The place and what is wrong there.
  package var pointerAndReason: (pointer: String, reason: String) {
    switch self {
    case .tooLarge: ("", "has more than \(JSONSchema.maximumNodes) schemas")
    case .tooDeep: ("", "is nested too deeply")
    case .malformed(let pointer): (pointer, "is not what JSON Schema 2020-12 allows here")
    case .unresolved(let reference): ("", "refers to \(reference), which is not in the document")
    case .pattern(let pointer): (pointer, "is not a supported pattern")
    }
  }
}
