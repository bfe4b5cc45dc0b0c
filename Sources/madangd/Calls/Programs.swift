import Glibc
import Host
import JSONRPC
import JSONSchema
import Loop
import Platform
import Wire

/// Running programs as the flow of calls sees them: tickets in, results and refusals out.
///
/// Confined to the loop's thread.
final class Programs {
  /// Characters of a program's own words that people are told.
  static let wordsLimit = 200

  /// Releases kept ready; all are dropped when there are more.
  static let knownLimit = 500

  let supervisor: Supervisor
  /// What features read with every call.
  let habits = ReadHabits()
  /// Learns of everything about a program that must outlive the daemon, and why.
  var onState: (AppRelease.Key, ProgramRecord, _ reason: String) -> Void = { _, _, _ in }
  private let spawner: Spawner
  private let source: SandboxedChildSource
  private let log: Log
  /// What this machine grants, once it was tried.
  private let trial: SandboxReport
  /// What is left of each app's calls a second, for people's calls; events are never turned away.
  private var buckets: [AppID: TokenBucket] = [:]
  private var known: [AppRelease.Key: KnownRelease] = [:]

  /// A release made ready for calls.
  struct KnownRelease {
    let release: AppRelease
    /// Forms and pages of a server that draws none itself.
    let plain: PlainServer?
    /// The schema of each feature's arguments.
    let schemas: [String: JSONSchema]
  }

  /// Programs from a bundle store; bundles are read and hashed on the worker.
  init(
    _ loop: EventLoop, store: BundleStore, worker: Worker<BundleStore>, log: Log
  ) throws(SandboxFailure) {
    let spawner = try Spawner(launcherPath: ProcessEnvironment.directory + "/sandbox-launcher")
    self.spawner = spawner
    self.log = log
    trial = spawner.tryOut(
      directory: store.directory,
      user: geteuid() == 0 ? SandboxPolicy.programUser(slot: 0) : nil)
    log.info(
      "sandbox.layers",
      ["layers": .array(trial.wire.map { .string("\($0.name) \($0.active ? "on" : $0.note)") })])
    let source = SandboxedChildSource(loop, spawner: spawner, store: store) { digest, completion in
      worker.submit { store in
        do throws(BundleFailure) {
          let bundle = try store.open(digest: digest)
          return { completion(.success(bundle)) }
        } catch {
          return { completion(.failure(error)) }
        }
      } failed: { _ in
        completion(.failure(.system(call: "queue", path: digest, code: 0)))
      }
    }
    self.source = source
    let identity = MCP.Implementation(name: "madangd", version: DaemonSetting.version)
    supervisor = Supervisor(loop, source: source, client: identity) { key, event, detail in
      log.info(
        event,
        [
          "app": key.map { .string($0.app.text) } ?? .null,
          "version": key.map { .integer($0.version) } ?? .null, "detail": .string(detail),
        ])
    }
    supervisor.onRecord = { [unowned self] key, record in
      onState(key, record, record.failure.map { Programs.refusal($0).code.name } ?? "")
    }
  }

  /// Processes that run now.
  var runningCount: Int { supervisor.processCount }

  /// The layers that contained the program started last; before the first start those that a
  /// trial found.
  var layers: [String] { (supervisor.lastLayers ?? trial.layers).names }

  /// Every layer and whether this machine grants it.
  var layerStates: [SandboxLayer] { trial.wire }

  /// Stops every program.
  func stopAll(_ done: @escaping () -> Void) {
    supervisor.stop { [spawner] in
      spawner.stop()
      done()
    }
  }

  /// Answers what a program reads while it works, all of a round at once.
  typealias Answer = (
    _ asks: [(name: String, ask: ProgramAsk)],
    _ reply: @escaping (Result<[(name: String, answer: JSON)], Refusal>) -> Void
  ) -> Void

  /// Makes one call; the answer is the program's result, not yet checked beyond its shape.
  func call(
    _ ticket: CallTicket, _ reads: ReadsOfCall, trace: TraceID?, answer: @escaping Answer,
    withdrawn: @escaping () -> Void, progress: @escaping (MCP.Progress) -> Void,
    done: @escaping (Result<CallResult, Refusal>) -> Void
  ) {
    if let busy = takeToken(ticket) { return done(.failure(busy)) }
    let known = self.known(ticket.release)
    if let plain = known.plain, ticket.feature.name == Manifest.startFeature {
      return done(Programs.start(plain, ticket.arguments))
    }
    let feature = ticket.feature
    let arguments =
      known.plain?.arguments(ticket.arguments, of: feature.name) ?? ticket.arguments
    // Before the program sees them: a plain MCP server need not check anything itself.
    if let violation = known.schemas[feature.name]?.violation(in: arguments) {
      return done(.failure(Refusal(violation)))
    }
    var refused: Refusal?
    supervisor.call(
      known.release, tool: feature.name, arguments: arguments,
      context: ticket.context.directJSON, ahead: reads.ahead.wire, trace: trace,
      deadlineMilliseconds: ticket.release.manifest.limits.callMilliseconds,
      ask: { requests, reply in
        do throws(Refusal) {
          answer(try Programs.read(requests)) { result in
            switch result {
            case .success(let answers):
              reply(JSONObject(answers.map { ($0.name, $0.answer) }))
            case .failure(let refusal):
              refused = refusal
              reply(nil)
            }
          }
        } catch {
          refused = error
          reply(nil)
        }
      },
      withdrawn: withdrawn, progress: progress,
      completion: { [self] result in
        if case .success(let answer) = result { learn(answer, of: ticket, reads) }
        done(
          Programs.result(
            result.mapError { refused ?? Programs.refusal($0) }, of: feature, known.plain))
      })
  }

