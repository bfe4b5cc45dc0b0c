/// What the arguments of a feature must look like: one field a line, from which the tool's JSON
/// Schema is made and by which arguments are checked before they are decoded.
///
/// Members that no field names are let through: a page's inputs join the arguments of all its
/// buttons.
package struct Schema: Sendable, Hashable {
  /// The fields in the order they are listed.
  package let fields: [Field]

  /// A schema of the given fields.
  package init(_ fields: Field...) { self.fields = fields }

  /// One named argument.
  package struct Field: Sendable, Hashable {
    /// What its value must be.
    enum Kind: Sendable, Hashable {
      case text(length: ClosedRange<Int>)
      case integer(ClosedRange<Int64>)
      case flag
      case choice(most: Int)
      case object
    }

    /// The argument's name, or the beginning of many names.
    let name: String
    let kind: Kind
    /// What it means, for people and models.
    let summary: String
    var isRequired = true
    /// Whether `name` is only how the names begin.
    var isPrefix = false

    /// A text of so many characters.
    package static func text(
      _ name: String, _ summary: String, length: ClosedRange<Int> = 1...200
    ) -> Field { Field(name: name, kind: .text(length: length), summary: summary) }

    /// A whole number in a range.
    package static func integer(
      _ name: String, _ summary: String, in range: ClosedRange<Int64>
    ) -> Field { Field(name: name, kind: .integer(range), summary: summary) }

    /// Yes or no.
    package static func flag(_ name: String, _ summary: String) -> Field {
      Field(name: name, kind: .flag, summary: summary)
    }

    /// The id of one option of a choice, or a list of up to so many; decode it as `Choices`.
    package static func choice(_ name: String, _ summary: String, most: Int = 50) -> Field {
      Field(name: name, kind: .choice(most: most), summary: summary)
    }

    /// An object whose members the feature reads by itself.
    package static func object(_ name: String, _ summary: String) -> Field {
      Field(name: name, kind: .object, summary: summary)
    }

    /// The same field, which may be missing.
    package var optional: Field {
      var field = self
      field.isRequired = false
      return field
    }

    /// Any number of such fields, whose names begin with this one's.
    package var many: Field {
      var field = optional
      field.isPrefix = true
      return field
    }
  }
}

/// The chosen ids of a choice: one text, a list of texts, or nothing.
package struct Choices: Codable, Sendable, Hashable {
  /// The ids in the order given.
  package var ids: [String]

  /// Chosen ids.
  package init(_ ids: [String] = []) { self.ids = ids }

  /// Reads a text, a list of texts or null.
  package init(from decoder: any Decoder) throws {
    switch try JSON(from: decoder) {
    case .null: ids = []
    case .string(let id): ids = id.isEmpty ? [] : [id]
    case .array(let elements): ids = elements.compactMap(\.string)
    default:
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "expected a text or texts"))
    }
  }

  /// Writes a list of texts.
  package func encode(to encoder: any Encoder) throws { try ids.encode(to: encoder) }
}
