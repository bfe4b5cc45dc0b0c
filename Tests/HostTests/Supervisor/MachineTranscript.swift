import JSONRPC
import Testing
import Wire

@testable import Host

/// Plays a transcript against a machine. A line is `<milliseconds> <event> -> <actions> [= state]`.
///
/// Events: `call C SIGNATURE`, `more C SIGNATURE` (a later round), `cancel C`, `started P`,
/// `failed P`, `asks P`, `resumes P`, `answered P`, `overdue P`, `broken P`, `garbage P`,
/// `exit P`, `clean P`, `worn P`, `timer`, `stop`, `pardon`, `killall`, `evict P`, `warm`.
/// Actions, separated by commas: `start P`, `send C P`, `refuse C REASON`, `close P`,
/// `kill P`. Calls expire 5 s after they were made.
func play(
  _ transcript: String, on machine: inout ProgramMachine,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for line in transcript.split(separator: "\n") {
    let sides = line.split(separator: "->", omittingEmptySubsequences: false)
    #expect(sides.count == 2, "no arrow: \(line)", sourceLocation: sourceLocation)
    let words = sides[0].split(separator: " ").map(String.init)
    let expected = sides[1].split(separator: "=", omittingEmptySubsequences: false).map {
      $0.split(separator: " ").joined(separator: " ")
    }
    let now = MonotonicTime(milliseconds: Int64(words[0]) ?? -1)
    let actions = machine.handle(event(Array(words.dropFirst()), now), now: now)
    let found = actions.map(text).joined(separator: ", ")
    #expect(found == expected[0], "\(line)", sourceLocation: sourceLocation)
    if expected.count > 1 {
      #expect(
        machine.lifeState.rawValue == expected[1], "\(line)", sourceLocation: sourceLocation)
    }
  }
}

private func event(_ words: [String], _ now: MonotonicTime) -> ProgramMachine.Event {
  let number = words.count > 1 ? Int(words[1]) ?? -1 : -1
  switch words[0] {
  case "call", "more":
    return .call(
      number, CallSignature(feature: words[2], arguments: nil), expires: now + 5000,
      isContinuation: words[0] == "more")
  case "cancel": return .cancelled(number)
  case "started": return .started(number)
  case "failed": return .startFailed(number, .versionUnsupported)
  case "asks": return .asks(number)
  case "resumes": return .resumes(number)
  case "answered": return .answered(number)
  case "worn": return .worn(number)
  case "overdue": return .overdue(number)
  case "broken": return .broken(number, .crashed)
  case "garbage": return .broken(number, .garbage(reason: "x"))
  case "exit": return .exited(number, isClean: false)
  case "clean": return .exited(number, isClean: true)
  case "timer": return .timer
  case "stop": return .stop
  case "pardon": return .pardon
  case "killall": return .killAll
  case "evict": return .evict(number)
  case "warm": return .warm
  default: preconditionFailure("no event: \(words)")
  }
}

private func text(_ action: ProgramMachine.Action) -> String {
  switch action {
  case .start(let process): "start \(process)"
  case .send(let call, let process): "send \(call) \(process)"
  case .closeInput(let process): "close \(process)"
  case .kill(let process): "kill \(process)"
  case .refuse(let call, let failure): "refuse \(call) \(word(failure))"
  }
}

private func word(_ failure: ProgramFailure) -> String {
  switch failure {
  case .unavailable(let retry): "unavailable" + (retry.map { "(\($0))" } ?? "")
  case .busy: "busy"
  case .deadline: "deadline"
  case .crashed: "crashed"
  case .garbage: "garbage"
  case .disabled: "disabled"
  case .versionUnsupported: "version"
  default: "\(failure)"
  }
}
