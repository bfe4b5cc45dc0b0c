import JSONRPC
import TestSupport
import Testing
import Wire

@testable import Host

@Suite struct ProgramMachineOrderTests {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func noOrderOfEventsLosesOrDoublesACall(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var machine = ProgramMachine()
    var open: Set<Int> = []
    var sent: [Int: Int] = [:]
    var now = MonotonicTime(milliseconds: 0)
    var lastCall = 0
    for step in 0..<500 {
      now = now + Int64(random.next() % 40)
      let process = machine.processes.keys.sorted().randomElement(using: &random) ?? 1
      var event: ProgramMachine.Event
      switch random.next() % 9 {
      case 0, 1, 2:
        lastCall += 1
        open.insert(lastCall)
        let signature = CallSignature(
          feature: "f\(random.next() % 6)", arguments: .integer(Int64(random.next() % 3)))
        event = .call(lastCall, signature, expires: now + 200, isContinuation: step % 7 == 0)
      case 3: event = .started(process)
      case 4, 5: event = .answered(process)
      case 6: event = .exited(process, isClean: step % 2 == 0)
      case 7: event = .broken(process, .garbage(reason: ""))
      default: event = .timer
      }
      if case .answered = event {
        // A process that is being killed cannot answer any more.
        if case .ending = machine.processes[process] { continue }
        if let call = sent.removeValue(forKey: process) { open.remove(call) }
      }
      if case .quarantined = machine.condition { _ = machine.handle(.pardon, now: now) }
      for action in machine.handle(event, now: now) {
        switch action {
        case .send(let call, let process):
          #expect(open.contains(call) && sent[process] == nil, "seed \(seed) step \(step)")
          sent[process] = call
        case .refuse(let call, _):
          #expect(open.remove(call) != nil, "seed \(seed) step \(step): \(call) twice")
          sent = sent.filter { $0.value != call }
        case .start, .closeInput, .kill: break
        }
      }
      #expect(machine.inFlightCount <= ProgramMachine.inFlightLimit)
      #expect(machine.processes.count <= ProgramMachine.processLimit)
    }
    for action in machine.handle(.stop, now: now) {
      if case .refuse(let call, _) = action { open.remove(call) }
    }
    for process in machine.processes.keys.sorted() {
      for action in machine.handle(.exited(process, isClean: false), now: now) {
        if case .refuse(let call, _) = action { open.remove(call) }
      }
    }
    #expect(open.isEmpty, "seed \(seed)")
    #expect(machine.processes.isEmpty)
  }
}
