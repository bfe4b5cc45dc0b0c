import Glibc
import Wire

/// The program from its arguments to its exit status.
enum Shell {
  /// Runs one command line.
  static func run(_ arguments: [String]) -> ExitCode {
    forbidCoreDumps()
    let environment = { (name: String) -> String? in getenv(name).map { String(cString: $0) } }
    do {
      let parsed = try ArgumentParser.parse(arguments, environment: environment)
      return run(parsed)
    } catch {
      let options = GlobalOptions.initial(environment: environment)
      var output = output(options)
      if arguments.contains("--json") { output.mode = .json }
      output.failure(.fault(error), in: options.language)
      return .usage
    }
  }

  private static func run(_ parsed: ParsedArguments) -> ExitCode {
    let global = parsed.global
    let invocation = Invocation(
      global: global, options: parsed.options, operands: parsed.operands, output: output(global))
    if parsed.wantsHelp {
      invocation.output.lines(Help.text(of: parsed.command, in: global.language))
      return .done
    }
    do {
      guard let command = parsed.command else { return try bare(invocation) }
      return try command.run(invocation)
    } catch {
      invocation.output.failure(error, in: global.language)
      return error.exitCode
    }
  }

  /// `madang` alone: the full screen on a terminal, else short help.
  private static func bare(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    if isInteractive(invocation) {
      return try FullScreen.run(try invocation.engine(), invocation) { () throws(ShellFailure) in }
    }
    invocation.output.lines(Help.short(in: invocation.language))
    return .done
  }

  /// Whether a person sits at a terminal and wants the full screen.
  static func isInteractive(_ invocation: Invocation) -> Bool {
    invocation.global.mode == nil && !invocation.global.isSilent && isatty(STDIN_FILENO) == 1
      && isatty(STDOUT_FILENO) == 1
  }

  private static func output(_ global: GlobalOptions) -> Output {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    // A pipe is read by a program: without a word about it, it gets the plain form.
    let mode = global.mode ?? (isTerminal ? nil : .plain)
    return Output(
      mode: mode, columns: global.columns > 0 ? global.columns : Terminal.columns(),
      fields: global.fields, hasColour: isTerminal && !global.isColourless)
  }

  /// A dump would hold a device key.
  private static func forbidCoreDumps() {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
  }
}
