import JSONRPC
import Testing

@testable import MiniProgramKit

/// A program whose features do one thing each that the kit has to deal with.
let toys = Program(
  "Toys",
  features: [
    Echo(), ReadTwice(), Swallow(), Endless(), Fails(), HostOnly(), Counts(), Huge(),
  ])

struct Echo: Feature {
  struct Input: Codable {
    var text: String
    var more: Choices?
  }

  let name = "echo"
  let title = LocalizedText(ko: "메아리", en: "Echo")
  let schema = Schema(.text("text", "What", length: 1...5), .choice("more", "More").optional)

  func run(_ input: Input, _ call: inout Call<NoState>) -> Page {
    Page(LocalizedText(input.text)) {
      for id in input.more?.ids ?? [] { Text(LocalizedText(id)) }
    }
  }
}

/// The second read depends on the answer of the first.
struct ReadTwice: Feature {
  let name = "read.twice"
  let title = LocalizedText("read")

  func run(_ input: NoInput, _ call: inout Call<NoState>) throws -> Page {
    let first = try call.get("names", "first", as: String.self) ?? "nobody"
    let rest = try call.query(RecordQuery(first, limit: 2), as: Int64.self)
    return Page(LocalizedText(first + " " + rest.map { "\($0.key)\($0.value)" }.joined())) {}
  }
}

/// Catches the error of a read and goes on: it must still be run again with the answer.
struct Swallow: Feature {
  let name = "swallow"
  let title = LocalizedText("swallow")

  func run(_ input: NoInput, _ call: inout Call<NoState>) -> Page {
    var text = "nothing"
    do {
      text = try call.get("names", "first", as: String.self) ?? "nobody"
    } catch {
      text = "error"
    }
    return Page(LocalizedText(text)) {}
  }
}

/// Reads one thing more than it has answers.
struct Endless: Feature {
  let name = "endless"
  let title = LocalizedText("endless")

  func run(_ input: NoInput, _ call: inout Call<NoState>) throws -> Page {
    for number in 0... { _ = try call.get("numbers", String(number), as: Int64.self) }
    return Page("never") {}
  }
}

struct Fails: Feature {
  let name = "fails"
  let title = LocalizedText("fails")

  func run(_ input: NoInput, _ call: inout Call<NoState>) throws -> Page {
    throw Declined(ko: "안 됩니다.", en: "No.")
  }
}

struct HostOnly: Feature {
  let name = "host.only"
  let title = LocalizedText("host")
  let needsHost = true

  func run(_ input: NoInput, _ call: inout Call<NoState>) -> Page { Page("yes") {} }
}

struct Counts: Feature {
  struct State: ProgramState {
    var seen: [String: Int64] = [:]
  }

  let name = "counts"
  let title = LocalizedText("counts")
  let schema = Schema(.text("word", "What is counted; empty changes nothing", length: 0...9))

  struct Input: Codable {
    var word: String
  }

  func run(_ input: Input, _ call: inout Call<State>) -> Page {
    if !input.word.isEmpty { call.state.seen[input.word, default: 0] += 1 }
    call.put("words", "all", call.state.seen)
    return Page("counts") {}
  }
}

/// Answers more than a frame holds.
struct Huge: Feature {
  let name = "huge"
  let title = LocalizedText("huge")

  func run(_ input: NoInput, _ call: inout Call<NoState>) -> Page {
    Page("huge") { Text(LocalizedText(String(repeating: "x", count: 1 << 20))) }
  }
}

/// Asks a machine one thing and gives the answer as JSON.
func ask(
  _ server: inout MCPServer, _ method: String, _ params: JSONObject
) throws -> JSON {
  let answer = server.answer(to: .request(id: .integer(7), method: method, params: params))
  let line = try #require(answer).line
  return try JSON.parse(Array(line.dropLast()))
}

/// The `_meta` of a host of ours.
let hostMeta = JSON.object(ProgramProcess.meta())
/// The `_meta` of a client without our extension.
let plainMeta = JSON.object(
  MCP.requestMeta(
    client: MCP.Implementation(name: "test", version: "1"), capabilities: JSONObject()))
