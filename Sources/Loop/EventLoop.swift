import CLinux
import Glibc
package import JSONRPC
import Synchronization

/// One thread that waits for descriptors, timers and the work of other threads, and serves
/// whatever is ready, one piece after the other.
///
/// `@unchecked Sendable`: everything but `execute` and `stop` is confined to the loop's thread,
/// which every entry checks. Objects it serves (channels, connections) are confined likewise.
package final class EventLoop: @unchecked Sendable {
  /// The most events one turn takes from the kernel.
  static let eventLimit = 256

  /// What a descriptor is watched for, or was found to be.
  package struct Readiness: OptionSet, Sendable {
    /// The bits of epoll(7).
    package let rawValue: UInt32
    /// The bits of epoll(7).
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    /// There is something to read, or the end.
    package static let read = Readiness(rawValue: CLINUX_READ)
    /// There is room to write.
    package static let write = Readiness(rawValue: CLINUX_WRITE)
    /// The other side is gone; found without being asked for.
    package static let hangup = Readiness(rawValue: CLINUX_HANGUP | CLINUX_ERROR)
  }

  /// A timer that may be cancelled.
  package struct Timer: Hashable, Sendable {
    let id: UInt64
  }

  private struct Watch {
    var generation: UInt32
    var handler: ((Readiness) -> Void)?
  }

  /// Where every channel reads into; what was read is used before the next read.
  package let readBuffer = UnsafeMutableRawBufferPointer.allocate(
    byteCount: StreamChannel.readByteCount, alignment: 16)
  /// Where every connection writes a line before it is queued; see `takeLineBuffer`.
  private var lineBuffer: [UInt8] = []
  private let epoll: OwnedDescriptor
  private let inbox: Inbox
  /// The thread that serves; other threads compare themselves to it.
  private let owner = Atomic<UInt>(UInt(pthread_self()))
  private var watches: [Watch] = []
  private var generation: UInt32 = 0
  private var timers = TimerQueue()
  private var timerWork: [UInt64: () -> Void] = [:]
  /// Channels with something to write when this turn ends.
  private var unflushed: [StreamChannel] = []
  /// What the turn's end is writing; kept so that no turn makes a list of its own.
  private var flushing: [StreamChannel] = []
  /// Work of other threads that is being done; kept for the same reason.
  private var taken: [Inbox.Work] = []
  private var isStopping = false
  private var events = [clinux_event](
    repeating: clinux_event(token: 0, events: 0), count: EventLoop.eventLimit)

  /// A loop served by the thread that calls `run`; until then the creating thread sets it up.
  ///
  /// From here on writing to a closed pipe or socket is an error, not the signal that ends us.
  package init() throws(LoopError) {
    signal(SIGPIPE, SIG_IGN)
    epoll = OwnedDescriptor(owning: try check(clinux_epoll_create(), "epoll_create1"))
    inbox = try Inbox()
    try watch(inbox.descriptor, for: .read) { [unowned self] _ in drainInbox() }
  }

  deinit { readBuffer.deallocate() }

  /// Whether the calling thread serves this loop.
  package var isCurrent: Bool { owner.load(ordering: .relaxed) == UInt(pthread_self()) }

  /// Hands work to the loop from any thread; it runs in order, in a later turn.
  ///
  /// A thread that outruns the loop by `Inbox.limit` pieces waits. After `stop` the work is
  /// dropped.
  package func execute(_ work: @escaping @Sendable () -> Void) {
    _ = inbox.add(work, mayWait: !isCurrent)
  }

  /// Serves on the calling thread until `stop`.
  package func run() {
    owner.store(UInt(pthread_self()), ordering: .relaxed)
    while !isStopping { turn() }
    inbox.close()
  }

  /// Serves until a condition holds, for tests and set-up; the condition is read after each turn.
  package func run(until condition: () -> Bool) {
    owner.store(UInt(pthread_self()), ordering: .relaxed)
    while !condition() && !isStopping { turn() }
  }

  /// Ends `run` after the present turn; from any thread.
  package func stop() {
    execute { self.isStopping = true }
  }

  /// Runs work once, so many milliseconds from now.
  @discardableResult
  package func schedule(afterMilliseconds delay: Int64, _ work: @escaping () -> Void) -> Timer {
    schedule(at: .now + max(0, delay), work)
  }

  /// Runs work once, at a moment.
  @discardableResult
  package func schedule(at deadline: MonotonicTime, _ work: @escaping () -> Void) -> Timer {
    assertCurrent()
    let id = timers.add(deadline)
    timerWork[id] = work
    return Timer(id: id)
  }

  /// Forgets a timer; nothing happens where it has fired or was cancelled.
  package func cancel(_ timer: Timer) {
    assertCurrent()
    if timers.cancel(timer.id) { timerWork[timer.id] = nil }
  }

  /// Flushes a channel once this turn's events, work and timers are done: many frames at once.
  func flushAtTurnEnd(_ channel: StreamChannel) {
    assertCurrent()
    unflushed.append(channel)
  }

  /// Lets go of a channel that has ended.
  func forgetFlush(of channel: StreamChannel) {
    assertCurrent()
    unflushed.removeAll { $0 === channel }
  }

  /// An empty buffer to write a line into, with memory where nobody else has it.
  func takeLineBuffer() -> [UInt8] {
    assertCurrent()
    var taken: [UInt8] = []
    swap(&taken, &lineBuffer)
    return taken
  }

  /// Keeps the memory of a line for the next, unless it is of an unusual size.
  func giveBack(lineBuffer used: inout [UInt8]) {
    guard used.capacity <= Self.keptLineCapacity else { return }
    used.removeAll(keepingCapacity: true)
    swap(&used, &lineBuffer)
  }

  /// Lines longer than this are rare, in bytes.
  private static let keptLineCapacity = 1 << 16

  func assertCurrent() {
    precondition(isCurrent, "confined to the loop's thread")
  }
}

