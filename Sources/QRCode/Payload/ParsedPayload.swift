/// What a scanned text turned out to be; nothing in it is trusted for display.
///
/// Names and amounts that a person sees come from the daemon, never from here.
package struct ParsedPayload: Hashable, Sendable {
  /// The families of payloads that are told apart.
  package enum Kind: String, CaseIterable, Sendable {
    case platform, miniapp, payCode, emvMPM, emvCPM, gs1, ean, unknown
  }

  /// One named value of the payload, in the order of the text.
  package struct Field: Hashable, Sendable {
    /// The field's name: a tag (`26.00`), an application identifier (`01`) or a word.
    package let key: String
    /// The field's text as read.
    package let value: String

    init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// One fault and where it is.
  package struct Finding: Hashable, Sendable {
    /// What is wrong.
    package let code: PayloadFault
    /// The byte of the text, counted in UTF-8 from 0.
    package let offset: Int

    init(_ code: PayloadFault, _ offset: Int) {
      self.code = code
      self.offset = offset
    }
  }

  /// The typed value of the kinds that the platform acts upon.
  package enum Content: Hashable, Sendable {
    case platform(PlatformCode)
    case miniApp(MiniAppURI)
    case payCode(String)
    case emvMerchant(EMVMerchantCode)
    case none
  }

  /// The family of the payload.
  package let kind: Kind
  /// The typed value; `none` when invalid or when the fields say everything.
  package let content: Content
  /// The fields in order; a key occurs once.
  package let fields: [Field]
  /// Why the payload is not valid; empty exactly when it is.
  package let errors: [Finding]
  /// What is odd but was accepted.
  package let warnings: [Finding]

  /// Whether the payload can be used.
  package var valid: Bool { errors.isEmpty }

  init(
    _ kind: Kind, content: Content = .none, fields: [Field] = [],
    errors: [Finding] = [], warnings: [Finding] = []
  ) {
    precondition(errors.isEmpty || content == .none, "an invalid payload has no content")
    self.kind = kind
    self.content = content
    self.fields = fields
    self.errors = errors
    self.warnings = warnings
  }

  /// The value of a field, nil when the payload has none of that name.
  package subscript(_ key: String) -> String? {
    fields.first { $0.key == key }?.value
  }
}
