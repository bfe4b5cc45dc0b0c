import Platform
import Synchronization
import Wire

/// What features read with every call: answered together with `prepare` and sent along, so that a
/// call takes one round instead of two (Host.docc/read-ahead.md).
///
/// A read becomes a habit once two calls in a row made it, under the same name, and stops being one
/// with the first call that does not. Learned on the loop, looked up by the core.
final class ReadHabits: Sendable {
  /// Features that are remembered; all are forgotten when there are more.
  static let featureLimit = 2_000
  /// Calls in a row that make a read a habit.
  static let callsToLearn = 2

  /// Whose reads.
  struct Feature: Hashable, Sendable {
    let release: ReleaseKey
    let name: String

    init(release: ReleaseKey, name: String) {
      self.release = release
      self.name = name
    }

    init(_ ticket: CallTicket) {
      self.init(release: ticket.release.key, name: ticket.feature.name)
    }
  }

  /// A read by the program's own name for it.
  struct Read: Hashable, Sendable {
    let name: String
    let request: DataRequest
  }

  private struct Known {
    let read: Read
    /// Calls in a row that made it; counted up to `callsToLearn`.
    var calls: Int
    /// Whether its answer cannot be sent along: it was too large, or refused.
    var isUnfit = false
  }

  private enum Memory {
    case reads([Known])
    /// One name stood for two different reads: answers cannot be told apart by their names.
    case confused
  }

  private let memory = Mutex<[Feature: Memory]>([:])

  /// Features that something is known about.
  var count: Int { memory.withLock { $0.count } }

  /// What to answer before a feature asks.
  func reads(of feature: Feature) -> [Read] { known(of: feature).reads }

  /// What to answer before a feature asks, and whether that is all that is known of it: a call that
  /// reads just that teaches nothing.
  func known(of feature: Feature) -> (reads: [Read], isAll: Bool) {
    memory.withLock { memory in
      guard case .reads(let known) = memory[feature] else { return ([], true) }
      let fit = known.filter { $0.calls >= Self.callsToLearn && !$0.isUnfit }.map(\.read)
      return (fit, fit.count == known.count)
    }
  }

  /// Notes that an answer cannot be sent along; for as long as the feature goes on reading it.
  func noteUnfit(_ read: Read, of feature: Feature) {
    memory.withLock { memory in
      guard case .reads(var known) = memory[feature],
        let index = known.firstIndex(where: { $0.read == read })
      else { return }
      known[index].isUnfit = true
      memory[feature] = .reads(known)
    }
  }

  /// Notes what a call that went well has read: of what was sent ahead all but `unread`, and what
  /// its last round asked for.
  func note(_ feature: Feature, ahead: [Read], unread: Set<String>, asked: [Read]) {
    memory.withLock { memory in
      if ahead.isEmpty, asked.isEmpty, memory[feature] == nil { return }
      let isConfused = ahead.contains { sent in
        asked.contains { $0.name == sent.name && $0.request != sent.request }
      }
      if case .confused = memory[feature] { return }
      if memory[feature] == nil, memory.count >= Self.featureLimit { memory.removeAll() }
      guard !isConfused else {
        memory[feature] = .confused
        return
      }
      var before: [Known] = []
      if case .reads(let known) = memory[feature] { before = known }
      let now = ahead.filter { !unread.contains($0.name) } + asked.filter { !ahead.contains($0) }
      // The usual case changes nothing.
      if now.count == before.count,
        zip(now, before).allSatisfy({ $0 == $1.read && $1.calls >= Self.callsToLearn })
      {
        return
      }
      memory[feature] = .reads(
        now.prefix(HostExtension.readAheadLimit).map { read in
          guard var known = before.first(where: { $0.read == read }) else {
            return Known(read: read, calls: 1)
          }
          known.calls = min(known.calls + 1, Self.callsToLearn)
          return known
        })
    }
  }
}
