import JSONRPC
import Wire

/// The shell for tests (page.md, drive): each line is one input of one engine, each answer one
/// line.
final class Drive {
  /// People one process may be.
  static let peopleLimit = 64

  typealias EngineMaker = (String) throws(ShellFailure) -> Engine
  typealias OperatorMaker = () throws(ShellFailure) -> DaemonLink

  private(set) var person: String
  var language: Language
  private var engines: [String: Engine] = [:]
  private var operatorLink: DaemonLink?
  private let makeEngine: EngineMaker
  private let makeOperator: OperatorMaker

  /// A drive that acts as a person until told otherwise.
  init(
    person: String, language: Language, makeEngine: @escaping EngineMaker,
    makeOperator: @escaping OperatorMaker
  ) {
    self.person = person
    self.language = language
    self.makeEngine = makeEngine
    self.makeOperator = makeOperator
  }

  /// The answer to one line.
  func answer(_ line: [UInt8]) -> JSON {
    let request: JSONObject
    do {
      guard let object = try JSON.parse(line).object else { return bad("the line is no object") }
      request = object
    } catch {
      return bad("the line is not JSON at byte \(error.offset)")
    }
    guard let word = request["do"]?.string else { return bad("the member do is missing") }
    guard let step = Drive.steps[word] else { return bad("there is no step \(word)") }
    do throws(ShellFailure) {
      return finished(["ok": true], with: try step(self)(DriveRequest(object: request)))
    } catch {
      var answer: JSONObject = ["ok": false, "error": error.json(in: language)]
      // A conflict has drawn the page anew: the script sees it without asking.
      if case .refused(let refusal) = error, refusal.code.errorClass == .conflict,
        let engine = engines[person]
      {
        let (name, value) = ScreenJSON.place(engine.place)
        answer[name] = value
      }
      return finished(answer, with: [])
    }
  }

  /// Members of an answer.
  typealias Members = [(String, JSON)]
  private typealias Step = @Sendable (Drive) -> (DriveRequest) throws(ShellFailure) -> Members

  /// One line a step; `page.md` describes them.
  private static let steps: [String: Step] = [
    "open": Drive.open, "tap": Drive.tap, "fill": Drive.fill, "approve": Drive.approve,
    "decline": Drive.decline, "back": Drive.back, "refresh": Drive.refresh, "as": Drive.become,
    "clock": Drive.clock, "wait": Drive.wait, "screen": Drive.screen, "topup": Drive.topUp,
    "inbox": Drive.inbox, "orders": Drive.orders, "wallet": Drive.wallet, "shop": Drive.shop,
    "allow": Drive.allow, "split": Drive.split, "home": Drive.goHome,
  ]

  /// The engine of the person who acts; made on first use.
  func engine() throws(ShellFailure) -> Engine { try engine(of: person) }

  private func engine(of name: String) throws(ShellFailure) -> Engine {
    if let engine = engines[name] { return engine }
    guard engines.count < Self.peopleLimit else {
      throw .fault(ShellFault(.badInput, ["reason": "too many people in one drive"]))
    }
    let engine = try makeEngine(name)
    // Connected at once: what is told from now on must reach this person.
    try engine.link.prepare()
    engines[name] = engine
    return engine
  }

  /// Makes a person act.
  func switchTo(_ name: String) throws(ShellFailure) {
    _ = try engine(of: name)
    person = name
  }

  /// The operator's connection.
  func operatorConnection() throws(ShellFailure) -> DaemonLink {
    if let operatorLink { return operatorLink }
    let link = try makeOperator()
    operatorLink = link
    return link
  }

  private func finished(_ answer: JSONObject, with members: Members) -> JSON {
    var answer = answer
    for (name, value) in members { answer[name] = value }
    let counters = engines[person]?.counters ?? Counters()
    answer["keys"] = .integer(Int64(counters.keys))
    answer["questions"] = .integer(Int64(counters.questions))
    return .object(answer)
  }

  private func bad(_ reason: String) -> JSON {
    let failure = ShellFailure.fault(ShellFault(.badInput, ["reason": .string(reason)]))
    return finished(["ok": false, "error": failure.json(in: language)], with: [])
  }
}
