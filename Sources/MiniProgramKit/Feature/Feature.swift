/// One thing a mini-program can do: to the host a feature, to any MCP client a tool.
///
/// A feature is a function: the same input, state, answers and context give the same page, state
/// and effects. It keeps nothing between calls and may be run twice for one call.
package protocol Feature: Sendable {
  /// The typed arguments.
  associatedtype Input: Codable
  /// The session's typed state.
  associatedtype State: ProgramState

  /// The name that manifests and pages use: `cart.add`.
  var name: String { get }
  /// What people call it.
  var title: LocalizedText { get }
  /// What the arguments must look like; checked before `Input` is decoded.
  var schema: Schema { get }
  /// Who may call it.
  var visibility: Visibility { get }
  /// Whether it only reads: it must leave state alone and ask for no effect.
  var isQuery: Bool { get }
  /// Whether the host refuses it when the page the person saw is old.
  var confirms: Bool { get }
  /// Whether it makes no sense without the host's money, records or receipts: a plain MCP client
  /// is told so with −32021. Otherwise reads find nothing there and effects are only described.
  var needsHost: Bool { get }

  /// Does it: reads and changes `call`, and answers with the page to show.
  ///
  /// Throws `Declined` to refuse with a sentence for the person; errors of reads pass through.
  func run(_ input: Input, _ call: inout Call<State>) throws -> Page
}

extension Feature {
  /// No arguments.
  package var schema: Schema { Schema() }
  /// Anyone in the session.
  package var visibility: Visibility { .person }
  /// It may change state.
  package var isQuery: Bool { false }
  /// It applies to the current state whatever the person saw.
  package var confirms: Bool { false }
  /// Any MCP client may call it.
  package var needsHost: Bool { false }
}

/// What a program remembers about a session, as its own JSON; begins empty.
package protocol ProgramState: Codable {
  /// The state of a session that has just begun.
  init()
}

/// For features that keep nothing about a session.
package struct NoState: ProgramState {
  /// Nothing.
  package init() {}
}

/// For features without arguments.
package struct NoInput: Codable {
  /// Nothing.
  package init() {}
}

/// A refusal with a sentence for the person; nothing is changed.
package struct Declined: Error {
  /// What the person reads.
  package let text: LocalizedText

  /// A refusal with its sentence in both languages.
  package init(ko korean: String, en english: String) {
    text = LocalizedText(ko: korean, en: english)
  }
}
