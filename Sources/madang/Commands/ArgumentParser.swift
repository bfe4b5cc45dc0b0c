import Wire

/// What the command line says, before anything is done.
struct ParsedArguments {
  /// The command; nil where none was named.
  var command: (any Command.Type)?
  /// What every command understands.
  var global: GlobalOptions
  /// The command's own options; empty text where they have no value.
  var options: [String: String] = [:]
  /// What is not an option, after the command's words.
  var operands: [String] = []
  /// Whether help was asked for.
  var wantsHelp = false
}

/// Reads a command line; pure.
struct ArgumentParser {
  private var rest: ArraySlice<String>
  private var parsed: ParsedArguments
  private var words: [String] = []
  private var given: [(name: String, value: String?)] = []

  /// Reads the arguments after the program's own name.
  static func parse(
    _ arguments: [String], environment: (String) -> String? = { _ in nil }
  ) throws(ShellFault) -> ParsedArguments {
    var parser = ArgumentParser(
      rest: arguments[...],
      parsed: ParsedArguments(global: .initial(environment: environment)))
    try parser.read()
    return parser.parsed
  }

  private mutating func read() throws(ShellFault) {
    // The command decides which options there are, so its words are looked for first.
    let candidates = Self.leadingWords(Array(rest))
    parsed.command = CommandList.named(candidates)
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        break
      }
      if argument == "--help" || argument == "-h" {
        parsed.wantsHelp = true
      } else if argument.hasPrefix("--") {
        try option(argument)
      } else {
        words.append(argument)
      }
    }
    let named = parsed.command?.words.count ?? 0
    parsed.operands = Array(words.dropFirst(named))
    if parsed.command == nil, let first = words.first {
      throw Self.usage("there is no command \(first)" + Self.suggestion(first))
    }
  }

  private mutating func option(_ argument: String) throws(ShellFault) {
    let equals = argument.firstIndex(of: "=")
    let name = equals.map { String(argument[..<$0]) } ?? argument
    var value = equals.map { String(argument[argument.index(after: $0)...]) }
    let own = parsed.command?.options ?? []
    guard let known = (own + GlobalOptions.all).first(where: { $0.name == name }) else {
      throw Self.usage("there is no option \(name)")
    }
    if known.value != nil, !known.isValueOptional, value == nil {
      guard let next = rest.popFirst() else { throw Self.usage("\(name) needs a value") }
      value = next
    }
    if known.value == nil, value != nil { throw Self.usage("\(name) takes no value") }
    if own.contains(known) {
      parsed.options[name] = value ?? ""
    } else if !parsed.global.take(name, value) {
      throw Self.usage("\(name) cannot be \(value ?? "")")
    }
  }

  /// The words before and between options, as far as they can be told apart without a command.
  private static func leadingWords(_ arguments: [String]) -> [String] {
    var words: [String] = []
    var skipsNext = false
    for argument in arguments {
      if argument == "--" { break }
      if skipsNext {
        skipsNext = false
      } else if argument.hasPrefix("--") {
        let option = GlobalOptions.all.first { $0.name == argument }
        skipsNext = option.map { $0.value != nil && !$0.isValueOptional } ?? false
      } else {
        words.append(argument)
      }
    }
    return words
  }

  /// The most letters a mistyped command may differ by to be guessed.
  private static let suggestionDistance = 2

  /// The nearest command, where one is near.
  private static func suggestion(_ word: String) -> String {
    let names = CommandList.all.map { $0.name } + CommandList.all.map { $0.words[0] }
    let near = names.min { editDistance(word, $0) < editDistance(word, $1) }
    guard let near, editDistance(word, near) <= suggestionDistance else { return "" }
    return ", did you mean \(near)?"
  }

  private static func usage(_ reason: String) -> ShellFault {
    ShellFault(.usage, ["reason": .string(reason)])
  }
}
