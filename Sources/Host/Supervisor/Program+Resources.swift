import JSONRPC
import Loop

/// What a program's processes use: processor time of a call, memory, words on stderr.
extension Program {
  /// How often the processor time of a call under way is looked at, in milliseconds: a call may
  /// use so much more than it is allowed, times the processors.
  static let cpuLookMilliseconds: Int64 = 250

  /// Resident memory of all processes when each was last looked at, in bytes.
  var residentBytes: Int64 { processes.values.reduce(0) { $0 + $1.residentBytes } }

  /// The process that has idled longest, and since when.
  var idlest: (process: ProgramMachine.Process, since: MonotonicTime)? {
    machine.processes.compactMap { process, state -> (ProgramMachine.Process, MonotonicTime)? in
      if case .idle(let since) = state { (process, since) } else { nil }
    }.min { $0.1 < $1.1 }
  }

  /// Stops a process that idles, because its memory is needed.
  func evict(_ process: ProgramMachine.Process) {
    counters.evictions += 1
    log(release.key, "program.evicted", "\(processes[process]?.residentBytes ?? 0)")
    processes[process]?.forgetMemory()
    handle(.evict(process))
  }

  /// What the processes wrote to stderr, the one that crashed last at the end.
  var errorLogs: [ProgramWords] {
    var logs = processes.sorted { $0.key < $1.key }.map { number, process in
      ProgramWords(
        process: number, total: process.errorByteCount, bytes: process.errorBytes)
    }
    if lastErrors.total > 0 {
      logs.append(ProgramWords(process: nil, total: lastErrors.total, bytes: lastErrors.bytes))
    }
    return logs
  }

  /// Looks from time to time while a call is under way; one timer serves many short calls.
  func watchCPU() {
    guard cpuTimer == nil else { return }
    cpuTimer = loop.schedule(afterMilliseconds: Self.cpuLookMilliseconds) { [weak self] in
      self?.cpuTimer = nil
      self?.lookAtCPU()
    }
  }

  private func lookAtCPU() {
    var isBusy = false
    for (number, process) in processes {
      guard let call = machine.call(of: number) else { continue }
      isBusy = true
      let used = process.cpuMilliseconds
      guard let mark = process.cpuMark, mark.call == call else {
        process.cpuMark = (call, used)
        continue
      }
      let seconds = release.limits.callCPUSeconds
      if used - mark.milliseconds > seconds * 1000 {
        log(release.key, "program.over_cpu", "\(used - mark.milliseconds)")
        handle(.broken(number, .overCPU(seconds: seconds)))
      }
    }
    if isBusy { watchCPU() }
  }
}

/// What one process wrote to stderr; untrusted bytes.
package struct ProgramWords: Equatable, Sendable {
  /// The process' number within its program; nil for the one that crashed last.
  package let process: Int?
  /// All bytes it wrote, also those that are gone.
  package let total: Int64
  /// The last of them.
  package let bytes: [UInt8]
}
