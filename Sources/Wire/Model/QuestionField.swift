/// One flat field of a question (MCP, client/elicitation, "Requested Schema").
package struct QuestionField: Codable, Sendable, Hashable {
  /// What a field takes.
  package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
    case text, number, integer, toggle, choice, choices
  }

  /// One thing to choose.
  package struct Option: Codable, Sendable, Hashable {
    /// What is sent.
    package var value: String
    /// What is read.
    package var title: String

    /// One thing to choose.
    package init(value: String, title: String) {
      self.value = value
      self.title = title
    }
  }

  /// The property's name.
  package var name: String
  /// What it takes.
  package var kind: Kind
  /// What people call it.
  package var title: String?
  /// What it is for.
  package var description: String?
  /// Whether accepting needs it.
  package var isRequired: Bool
  /// `email`, `uri`, `date` or `date-time`, for texts.
  package var format: String?
  /// The least number, characters or choices.
  package var minimum: Double?
  /// The most.
  package var maximum: Double?
  /// What can be chosen.
  package var options: [Option]?
  /// What stands there first.
  package var initial: JSON?

  /// One flat field.
  package init(
    name: String, kind: Kind, title: String? = nil, description: String? = nil,
    isRequired: Bool = false, format: String? = nil, minimum: Double? = nil,
    maximum: Double? = nil, options: [Option]? = nil, initial: JSON? = nil
  ) {
    self.name = name
    self.kind = kind
    self.title = title
    self.description = description
    self.isRequired = isRequired
    self.format = format
    self.minimum = minimum
    self.maximum = maximum
    self.options = options
    self.initial = initial
  }
}
