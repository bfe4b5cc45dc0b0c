import Platform
import Wire

/// One read of a call with its answer.
struct CallRead: Sendable {
  let request: DataRequest
  let answer: DataAnswer
  /// The answer as it travels.
  let wire: JSON
  /// Its bytes.
  let byteCount: Int

  init(_ request: DataRequest, _ answer: DataAnswer) {
    self.request = request
    self.answer = answer
    wire = answer.wire
    byteCount = wire.byteCount
  }
}

/// The answers that travel with a call before its program asks: all of one moment, the one in which
/// the call was prepared.
struct ReadsAhead: Sendable {
  private(set) var names: [String] = []
  private(set) var reads: [CallRead] = []
  /// What was read, by revision.
  private(set) var set = ReadSet()
  /// Whether everything that is known of what the feature reads was sent.
  private(set) var isAll = true

  /// Answers what the feature of a ticket reads with every call; on the core, in the job that made
  /// the ticket.
  init(_ ticket: CallTicket, _ habits: ReadHabits, _ core: Platform, now: Instant) throws {
    let feature = ReadHabits.Feature(ticket)
    var room = HostExtension.readAheadByteLimit
    let known = habits.known(of: feature)
    isAll = known.isAll
    for habit in known.reads {
      var set = set
      let answer: DataAnswer
      do {
        answer = try core.answer(habit.request, ticket, &set, now: now)
      } catch is Refusal {
        // Where the program still asks for it, it is told so.
        habits.noteUnfit(habit, of: feature)
        isAll = false
        continue
      }
      let read = CallRead(habit.request, answer)
      guard read.byteCount <= room else {
        habits.noteUnfit(habit, of: feature)
        isAll = false
        continue
      }
      room -= read.byteCount
      self.set = set
      names.append(habit.name)
      reads.append(read)
    }
  }

  /// The answers by the program's names; nil where there are none.
  var wire: JSONObject? {
    guard !names.isEmpty else { return nil }
    return JSONObject(zip(names, reads).map { ($0, $1.wire) })
  }

  /// What was sent, for the habits.
  var sent: [ReadHabits.Read] {
    zip(names, reads).map { ReadHabits.Read(name: $0, request: $1.request) }
  }
}

/// What a call has read; touched on the loop only.
final class ReadsOfCall {
  let ahead: ReadsAhead
  /// What must be unchanged when the call is committed.
  private(set) var set: ReadSet
  /// What replay answers.
  private(set) var reads: [CallRead]
  /// What the last round asked for.
  private(set) var asked: [ReadHabits.Read] = []

  init(_ ahead: ReadsAhead) {
    self.ahead = ahead
    set = ahead.set
    reads = ahead.reads
  }

  /// Takes what a round has read. It repeats the reads of the one before, so it is one snapshot; an
  /// answer sent ahead that it did not ask for again still counts as read.
  func take(_ round: [(name: String, read: CallRead)], _ set: ReadSet) {
    asked = round.map { ReadHabits.Read(name: $0.name, request: $0.read.request) }
    self.set = set.filled(from: ahead.set)
    reads = round.map(\.read)
    reads += ahead.reads.filter { old in !round.contains { $0.read.request == old.request } }
  }
}