extension EventLoop {
  /// Watches a descriptor; the handler runs in every turn that finds it ready.
  package func watch(
    _ descriptor: Int32, for interest: Readiness, _ handler: @escaping (Readiness) -> Void
  ) throws(LoopError) {
    assertCurrent()
    while watches.count <= descriptor { watches.append(Watch(generation: 0, handler: nil)) }
    precondition(watches[Int(descriptor)].handler == nil, "watched already")
    generation &+= 1
    let token = UInt64(generation) << 32 | UInt64(descriptor)
    _ = try check(
      clinux_epoll_add(epoll.raw, descriptor, interest.rawValue, token), "epoll_ctl")
    watches[Int(descriptor)] = Watch(generation: generation, handler: handler)
  }

  /// Changes what a watched descriptor is watched for.
  package func rewatch(_ descriptor: Int32, for interest: Readiness) {
    assertCurrent()
    let watch = watches[Int(descriptor)]
    precondition(watch.handler != nil, "not watched")
    let token = UInt64(watch.generation) << 32 | UInt64(descriptor)
    let status = clinux_epoll_modify(epoll.raw, descriptor, interest.rawValue, token)
    precondition(status == 0, "a watched descriptor is open")
  }

  /// Ends the watch; to be called before the descriptor is closed.
  package func unwatch(_ descriptor: Int32) {
    assertCurrent()
    guard Int(descriptor) < watches.count, watches[Int(descriptor)].handler != nil else {
      return
    }
    watches[Int(descriptor)].handler = nil
    let status = clinux_epoll_remove(epoll.raw, descriptor)
    precondition(status == 0, "a watched descriptor is open")
  }

  private func turn() {
    // What was asked for before the first turn must not wait for an event.
    finishTurn()
    let count = events.withUnsafeMutableBufferPointer { buffer in
      clinux_epoll_wait(
        epoll.raw, buffer.baseAddress, Int32(buffer.count), waitMilliseconds())
    }
    precondition(count >= 0 || errno == EINTR, "epoll_wait fails only for our own bugs")
    for index in 0..<max(0, Int(count)) { dispatch(events[index]) }
    fireTimers()
    finishTurn()
  }

  /// A flush at a turn's end may ask for another, as a channel that closes another does.
  private func finishTurn() {
    while !unflushed.isEmpty {
      swap(&unflushed, &flushing)
      for index in flushing.indices { flushing[index].flushNow() }
      flushing.removeAll(keepingCapacity: true)
    }
  }

  private func waitMilliseconds() -> Int32 {
    guard let deadline = timers.next() else { return -1 }
    return Int32(clamping: max(0, deadline - .now))
  }

  private func dispatch(_ event: clinux_event) {
    let descriptor = Int(event.token & 0xFFFF_FFFF)
    let watch = watches[descriptor]
    // A descriptor closed and opened again in this turn has another generation.
    guard watch.generation == UInt32(event.token >> 32), let handler = watch.handler else {
      return
    }
    handler(Readiness(rawValue: event.events))
  }

  private func drainInbox() {
    inbox.takeAll(into: &taken)
    for index in taken.indices { taken[index]() }
    taken.removeAll(keepingCapacity: taken.capacity <= Inbox.keptCapacity)
  }

  private func fireTimers() {
    guard timers.count > 0 else { return }
    let now = MonotonicTime.now
    while let id = timers.popDue(now: now) { timerWork.removeValue(forKey: id)?() }
  }
}
