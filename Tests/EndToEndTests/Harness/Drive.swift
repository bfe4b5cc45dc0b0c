import Loop
import Wire

/// A running `madang drive`: one line in, one line out.
final class Drive {
  private let child: Child

  init(_ world: World, language: String = "en") throws {
    child = try world.process("madang", ["drive", "--home", world.home, "--lang", language])
  }

  /// Does one step; the answer is as page.md describes it.
  func answer(_ step: JSON) throws -> JSON {
    try child.write(step.bytes + [0x0A])
    guard let line = try child.line() else {
      throw TestFault("madang drive ended: \(try child.waitForExit()), at \(step.text)")
    }
    return try JSON.parse(line)
  }

  /// Does one step that must succeed.
  @discardableResult
  func `do`(_ word: String, _ members: JSONObject = [:]) throws -> JSON {
    var step: JSONObject = ["do": .string(word)]
    // Whoever waits beside all other tests waits longer than a person would.
    if word == "wait" { step["timeoutMs"] = 60_000 }
    let request = JSON.object(step.merging(members))
    let answer = try answer(request)
    guard answer["ok"] == true else { throw TestFault("\(request.text) → \(answer.text)") }
    return answer
  }

  /// Ends the input and waits for the end of the process.
  func finish() throws {
    child.closeInput()
    _ = try child.rest()
    let exit = try child.waitForExit()
    guard exit == .exited(status: 0) else { throw TestFault("madang drive: \(exit)") }
  }
}
