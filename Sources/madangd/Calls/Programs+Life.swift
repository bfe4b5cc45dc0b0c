import Host
import Platform
import Wire

/// What outlives a call: states after crashes, the kill switch, words on stderr, replay.
extension Programs {
  /// Takes over what was written down about programs that crashed; before the first call.
  func restore(_ states: [ProgramState], now: Instant) {
    for state in states {
      let condition: ProgramRecord.Condition =
        switch state.condition {
        case .open: .open
        case .quarantined: .quarantined
        case .resting:
          .resting(milliseconds: max(0, (state.until?.milliseconds ?? 0) - now.milliseconds))
        }
      supervisor.restore(
        ProgramRecord(
          condition: condition,
          disabled: state.disabled.map {
            CallSignature.Key(feature: $0.feature, arguments: $0.arguments)
          }), of: Programs.key(state.release))
    }
  }

  /// What is written down of a program, in world time.
  static func state(
    _ key: AppRelease.Key, _ record: ProgramRecord, reason: String, now: Instant
  ) -> ProgramState {
    var condition = ProgramState.Condition.open
    var until: Instant?
    switch record.condition {
    case .open: break
    case .quarantined: condition = .quarantined
    case .resting(let milliseconds):
      condition = .resting
      until = now.adding(milliseconds: milliseconds)
    }
    return ProgramState(
      release: ReleaseKey(app: key.app, version: key.version), condition: condition, since: now,
      until: until, reason: reason,
      disabled: record.disabled.map {
        ProgramState.DisabledCall(feature: $0.feature, arguments: $0.arguments)
      })
  }

  static func key(_ key: ReleaseKey) -> AppRelease.Key {
    AppRelease.Key(app: key.app, version: key.version)
  }

  /// An operator's word: the program is started again.
  func pardon(_ key: ReleaseKey) { supervisor.pardon(Programs.key(key)) }

  /// Ends every process of an app at once.
  func kill(_ app: AppID) { supervisor.kill(app) }

  /// Has a process of a new version ready for its first call.
  func warm(_ release: Release) { supervisor.warm(known(release).release) }

  /// What the programs of an app wrote to stderr.
  func logs(_ app: AppID, version: Int64?) -> [ProgramLog] {
    supervisor.errorLogs(app).filter { version == nil || version == $0.version }
      .flatMap { version, words in
        words.map {
          ProgramLog(
            version: version, process: $0.process.map(String.init) ?? "crashed",
            total: $0.total, text: String(decoding: $0.bytes, as: UTF8.self).cleanedLines)
        }
      }
  }

  /// Runs a recorded call again in a process of its own and compares; nothing of it is applied.
  func rehearse(
    _ record: CallRecorder.Record, on release: Release,
    done: @escaping (Result<ReplayReport, Refusal>) -> Void
  ) {
    let name = record.ticket.feature.name
    guard let feature = release.manifest.feature(name) else {
      return done(
        .failure(Refusal(SessionError.featureUnknown, ["feature": .string(name)])))
    }
    let known = known(release)
    let rehearsal = Rehearsal(Replay(record, on: release))
    if let plain = known.plain, name == Manifest.startFeature {
      let started = Programs.start(plain, record.ticket.arguments)
      return done(.success(rehearsal.replay.report(started)))
    }
    supervisor.rehearse(
      known.release, tool: name,
      arguments: known.plain?.arguments(record.ticket.arguments, of: name)
        ?? record.ticket.arguments,
      context: JSON(encoding: rehearsal.replay.context),
      deadlineMilliseconds: release.manifest.limits.callMilliseconds,
      ask: { requests, reply in
        do throws(Refusal) {
          let data = try Programs.read(requests).map(Programs.dataOnly)
          let answers = rehearsal.replay.answers(data)
          reply(answers.map { JSONObject($0.map { ($0.name, $0.answer.wire) }) })
        } catch {
          rehearsal.refused = error
          reply(nil)
        }
      },
      completion: { result in
        if case .failure(.busy) = result { return done(.failure(Refusal(SessionError.busy))) }
        let read = Programs.result(
          result.mapError { rehearsal.refused ?? Programs.refusal($0) }, of: feature,
          known.plain)
        done(.success(rehearsal.replay.report(read)))
      })
  }

  /// What a call that is run again may read: nobody is asked twice what they once said.
  private static func dataOnly(
    _ named: (name: String, ask: ProgramAsk)
  ) throws(Refusal) -> (name: String, request: DataRequest) {
    guard case .data(let request) = named.ask else { throw Refusal(QuestionError.over) }
    return (named.name, request)
  }

  /// One call that is run again; touched on the loop only.
  private final class Rehearsal {
    var replay: Replay
    var refused: Refusal?

    init(_ replay: Replay) { self.replay = replay }
  }

  /// Puts what is known of programs into the metrics.
  func count(into snapshot: inout Metrics.Snapshot) {
    let statuses = supervisor.statuses
    snapshot.programs = ProgramLifeState.allCases.map { state in
      (state, Int64(statuses.count { $0.state == state }))
    }
    snapshot.processes = Int64(supervisor.processCount)
    snapshot.crashes = statuses.reduce(0) { $0 + Int64($1.crashCount) }
    snapshot.programCalls = Int64(supervisor.callCount)
    snapshot.programBytes = supervisor.residentBytes
    snapshot.counters = supervisor.counters
  }
}

extension String {
  /// Lines of a program's words, each without what a terminal would obey.
  fileprivate var cleanedLines: String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).cleaned }.joined(separator: "\n")
  }
}
