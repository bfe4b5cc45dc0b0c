import JSONRPC
import Loop
import Wire

/// One running process of a program: its connection, its stderr and its end.
///
/// Confined to the loop's thread.
final class ProgramProcess {
  /// How long the last words of a process that is gone are waited for, in milliseconds: only a
  /// stranger that holds its pipe keeps it open.
  static let lastWordsMilliseconds: Int64 = 100

  /// After so many answers the processor time is looked at: a system call.
  static let answersPerSample = 256

  let client: MCPClient
  let layers: SandboxLayers
  /// Learns once that the process must be killed, and why.
  var onBroken: (ProgramFailure) -> Void = { _ in }
  /// Learns that a call which was given up has been answered after all.
  var onLateAnswer: () -> Void = {}
  /// Learns once that the process is gone and all it wrote was read.
  var onExit: (ProcessExit) -> Void = { _ in }

  private enum Life {
    case running
    case exited(ProcessExit)
    case over
  }

  private let loop: EventLoop
  private let child: ChildProcess
  private let ended: () -> Void
  private let connection: RPCConnection
  private let errors: ErrorPipe
  private var watcher: ExitWatcher?
  private var life = Life.running
  private var isConnected = true

  init(
    _ loop: EventLoop, _ started: StartedChild, client: MCP.Implementation
  ) throws(LoopError) {
    self.loop = loop
    child = started.child
    ended = started.ended
    layers = started.child.layers
    guard let input = child.takeStandardInput(), let output = child.takeStandardOutput(),
      let error = child.takeStandardError()
    else { preconditionFailure("a new child has its pipes") }
    connection = RPCConnection(
      loop, StreamChannel(loop, input: output, output: input), strictness: .endsAtGarbage)
    self.client = MCPClient(connection, client: client)
    errors = try ErrorPipe(loop, error)
    connection.onEnd = { [weak self] in self?.connectionEnded($0) }
    connection.onLateAnswer = { [weak self] _ in self?.onLateAnswer() }
    try connection.start()
    watcher = try ExitWatcher(loop, child.process) { [weak self] in self?.exited($0) }
  }

  /// The end of what it wrote to stderr.
  var errorBytes: [UInt8] { errors.ring.bytes }

  /// Answers that came too late, twice or unasked.
  var dropped: Peer.Dropped { connection.dropped }

  /// The process in the daemon's own namespace.
  var pid: Int32 { child.process.pid }

  /// All bytes it wrote to stderr so far.
  var errorByteCount: Int64 { errors.ring.totalByteCount }

  /// Processor time so far, in milliseconds.
  var cpuMilliseconds: Int64 { child.process.cpuMilliseconds() }

  /// Resident memory when it was last looked at, in bytes.
  private(set) var residentBytes: Int64 = 0

  /// The processor time that was used when the call which it works on was first seen, and which.
  var cpuMark: (call: Int, milliseconds: Int64)?

  /// When its tools are looked at again.
  var toolsWatch = ToolsWatch()

  private var answerCount = 0

  /// Notes an answer; true where it is time to replace the process, because RLIMIT_CPU counts
  /// its whole life and would end it in the middle of a call.
  func answered(cpuSecondsLimit: UInt32) -> Bool {
    answerCount += 1
    guard answerCount % Self.answersPerSample == 0 || answerCount == 1 else { return false }
    residentBytes = child.process.residentBytes()
    return child.process.cpuMilliseconds() >= Int64(cpuSecondsLimit) * 1000 / 2
  }

  /// It is asked to end: its memory counts no more.
  func forgetMemory() { residentBytes = 0 }

  func closeInput() { connection.closeOutput() }

  func kill() { child.process.kill() }

  private func connectionEnded(_ end: RPCConnection.End) {
    isConnected = false
    switch end {
    case .garbage(let reason): onBroken(.garbage(reason: reason))
    case .frameTooLong:
      onBroken(
        .garbage(reason: "A line is longer than \(FrameSplitter.frameByteLimit) bytes."))
    case .outboundFull, .channel(.notDraining):
      onBroken(.garbage(reason: "It does not read what it is asked."))
    case .channel(.ended), .channel(.closed), .channel(.failed): onBroken(.crashed)
    }
    settle()
  }

  private func exited(_ exit: ProcessExit) {
    life = .exited(exit)
    if isConnected {
      loop.schedule(afterMilliseconds: Self.lastWordsMilliseconds) { [weak self] in
        self?.connection.close()
      }
    }
    settle()
  }

  private func settle() {
    guard !isConnected, case .exited(let exit) = life else { return }
    life = .over
    watcher = nil
    errors.close()
    ended()
    onExit(exit)
  }
}
