import Loop
import Platform
import Wire

/// Makes the calls that the platform owes programs, at least once each, in order per session.
///
/// Confined to the loop's thread. Tries are counted in the file; the pauses between them run on
/// the monotonic clock and are forgotten by a restart, which tries at once.
final class Delivery {
  /// Owed calls under way at once.
  static let inFlightLimit = 64
  /// The first pause after a failed try, in milliseconds; it doubles each time.
  static let firstPauseMilliseconds: Int64 = 1_000
  /// The longest pause, in milliseconds.
  static let longestPauseMilliseconds: Int64 = 300_000

  private let loop: EventLoop
  private let core: CoreThread<Platform>
  private let flow: CallFlow
  private let log: Log
  private var inFlight: Set<Int64> = []
  private var paused: Set<Int64> = []
  private var state = State.quiet
  private var whenQuiet: [() -> Void] = []

  private enum State {
    /// Nothing is owed that could be delivered now.
    case quiet
    /// The core is asked what is owed.
    case looking
    /// It must be asked again.
    case lookingAgain
  }

  init(_ loop: EventLoop, core: CoreThread<Platform>, flow: CallFlow, log: Log) {
    self.loop = loop
    self.core = core
    self.flow = flow
    self.log = log
  }

  /// Whether nothing is under way and nothing is known to be deliverable.
  var isQuiet: Bool { inFlight.isEmpty && state == .quiet }

  /// Runs once nothing is under way any more.
  func onceQuiet(_ body: @escaping () -> Void) {
    guard !isQuiet else { return body() }
    whenQuiet.append(body)
  }

  /// Something may be owed: to be called after commits that owe calls, and at start.
  func look() {
    guard state == .quiet else {
      state = .lookingAgain
      return
    }
    state = .looking
    let bound = LoopBound(self)
    core.submit { core, now in
      let rows = try core.owedCalls(at: now, limit: Delivery.inFlightLimit)
      return { bound.value.looked(rows) }
    } failed: { _ in
      bound.value.looked([])
    }
  }

  private func looked(_ rows: [Int64]) {
    let mustLookAgain = state == .lookingAgain
    state = .quiet
    for row in rows where inFlight.count < Delivery.inFlightLimit {
      guard !inFlight.contains(row), !paused.contains(row) else { continue }
      deliver(row)
    }
    if mustLookAgain { look() }
    settle()
  }

  private func settle() {
    guard isQuiet, !whenQuiet.isEmpty else { return }
    let waiting = whenQuiet
    whenQuiet = []
    for body in waiting { body() }
  }

  /// The ticket of the last try, so that a failure can be counted; touched on the loop only.
  private final class Try {
    var owed: OwedCall?
  }

  private func deliver(_ row: Int64) {
    inFlight.insert(row)
    let last = LoopBound(Try())
    let post = loop
    flow.run(
      key: nil,
      prepare: { core, now in
        guard let ticket = try core.prepareOwed(row, now: now) else {
          return .answer(Platform.nothingOwed)
        }
        post.execute { last.value.owed = ticket.owed }
        return .call(ticket)
      },
      done: { [self] result in
        switch result {
        case .success: ended(row)
        case .failure(let refusal): failed(row, last.value.owed, refusal)
        }
      })
  }

  private func ended(_ row: Int64) {
    inFlight.remove(row)
    look()
  }

  private func failed(_ row: Int64, _ owed: OwedCall?, _ refusal: Refusal) {
    log.warning("delivery.failed", ["row": .integer(row), "code": .string(refusal.code.name)])
    guard let owed else { return pause(row, tries: 0) }
    let isFailure = refusal.code.errorClass != .conflict && refusal.code != AppError.killed
    let bound = LoopBound(self)
    let code = refusal.code.name
    core.submit { core, now in
      let goesOn = try core.failOwed(owed, code: code, isFailure: isFailure, now: now)
      return { goesOn ? bound.value.pause(row, tries: owed.tries) : bound.value.ended(row) }
    } failed: { _ in
      bound.value.pause(row, tries: owed.tries)
    }
  }

  private func pause(_ row: Int64, tries: Int) {
    inFlight.remove(row)
    paused.insert(row)
    let doubled = Delivery.firstPauseMilliseconds << Int64(min(tries, 10))
    let milliseconds = min(doubled, Delivery.longestPauseMilliseconds)
    loop.schedule(afterMilliseconds: milliseconds) { [self] in
      paused.remove(row)
      look()
    }
    look()
  }
}
