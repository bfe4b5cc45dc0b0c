import JSONRPC
import Loop
import Wire

/// A server that says its tools have changed is asked again: nothing but what was frozen at
/// publish is ever called.
extension Program {
  /// From now on hears of changes.
  func watchTools(_ number: ProgramMachine.Process, _ process: ProgramProcess) {
    process.client.onToolsChanged = { [weak self] in
      self?.watch(number) { $0.changed(isBusy: $1, now: .now) }
    }
    process.client.listenForTools()
  }

  /// A process has answered its call. What is due is asked before the next call is sent.
  func answered(_ number: ProgramMachine.Process) {
    watch(number) { watch, _ in watch.answered(now: .now) }
    handle(.answered(number))
  }

  private func watch(
    _ number: ProgramMachine.Process,
    _ turn: (inout ToolsWatch, _ isBusy: Bool) -> ToolsWatch.Step
  ) {
    guard let process = processes[number] else { return }
    switch turn(&process.toolsWatch, isBusy(number)) {
    case .nothing: break
    case .wait(let milliseconds):
      loop.schedule(afterMilliseconds: milliseconds) { [weak self] in
        self?.watch(number) { $0.waited(isBusy: $1, now: .now) }
      }
    case .look:
      process.client.listTools { [weak self] outcome in self?.looked(number, outcome) }
    }
  }

  private func isBusy(_ number: ProgramMachine.Process) -> Bool {
    if case .idle = machine.processes[number] { false } else { true }
  }

  private func looked(
    _ number: ProgramMachine.Process, _ outcome: Result<[MCP.Tool], MCPFailure>
  ) {
    switch outcome {
    case .failure(.ended): break
    case .failure(let failure): handle(.broken(number, Self.failure(failure)))
    case .success(let tools):
      guard let difference = release.tools.difference(to: FrozenTools(tools)) else {
        return watch(number) { $0.looked(isBusy: $1, now: .now) }
      }
      log(release.key, "program.tools_changed", "\(difference)")
      handle(.broken(number, .toolsDiffer(difference)))
    }
  }
}
