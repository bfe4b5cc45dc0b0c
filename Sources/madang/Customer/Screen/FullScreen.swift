/// The shell on a whole terminal.
enum FullScreen {
  /// Runs until the person quits; `begin` opens what was asked for.
  static func run(
    _ engine: Engine, _ invocation: Invocation, begin: () throws(ShellFailure) -> Void
  ) throws(ShellFailure) -> ExitCode {
    try engine.goHome()
    try begin()
    invocation.output.screen(engine.screen)
    return .done
  }
}
