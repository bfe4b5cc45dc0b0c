import JSONRPC
import Loop
import Testing
import Wire

@testable import Host

/// A supervisor over scripts, driven by the test's own thread.
final class Stage {
  let loop: EventLoop
  let source: ScriptSource
  let supervisor: Supervisor
  let release: AppRelease
  var events: [String] = []
  /// What was to be written down, in order.
  var records: [ProgramRecord] = []

  init(
    _ features: KeyValuePairs<String, String>, frozen: [String]? = nil, prologue: String = "",
    outputSchema: String? = nil, cpuSeconds: Int64 = 10,
    memoryBudgetBytes: Int64 = Supervisor.defaultMemoryBudgetBytes
  ) throws {
    loop = try EventLoop()
    source = ScriptSource(
      features: features, prologue: prologue, outputSchema: outputSchema)
    let names = frozen ?? features.map(\.key)
    var limits = SandboxLimits()
    limits.callCPUSeconds = cpuSeconds
    release = AppRelease(
      key: AppRelease.Key(app: AppID("test.app"), version: 1), digest: "", entry: "x",
      limits: limits,
      tools: FrozenTools(
        names.map { MCP.Tool(name: $0, inputSchema: ["type": "object"]) }))
    var log: (String) -> Void = { _ in }
    supervisor = Supervisor(
      loop, source: source, client: MCP.Implementation(name: "test", version: "1"),
      memoryBudgetBytes: memoryBudgetBytes, log: { _, event, detail in log("\(event) \(detail)") })
    log = { [unowned self] in events.append($0) }
    supervisor.onRecord = { [unowned self] in records.append($1) }
  }

  /// What a call comes to: its text, or the word of its failure.
  func call(
    _ tool: String, _ arguments: JSON = [:], deadlineMilliseconds: Int64 = 20_000,
    ask: @escaping Supervisor.Ask = { _, reply in reply(nil) },
    withdrawn: @escaping () -> Void = {}
  ) -> String {
    let box = start(
      tool, arguments, deadlineMilliseconds: deadlineMilliseconds, ask: ask,
      withdrawn: withdrawn)
    loop.run(until: { box.value != nil })
    return box.value ?? ""
  }

  func start(
    _ tool: String, _ arguments: JSON = [:], deadlineMilliseconds: Int64 = 20_000,
    ask: @escaping Supervisor.Ask = { _, reply in reply(nil) },
    withdrawn: @escaping () -> Void = {}
  ) -> Outcome {
    let outcome = Outcome()
    supervisor.call(
      release, tool: tool, arguments: arguments, context: ["id": "c"],
      trace: TraceID(high: 1, low: 2),
      deadlineMilliseconds: deadlineMilliseconds, ask: ask, withdrawn: withdrawn
    ) { result in
      #expect(outcome.value == nil, "answered twice")
      switch result {
      case .success(let result):
        outcome.value = result.content.first?["text"]?.string ?? "no text"
      case .failure(let failure): outcome.value = "\(failure)"
      }
    }
    return outcome
  }

  func stop() {
    var isOver = false
    supervisor.stop { isOver = true }
    loop.run(until: { isOver })
    #expect(source.startCount == source.endCount)
  }

  final class Outcome { var value: String? }
}