  /// Notes what a call has read, where its program takes answers before it asks.
  private func learn(
    _ answer: MCP.CallResult, of ticket: CallTicket, _ reads: ReadsOfCall
  ) {
    let key = ticket.release.key
    let unread = answer.meta?[HostExtension.unreadKey]?.array?.compactMap(\.string) ?? []
    // The usual call reads what it was sent.
    if reads.ahead.isAll, reads.asked.isEmpty, unread.isEmpty { return }
    guard answer.isError != true,
      supervisor.takesReadsAhead(AppRelease.Key(app: key.app, version: key.version))
    else { return }
    habits.note(
      ReadHabits.Feature(ticket), ahead: reads.ahead.sent, unread: Set(unread),
      asked: reads.asked)
  }

  /// A release as the host knows it, made once: sorting the schemas of all its tools for each call
  /// cost more than the rest of the call.
  func known(_ release: Release) -> KnownRelease {
    let key = AppRelease.Key(app: release.key.app, version: release.key.version)
    if let known = known[key] { return known }
    var schemas: [String: JSONSchema] = [:]
    for tool in release.tools.object?.members ?? [] {
      // Publishing compiled it; a release from before that is checked by its program alone.
      do throws(SchemaFault) {
        schemas[tool.key] = try JSONSchema(tool.value)
      } catch {
        log.info(
          "program.schema", ["app": .string(key.app.text), "feature": .string(tool.key)])
      }
    }
    let made = KnownRelease(
      release: AppRelease(
        key: key, digest: release.digest, entry: ProgramEntry(release.manifest),
        limits: Programs.limits(release.manifest),
        tools: FrozenTools(stored: release.tools)), plain: PlainServer(release.manifest),
      schemas: schemas)
    if known.count >= Programs.knownLimit { known.removeAll() }
    known[key] = made
    return made
  }

  /// Counts a call against its app's calls a second; says when to come back where none is left.
  private func takeToken(_ ticket: CallTicket) -> Refusal? {
    guard ticket.owed == nil else { return nil }
    let perSecond = Double(ticket.release.manifest.limits.requestsPerSecond)
    let now = MonotonicNanoseconds.now
    let app = ticket.release.key.app
    var bucket =
      buckets[app]
      ?? TokenBucket(capacity: perSecond, perSecond: perSecond, nowNanoseconds: now)
    defer { buckets[app] = bucket }
    guard !bucket.take(nowNanoseconds: now) else { return nil }
    return Refusal(SessionError.busy, retryAfterMilliseconds: bucket.retryMilliseconds)
  }

  /// Starts a bundle once and asks what it offers.
  func inspect(
    _ bundle: Bundle, _ manifest: Manifest,
    done: @escaping (Result<[MCP.Tool], Refusal>) -> Void
  ) {
    source.remember(bundle)
    supervisor.inspect(
      bundle, entry: ProgramEntry(manifest), limits: Programs.limits(manifest)
    ) { result in
      done(result.mapError(Programs.refusal))
    }
  }
}

/// From the domain's words to the host's and back.
extension Programs {
  private static func limits(_ manifest: Manifest) -> SandboxLimits {
    var limits = SandboxLimits()
    // An interpreter recurses where a compiled program loops.
    if manifest.runtime == .python3 { limits.stackBytes = SandboxLimits.interpretedStackBytes }
    let memory = UInt32(clamping: manifest.limits.memoryMB)
    limits.memoryMB = min(
      max(memory, SandboxLimits.smallestMemoryMB), SandboxLimits.largestMemoryMB)
    limits.callCPUSeconds = manifest.limits.cpuSeconds
    return limits
  }

  static func read(
    _ requests: [NamedInputRequest]
  ) throws(Refusal) -> [(name: String, ask: ProgramAsk)] {
    var read: [(name: String, ask: ProgramAsk)] = []
    for named in requests { read.append((named.name, try ProgramAsk(named))) }
    return read
  }

