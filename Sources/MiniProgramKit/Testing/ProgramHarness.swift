/// A host for tests without a daemon: runs a built program, keeps its sessions, records, bills and
/// messages in memory, checks everything it answers as the daemon would, and calls it twice to see
/// that the same call gives the same answer.
package final class ProgramHarness {
  /// A session as the harness keeps it.
  struct Session {
    var kind: SessionKind
    var entry: CallContext.Entry?
    var rev: Int64 = 0
    var state: JSON = .null
    var people: [CallContext.Person] = []
    var joined = 0
    var isOver = false
  }

  /// A bill that a program asked for.
  package struct Bill {
    /// What was asked.
    package var effect: BillEffect
    /// Where.
    package var session: SessionID
    /// What became of it.
    package var status: BillView.Status
    /// Who may pay it as the viewer of the call.
    package var viewer: PairwiseID?
    /// The receipt's number, once paid.
    package var number: Int64?
    /// What was captured of a hold, minor units.
    package var captured: Int64?
  }

  /// A mandate that a program asked for.
  package struct Mandate {
    /// What was asked.
    package var effect: MandateEffect
    /// Where.
    package var session: SessionID
    /// Who is asked.
    package var person: PairwiseID
    /// What became of it.
    package var status: MandateView.Status
  }

  /// Whose call it is.
  package enum Caller: Equatable {
    /// A customer by the name given to `join`.
    case person(String)
    /// Staff of a role.
    case staff(Role)
    /// The platform, for events.
    case system
  }

  /// The language people read here.
  package var language = Language.english
  /// The clock; moves only when a test moves it.
  package var now = Instant(milliseconds: 1_800_000_000_000)
  /// Records by collection and key.
  package internal(set) var records: [String: [String: JSON]] = [:]
  /// Bills in the order they were made.
  package internal(set) var bills: [Bill] = []
  /// Messages in the order they were sent.
  package internal(set) var inbox: [NotifyEffect] = []
  /// What friends were asked for.
  package internal(set) var collected: [CollectEffect] = []
  /// Mandates in the order they were asked for.
  package internal(set) var mandates: [Mandate] = []
  /// Charges in the order they were made; caps are the daemon's to check.
  package internal(set) var charges: [ChargeEffect] = []
  /// Effects of the last call.
  package internal(set) var effects: [Effect] = []
  /// How many rounds of reads the last call took.
  package private(set) var rounds = 0
  /// Refuses the next call's effects once with this code, as a host does in a conflict.
  package var conflictNext: (effect: Int?, code: String)?

  /// Whether events wait for `releaseEvents`, as they do while a program is gone.
  package var holdsEvents = false

  var heldEvents: [(event: String, arguments: JSONObject, session: SessionID)] = []
  let manifest: Manifest
  var sessions: [SessionID: Session] = [:]
  private let process: ProgramProcess
  private var calls = 0

  /// Starts a program and checks that it offers what its manifest declares, and nothing more.
  package init(program path: String, manifest: Manifest) throws(HarnessFault) {
    self.manifest = manifest
    process = try ProgramProcess(path: path)
    let offered = try features().map(\.name)
    let declared = manifest.features.map(\.name)
    for name in offered where !declared.contains(name) {
      throw .notAllowed("\(name) is offered and not declared")
    }
    for name in declared where !offered.contains(name) {
      throw .notAllowed("\(name) is declared and not offered")
    }
  }

  /// The program's tools.
  package func features() throws(HarnessFault) -> [MCP.Tool] {
    let list = try process.call(MCP.Method.listTools)
    do {
      return try list.decode(MCP.ToolList.self).tools
    } catch {
      throw .invalid(pointer: "/tools", reason: "\(error)")
    }
  }

  /// Begins a session.
  package func open(
    _ name: String, kind: SessionKind = .customer, entry: CallContext.Entry? = nil
  ) -> SessionID {
    let id = SessionID(name)
    sessions[id] = Session(kind: kind, entry: entry)
    return id
  }

  /// Somebody comes to a session; their id is `p-<name>`.
  @discardableResult
  package func join(_ session: SessionID, _ name: String) -> PairwiseID {
    let id = PairwiseID("p-" + name)
    sessions[session]?.joined += 1
    let number = sessions[session]?.joined ?? 1
    sessions[session]?.people.append(CallContext.Person(id: id, number: number))
    sessions[session]?.rev += 1
    return id
  }

  /// Somebody goes.
  package func leave(_ session: SessionID, _ name: String) {
    sessions[session]?.people.removeAll { $0.id == PairwiseID("p-" + name) }
    sessions[session]?.rev += 1
  }

  /// A session's state as the program left it.
  package func state(of session: SessionID) -> JSON { sessions[session]?.state ?? .null }

  /// Whether a session has ended.
  package func isOver(_ session: SessionID) -> Bool { sessions[session]?.isOver ?? true }

  /// Calls a feature and does what it asks, all or nothing; gives the page.
  @discardableResult
  package func call(
    _ feature: String, _ arguments: JSONObject = JSONObject(), in session: SessionID,
    as caller: Caller
  ) throws(HarnessFault) -> Page {
    let declared = try allowed(feature, caller)
    guard let before = sessions[session], !before.isOver else {
      throw .notAllowed("the session \(session) is over")
    }
    calls += 1
    var context = context(before, session, caller)
    if let conflict = conflictNext {
      conflictNext = nil
      // The first try is answered and thrown away, as a refused one is.
      _ = try run(feature, arguments, context)
      context.attempt = 2
      context.conflict = CallContext.Conflict(effect: conflict.effect, code: conflict.code)
    }
    let result = try run(feature, arguments, context)
    let again = try run(feature, arguments, context)
    guard result == again else {
      throw .invalid(pointer: "", reason: "the same call gave another answer")
    }
    return try accept(result, declared, session, context)
  }

  private func allowed(
    _ name: String, _ caller: Caller
  ) throws(HarnessFault) -> Manifest.Feature {
    guard let feature = manifest.feature(name) else { throw .notAllowed("\(name) is not declared") }
    let fits =
      switch (feature.visibility, caller) {
      case (.person, .person), (.system, .system): true
      case (.staff, .staff(let role)): feature.roles.isEmpty || feature.roles.contains(role)
      default: false
      }
    guard fits else { throw .notAllowed("\(name) is not for \(caller)") }
    return feature
  }

  private func context(
    _ session: Session, _ id: SessionID, _ caller: Caller
  ) -> CallContext {
    let viewer: (id: PairwiseID?, role: Role) =
      switch caller {
      case .person(let name): (PairwiseID("p-" + name), .customer)
      case .staff(let role): (PairwiseID("staff-" + role.rawValue), role)
      case .system: (nil, .system)
      }
    return CallContext(
      id: "call-\(calls)", now: now, seed: Int64(calls),
      session: CallContext.Session(
        id: id, kind: session.kind, rev: session.rev, state: session.state,
        people: session.people),
      viewer: CallContext.Viewer(
        id: viewer.id, role: viewer.role, tier: .visitor, lang: language),
      seenRev: session.rev, entry: session.entry, config: manifest.config)
  }

  /// One call with all its rounds of reads.
  private func run(
    _ feature: String, _ arguments: JSONObject, _ context: CallContext
  ) throws(HarnessFault) -> MCP.CallResult {
    var params: JSONObject = ["name": .string(feature), "arguments": .object(arguments)]
    params["_meta"] = .object(ProgramProcess.meta(context))
    rounds = 0
    while true {
      let answer = try process.call(MCP.Method.callTool, params)
      do {
        guard answer["resultType"]?.string == MCP.ResultType.inputRequired else {
          return try answer.decode(MCP.CallResult.self)
        }
        let needed = try answer.decode(MCP.InputRequired.self)
        rounds += 1
        guard rounds <= HostExtension.inputRoundLimit else {
          throw HarnessFault.invalid(pointer: "", reason: "too many rounds of reads")
        }
        params["inputResponses"] = .object(try answers(to: needed, in: context.session.id))
        params["requestState"] = needed.requestState.map(JSON.string)
      } catch let fault as HarnessFault {
        throw fault
      } catch {
        throw .invalid(pointer: "", reason: "\(error)")
      }
    }
  }
}
