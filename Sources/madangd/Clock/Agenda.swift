import Loop
import Wire

/// Runs what falls due in world time, in order: by a timer on a real clock, by `advance` on a
/// virtual one. The domain says what is due next and runs it.
///
/// Confined to the loop's thread.
final class Agenda {
  /// Advances that may wait for one another; beyond that callers are told `platform.busy`.
  static let waitingAdvanceLimit = 16
  /// Runs at one and the same instant before something is taken to be due for ever.
  static let runsPerInstantLimit = 1000
  /// The longest sleep of the timer, in milliseconds: a machine's clock may be set forward.
  static let timerMillisecondLimit: Int64 = 60_000
  /// When a refused caller may ask again, in milliseconds.
  static let retryMilliseconds: Int64 = 1000

  /// What the domain does.
  struct Hooks {
    /// Tells the earliest moment at which something is due, or nil.
    var nextDue: (_ done: @escaping (Result<Instant?, Refusal>) -> Void) -> Void
    /// Runs what is due at a moment and tells once outbox, timers and lanes are quiet.
    var runDue: (_ now: Instant, _ done: @escaping () -> Void) -> Void
    /// Waits until what was done before is delivered, due or not.
    var settle: (_ done: @escaping () -> Void) -> Void = { $0() }
    /// Makes the clock's present moment durable.
    var store: (_ done: @escaping (Refusal?) -> Void) -> Void
  }

  private enum State {
    case idle, busy
  }

  private struct Advance {
    let milliseconds: Int64
    var target: Instant?
    /// Whether everything before the advance was delivered.
    var isSettled = false
    let done: (Result<Instant, Refusal>) -> Void
  }

  private let loop: EventLoop
  private let clock: WorldClock
  private let hooks: Hooks
  private var state = State.idle
  private var mustLook = false
  private var advances: [Advance] = []
  private var timer: EventLoop.Timer?
  private var latestRun: (at: Instant, count: Int)?

  init(_ loop: EventLoop, _ clock: WorldClock, hooks: Hooks) {
    self.loop = loop
    self.clock = clock
    self.hooks = hooks
  }

  /// Something may have become due earlier than was thought; cheap, to be called after commits.
  func look() {
    mustLook = true
    proceed()
  }

  /// Moves a virtual clock forward, stopping at each due instant to run what is due.
  func advance(milliseconds: Int64, done: @escaping (Result<Instant, Refusal>) -> Void) {
    precondition(milliseconds >= 0, "world time never runs back")
    guard clock.mode == .virtual else { return done(.failure(Refusal(PlatformError.realClock))) }
    guard advances.count < Self.waitingAdvanceLimit else {
      return done(.failure(.busy(retryAfterMilliseconds: Self.retryMilliseconds)))
    }
    advances.append(Advance(milliseconds: milliseconds, done: done))
    proceed()
  }

  private func proceed() {
    guard case .idle = state, mustLook || !advances.isEmpty else { return }
    mustLook = false
    state = .busy
    hooks.nextDue { [self] result in
      state = .idle
      switch result {
      case .success(let due): decide(due)
      case .failure(let refusal): giveUp(refusal)
      }
    }
  }

  private func decide(_ due: Instant?) {
    let now = clock.now
    if let due, due <= now { return run(at: now) }
    guard !advances.isEmpty else { return arm(due, now) }
    guard advances[0].isSettled else { return settle() }
    let target = advances[0].target ?? now.adding(milliseconds: advances[0].milliseconds)
    advances[0].target = target
    if let due, due <= target {
      clock.advance(to: due)
      return run(at: due)
    }
    clock.advance(to: max(now, target))
    state = .busy
    hooks.store { [self] refusal in
      state = .idle
      let advance = advances.removeFirst()
      advance.done(refusal.map { .failure($0) } ?? .success(target))
      look()
    }
  }

  /// What was done before the clock is moved is delivered before; it may make something due.
  private func settle() {
    advances[0].isSettled = true
    state = .busy
    hooks.settle { [self] in
      state = .idle
      look()
    }
  }

  private func run(at now: Instant) {
    let count = latestRun.map { $0.at == now ? $0.count + 1 : 1 } ?? 1
    latestRun = (now, count)
    guard count <= Self.runsPerInstantLimit || clock.mode == .real else {
      return giveUp(
        Refusal(PlatformError.internalFault, ["reason": "something stays due for ever"]))
    }
    state = .busy
    hooks.runDue(now) { [self] in
      state = .idle
      look()
    }
  }

  /// On a real clock the domain is asked again when the moment has come.
  private func arm(_ due: Instant?, _ now: Instant) {
    if let timer { loop.cancel(timer) }
    timer = nil
    guard clock.mode == .real, let due else { return }
    let left = min(due.milliseconds - now.milliseconds, Self.timerMillisecondLimit)
    timer = loop.schedule(afterMilliseconds: left) { [weak self] in
      self?.timer = nil
      self?.look()
    }
  }

  private func giveUp(_ refusal: Refusal) {
    if !advances.isEmpty { advances.removeFirst().done(.failure(refusal)) }
    guard timer == nil else { return }
    // The core is full for the moment; what is due must not be forgotten.
    timer = loop.schedule(afterMilliseconds: Self.retryMilliseconds) { [weak self] in
      self?.timer = nil
      self?.look()
    }
  }
}
