import Wire

/// What the arguments ask for.
enum Command: Equatable {
  /// Serve a home until told to stop.
  case serve(DaemonSetting)
  /// Say how the daemon of a home is doing.
  case status(home: String, asJSON: Bool)
  /// Recompute the ledger of a home.
  case audit(home: String, asJSON: Bool)
  /// Stop the daemon of a home and wait for its end.
  case stop(home: String)
  /// Make a new key for personal data.
  case rotateKeys(home: String, asJSON: Bool)
  /// List, show or begin batches.
  case batch(BatchCommand, home: String, asJSON: Bool)
  /// See to programs.
  case program(ProgramCommand, home: String, asJSON: Bool)
  /// Say how the program is used, as a whole or one command.
  case help(Verb?)
  /// Say which version this is.
  case version

  /// The words a command can begin with.
  enum Verb: String, CaseIterable {
    case serve, status, audit, stop, keys, batch, quarantine, kill, restore, suspend, reinstate
    case metrics

    /// Whether the command is about programs.
    var isAboutPrograms: Bool {
      switch self {
      case .quarantine, .kill, .restore, .suspend, .reinstate, .metrics: true
      case .serve, .status, .audit, .stop, .keys, .batch: false
      }
    }
  }
}

/// What is done about batches.
enum BatchCommand: Equatable {
  /// The runs, newest first.
  case list
  /// One run with its partitions and failures.
  case show(Int64)
  /// Begins a job for a period, or tries again what failed.
  case run(job: String, period: String)
}

/// Reads arguments; pure.
struct Arguments {
  /// Why the arguments cannot be followed.
  enum Fault: Error, Equatable {
    /// No such command; a similar one, if any.
    case unknownCommand(String, similar: String?)
    /// No such option for this command; a similar one, if any.
    case unknownOption(String, verb: Command.Verb, similar: String?)
    /// The option needs a value.
    case missingValue(String)
    /// The option takes no value.
    case unexpectedValue(String)
    /// The value is none the option takes.
    case badValue(option: String, value: String, expected: String)
    /// An argument too many.
    case unexpected(String)
    /// Neither `--home` nor the environment says where.
    case noHome
    /// The same option twice.
    case repeated(String)
  }

  private enum Option: String, CaseIterable {
    case home = "--home"
    case virtualClock = "--virtual-clock"
    case testTokens = "--test-tokens"
    case readyDescriptor = "--ready-fd"
    case json = "--json"
    case log = "--log"
    case help = "--help"

    var takesValue: Bool { self == .home || self == .readyDescriptor || self == .log }

    static func known(to verb: Command.Verb) -> [Option] {
      switch verb {
      case .serve: [.home, .virtualClock, .testTokens, .readyDescriptor, .log, .help]
      case .status, .audit, .keys, .batch, .quarantine, .kill, .restore, .suspend, .reinstate,
        .metrics:
        [.home, .json, .help]
      case .stop: [.home, .help]
      }
    }
  }

  private let environment: [String: String]
  private var values: [Option: String] = [:]
  private var batch = BatchCommand.list
  private var program = ProgramCommand.quarantine

  private init(environment: [String: String]) { self.environment = environment }

  /// The command that arguments, without the program's name, stand for.
  static func parse(
    _ arguments: [String], environment: [String: String]
  ) throws(Fault) -> Command {
    guard let first = arguments.first else { return .help(nil) }
    switch first {
    case "--version", "-V", "version": return .version
    case "--help", "-h": return .help(nil)
    case "help": return .help(try helpTopic(arguments.dropFirst()))
    default: break
    }
    guard let verb = Command.Verb(rawValue: first) else {
      let words = Command.Verb.allCases.map(\.rawValue) + ["help", "--help", "--version"]
      throw .unknownCommand(first, similar: Similarity.closest(to: first, among: words))
    }
    var reader = Arguments(environment: environment)
    var rest = arguments.dropFirst()
    if verb == .keys, rest.first?.hasPrefix("-") != true {
      guard rest.first == "rotate" else { throw .unexpected(rest.first ?? "keys") }
      rest = rest.dropFirst()
    }
    if verb == .batch {
      if rest.contains("--help") || rest.contains("-h") { return .help(.batch) }
      reader.batch = try Self.batch(&rest)
    }
    if verb.isAboutPrograms {
      if rest.contains("--help") || rest.contains("-h") { return .help(verb) }
      reader.program = try Self.program(verb, &rest)
    }
    try reader.read(rest, for: verb)
    return try reader.command(verb)
  }

