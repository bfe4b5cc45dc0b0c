import Foundation
import Loop
import Testing
import Wire

/// A transcript of `madang drive` in a file of Tests/Fixtures/journeys.
///
/// The first line says what it shows, what is published, whether the shop is one that breaks
/// its promises (`HostileShop`), and which private files there are by name; each other line is one
/// step:
/// a line of `drive`, or `{"run": [words of madang]}`, or `{"rpc": method, "as": person,
/// "params": …}` (a key is added to what changes something), or `{"daemon": "restart"}`. A step may
/// `capture` values by path under names, which later lines use as `$NAME`, and `expect` what
/// `Match` understands; unless it expects an error, it must succeed.
struct Journey {
  struct Step {
    let line: Int
    let json: JSONObject
  }

  let name: String
  let head: JSONObject
  let steps: [Step]

  /// The folder of all journeys.
  static let folder = Built.repository + "/Tests/Fixtures/journeys"

  /// The names of all journeys.
  static func all() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".jsonl") }.map { String($0.dropLast(6)) }.sorted()
  }

  init(_ name: String) throws {
    self.name = name
    guard let data = FileManager.default.contents(atPath: "\(Self.folder)/\(name).jsonl") else {
      throw TestFault("there is no journey \(name)")
    }
    var steps: [Step] = []
    for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      guard let object = try JSON.parse(Array(line)).object else {
        throw TestFault("\(name):\(index + 1) is no object")
      }
      steps.append(Step(line: index + 1, json: object))
    }
    guard let first = steps.first, first.json["shows"] != nil else {
      throw TestFault("\(name) does not say what it shows")
    }
    head = first.json
    self.steps = Array(steps.dropFirst())
  }
}

/// Plays journeys.
final class JourneyPlayer {
  private let world: World
  private let journey: Journey
  private var drive: Drive
  private var values: [String: JSON] = [:]
  private var callers: [String: Caller] = [:]

  private init(_ journey: Journey, _ world: World) throws {
    self.journey = journey
    self.world = world
    values["REPOSITORY"] = .string(Built.repository)
    for file in journey.head["files"]?.object?.members ?? [] {
      let path = "\(world.folder)/\(file.key)"
      let isWritten = FileManager.default.createFile(
        atPath: path, contents: Data((file.value.string ?? "").utf8),
        attributes: [.posixPermissions: 0o600])
      guard isWritten else { throw TestFault("\(path) can not be written") }
      values[file.key] = .string(path)
    }
    for path in journey.head["publish"]?.array ?? [] {
      try world.publish(path.string ?? "")
    }
    if let hostile = journey.head["hostile"] {
      _ = try HostileShop(world, whenPaid: hostile["whenPaid"]?.string ?? "ok")
    }
    for (name, place) in (journey.head["codes"]?.object?.members ?? []).map({ ($0.key, $0.value) })
    {
      values[name] = .string(
        try world.code(place.text(at: "app"), place: place.text(at: "place")))
    }
    drive = try Drive(world)
  }

  /// Plays a journey in a fresh world; the first thing that is not as expected ends it.
  static func check(_ name: String) throws {
    let journey = try Journey(name)
    try World.with { world in
      let player = try JourneyPlayer(journey, world)
      for step in journey.steps { try player.play(step) }
      try player.drive.finish()
      let audit = try world.run("madangd", ["audit", "--home", world.home, "--json"])
      guard try audit.json()["ok"] == true else {
        throw TestFault("the ledger is not clean: \(try audit.json().text)")
      }
    }
  }

  private func play(_ step: Journey.Step) throws {
    let filled = try fill(.object(step.json), step).object ?? [:]
    let answer: JSON
    if let words = filled["run"]?.array {
      answer = try run(words.compactMap(\.string), exit: filled["exit"]?.integer ?? 0, step)
    } else if let method = filled["rpc"]?.string {
      answer = try call(
        method, as: filled["as"]?.string ?? "owner", filled["params"]?.object ?? [:])
    } else if let word = filled["daemon"]?.string {
      answer = try command(word)
    } else {
      var line = filled
      line["expect"] = nil
      line["capture"] = nil
      answer = try drive.answer(.object(line))
    }
    try check(answer, filled, step)
  }

  private func check(_ answer: JSON, _ filled: JSONObject, _ step: Journey.Step) throws {
    let expected = filled["expect"] ?? [:]
    let wanted: JSON = expected["ok"] ?? .bool(expected["error"] == nil)
    if answer["ok"] != nil, filled["run"] == nil, answer["ok"] != wanted {
      throw fault("is not \(wanted == true ? "done" : "refused")", step, answer)
    }
    if let difference = Match.difference(expected, answer) { throw fault(difference, step, answer) }
    for member in filled["capture"]?.object?.members ?? [] {
      guard let value = answer.at(member.value.string ?? "") else {
        throw fault("has no \(member.value.text)", step, answer)
      }
      values[member.key] = value
    }
  }

  private func fault(_ what: String, _ step: Journey.Step, _ answer: JSON) -> TestFault {
    TestFault(
      "\(journey.name):\(step.line) \(what)\n  \(JSON.object(step.json).text)\n  \(answer.text)")
  }

  private func run(_ words: [String], exit: Int64, _ step: Journey.Step) throws -> JSON {
    let outcome = try world.madang(words + ["--json"])
    let answer = try outcome.json()
    guard outcome.exit == .exited(status: Int32(exit)) else {
      throw fault("ended with \(outcome.exit)", step, answer)
    }
    return answer
  }

  private func call(_ method: String, as person: String, _ params: JSONObject) throws -> JSON {
    let caller = try callers[person] ?? Caller(world, as: person)
    callers[person] = caller
    var params = params
    if MethodList.named(method)?.isMutating == true, params["key"] == nil {
      params["key"] = .string(Caller.newKey())
    }
    return try caller.answer(method, params)
  }

  private func command(_ word: String) throws -> JSON {
    callers = [:]
    switch word {
    case "restart":
      world.kill()
      try world.start()
    case "stop":
      let exit = try world.terminate()
      guard exit == .exited(status: 0) else { throw TestFault("the daemon ended: \(exit)") }
      try world.start()
    default: throw TestFault("a journey cannot \(word) the daemon")
    }
    return [:]
  }

  /// `$NAME` becomes the captured value, alone or inside a longer text.
  private func fill(_ json: JSON, _ step: Journey.Step) throws -> JSON {
    switch json {
    case .string(let text):
      guard text.contains("$") else { return json }
      if let value = values[String(text.dropFirst())], text.hasPrefix("$") { return value }
      return .string(
        values.reduce(text) { text, entry in
          text.replacing("${\(entry.key)}", with: entry.value.string ?? entry.value.text)
        })
    case .array(let list): return .array(try list.map { try fill($0, step) })
    case .object(let object):
      return .object(JSONObject(try object.members.map { ($0.key, try fill($0.value, step)) }))
    default: return json
    }
  }
}