  /// What the host itself shows of a plain MCP server.
  static func start(
    _ plain: PlainServer, _ arguments: JSON
  ) -> Result<CallResult, Refusal> {
    guard let page = plain.start(arguments) else {
      return .failure(
        Refusal(
          SessionError.arguments, ["pointer": "/tool", "reason": "is not offered here"]))
    }
    return .success(CallResult(page: page.json))
  }

  /// What a result says; content alone becomes a page where a person asked for it.
  static func result(
    _ result: Result<MCP.CallResult, Refusal>, of feature: Manifest.Feature,
    _ plain: PlainServer?
  ) -> Result<CallResult, Refusal> {
    result.flatMap { answer in
      if answer.isError == true {
        let words = answer.content.first?["text"]?.string ?? ""
        return .failure(Refusal(ProgramError.failed, ["reason": .string(told(words))]))
      }
      // A server that claims to know us was published without a right to anything.
      if let plain { return .success(CallResult(page: plain.page(answer, of: feature).json)) }
      guard let hostResult = answer.hostResult else {
        let title = feature.title ?? LocalizedText(feature.name)
        let page = feature.visibility == .system ? nil : ContentPage.page(answer, title: title)
        return .success(CallResult(page: page?.json))
      }
      do throws(DecodingError) {
        return .success(try hostResult.decode(CallResult.self))
      } catch {
        let (pointer, reason) = error.pointerAndReason
        return .failure(
          Refusal(
            ProgramError.resultInvalid,
            ["pointer": .string(pointer), "reason": .string(reason)]))
      }
    }
  }

  /// A program's own words, cleaned and cut, before a person reads them.
  private static func told(_ words: String) -> String {
    String(words.cleaned.prefix(wordsLimit))
  }

  /// The last line of what a program wrote to stderr, where interpreters name the error.
  private static func lastWord(_ bytes: [UInt8]) -> String {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return told(lines.last.map { "it ended: \($0)" } ?? "it ended without a word")
  }

  static func refusal(_ failure: ProgramFailure) -> Refusal {
    switch failure {
    case .unavailable(let milliseconds):
      Refusal(ProgramError.unavailable, retryAfterMilliseconds: milliseconds)
    case .busy: Refusal(SessionError.busy)
    case .deadline: Refusal(ProgramError.deadline)
    case .crashed, .cancelled: Refusal(ProgramError.crashed)
    case .endedEarly(let bytes): Refusal(ProgramError.failed, ["reason": .string(lastWord(bytes))])
    case .garbage(let reason):
      Refusal(ProgramError.garbage, ["reason": .string(told(reason))])
    case .overCPU(let seconds):
      Refusal(ProgramError.cpuLimit, ["seconds": .integer(seconds)])
    case .refused(let error) where error.code == RPCError.invalidParamsCode:
      Refusal(
        SessionError.arguments, ["pointer": "", "reason": .string(told(error.message))])
    case .refused(let error):
      Refusal(ProgramError.failed, ["reason": .string(told(error.message))])
    case .resultInvalid(let reason):
      Refusal(ProgramError.resultInvalid, ["pointer": "", "reason": .string(told(reason))])
    case .resultSchema(let pointer, let reason):
      Refusal(
        QuestionError.resultSchema,
        ["pointer": .string(pointer), "reason": .string(told(reason))])
    case .disabled: Refusal(ProgramError.disabled)
    case .toolsDiffer(let difference): Refusal(difference)
    case .versionUnsupported:
      Refusal(RegistryError.programMismatch, ["reason": "it speaks no known revision of MCP"])
    case .sandbox(let failure):
      Refusal(ProgramError.sandboxUnavailable, ["reason": .string("\(failure)")])
    case .runtime(let failure):
      Refusal(ProgramError.runtimeMismatch, ["reason": .string(failure.reason)])
    case .bundle(let failure):
      Refusal(RegistryError.programMissing, ["reason": .string("\(failure)")])
    }
  }
}

extension Refusal {
  /// Arguments that a feature does not take.
  init(_ violation: JSONSchema.Violation) {
    self.init(
      SessionError.arguments,
      ["pointer": .string(violation.pointer), "reason": .string(violation.reason)])
  }

  /// A program that offers something else than its release.
  init(_ difference: FrozenTools.Difference) {
    switch difference {
    case .undeclared(let name):
      self.init(ProgramError.featureUndeclared, ["feature": .string(name)])
    case .missing(let name):
      self.init(
        RegistryError.programMismatch,
        ["reason": .string("the program does not offer \(name)")])
    case .changed(let name):
      self.init(
        RegistryError.programMismatch,
        ["reason": .string("\(name) takes other arguments than when it was published")])
    }
  }
}