  /// The words behind `batch`; nothing is `list`.
  private static func batch(_ rest: inout ArraySlice<String>) throws(Fault) -> BatchCommand {
    func word(_ name: String) throws(Fault) -> String {
      guard let word = rest.first, !word.hasPrefix("-") else { throw .missingValue(name) }
      rest = rest.dropFirst()
      return word
    }
    guard let first = rest.first, !first.hasPrefix("-") else { return .list }
    rest = rest.dropFirst()
    switch first {
    case "list": return .list
    case "show":
      let text = try word("RUN")
      guard let run = Int64(text), run > 0 else {
        throw .badValue(option: "RUN", value: text, expected: "1, 2, 3 …")
      }
      return .show(run)
    case "run": return .run(job: try word("JOB"), period: try word("PERIOD"))
    default: throw .unexpected(first)
    }
  }

  private static func helpTopic(_ rest: ArraySlice<String>) throws(Fault) -> Command.Verb? {
    guard let word = rest.first else { return nil }
    guard let verb = Command.Verb(rawValue: word) else {
      throw .unknownCommand(
        word,
        similar: Similarity.closest(to: word, among: Command.Verb.allCases.map(\.rawValue)))
    }
    if rest.count > 1 { throw .unexpected(rest[rest.startIndex + 1]) }
    return verb
  }

  private mutating func read(_ arguments: ArraySlice<String>, for verb: Command.Verb) throws(Fault)
  {
    let known = Option.known(to: verb)
    var rest = arguments
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else { throw .unexpected(argument) }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0] == "-h" ? "--help" : String(parts[0])
      guard let option = known.first(where: { $0.rawValue == name }) else {
        throw .unknownOption(
          name, verb: verb, similar: Similarity.closest(to: name, among: known.map(\.rawValue)))
      }
      guard values[option] == nil else { throw .repeated(name) }
      if option.takesValue {
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst(), !value.isEmpty
        else { throw .missingValue(name) }
        values[option] = value
      } else {
        guard parts.count == 1 else { throw .unexpectedValue(name) }
        values[option] = ""
      }
    }
  }

  private func command(_ verb: Command.Verb) throws(Fault) -> Command {
    if values[.help] != nil { return .help(verb) }
    let home = try home()
    switch verb {
    case .serve:
      return .serve(
        DaemonSetting(
          home: home, hasVirtualClock: values[.virtualClock] != nil,
          takesTestTokens: values[.testTokens] != nil, readyDescriptor: try readyDescriptor(),
          logFormat: try logFormat()))
    case .status: return .status(home: home, asJSON: values[.json] != nil)
    case .audit: return .audit(home: home, asJSON: values[.json] != nil)
    case .stop: return .stop(home: home)
    case .batch: return .batch(batch, home: home, asJSON: values[.json] != nil)
    case .keys: return .rotateKeys(home: home, asJSON: values[.json] != nil)
    case .quarantine, .kill, .restore, .suspend, .reinstate, .metrics:
      return .program(program, home: home, asJSON: values[.json] != nil)
    }
  }

  /// As the shell finds it: the option, MADANG_HOME, the state directory.
  private func home() throws(Fault) -> String {
    func set(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let given = values[.home] ?? set("MADANG_HOME") { return given }
    if let state = set("XDG_STATE_HOME") { return "\(state)/madang" }
    if let user = set("HOME") { return "\(user)/.local/state/madang" }
    throw .noHome
  }

  private func logFormat() throws(Fault) -> Log.Format {
    guard let text = values[.log] else { return .text }
    guard let format = Log.Format(rawValue: text) else {
      throw .badValue(option: Option.log.rawValue, value: text, expected: "text, json")
    }
    return format
  }

  private func readyDescriptor() throws(Fault) -> Int32? {
    guard let text = values[.readyDescriptor] else { return nil }
    guard let number = Int32(text), (0...Self.descriptorLimit).contains(number) else {
      throw .badValue(
        option: Option.readyDescriptor.rawValue, value: text,
        expected: "0...\(Self.descriptorLimit)")
    }
    return number
  }

  /// The highest descriptor `--ready-fd` takes: the usual limit of open files, less one.
  static let descriptorLimit: Int32 = 1023
}
