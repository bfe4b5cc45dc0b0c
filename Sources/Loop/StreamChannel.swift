import CLinux
import Glibc
import JSONRPC

/// A non-blocking stream of bytes each way: a socket, or the two pipes of a child.
///
/// Confined to the loop's thread; owns its descriptors from the start and closes them when it
/// ends.
package final class StreamChannel {
  /// How much one read takes, in bytes.
  package static let readByteCount = 1 << 16
  /// How long the other side may leave our bytes standing, in milliseconds (protocol.md).
  package static let drainMilliseconds: Int64 = 5000

  /// Why a channel ended.
  package enum End: Error, Equatable, Sendable {
    /// The other side closed its output.
    case ended
    /// We closed it.
    case closed
    /// The other side took nothing of what waits for `drainMilliseconds`.
    case notDraining
    /// A system call failed.
    case failed(errno: Int32)
  }

  /// What `send` did.
  package enum Sent: Equatable, Sendable {
    /// It will be written, in order.
    case queued
    /// Too much waits already; nothing was taken.
    case full
    /// The channel has ended, or its output was closed.
    case closed
  }

  /// Takes the bytes that were read; they are valid during the call only.
  package var onBytes: (UnsafeRawBufferPointer) -> Void = { _ in }
  /// Learns once that the channel has ended.
  package var onEnd: (End) -> Void = { _ in }

  private enum Output {
    case open(Int32)
    /// What waits is still written, then the other side reads the end.
    case closing(Int32)
    case closed
  }

  private let loop: EventLoop
  private let drainMilliseconds: Int64
  private let isSocket: Bool
  private var input: Int32?
  private var output: Output
  private var queue = OutboundQueue()
  private var isFlushScheduled = false
  private var drainTimer: EventLoop.Timer?
  private var lastProgress = MonotonicTime(milliseconds: 0)

  /// A channel over a connected, non-blocking socket.
  package init(
    _ loop: EventLoop, socket: consuming OwnedDescriptor,
    drainMilliseconds: Int64 = StreamChannel.drainMilliseconds
  ) {
    self.loop = loop
    self.drainMilliseconds = drainMilliseconds
    isSocket = true
    let number = socket.release()
    input = number
    output = .open(number)
  }

  /// A channel that reads one pipe and writes another.
  package init(
    _ loop: EventLoop, input: consuming OwnedDescriptor, output: consuming OwnedDescriptor,
    drainMilliseconds: Int64 = StreamChannel.drainMilliseconds
  ) {
    self.loop = loop
    self.drainMilliseconds = drainMilliseconds
    isSocket = false
    self.input = input.release()
    self.output = .open(output.release())
  }

  deinit { finish(.closed) }

  /// How many bytes wait to be written.
  package var waitingByteCount: Int { queue.byteCount }
  /// When the other side must have taken something; nil while nothing waits for it.
  var drainDeadline: MonotonicTime? { drainTimer.map { _ in lastProgress + drainMilliseconds } }
  /// Whether it has ended.
  package var hasEnded: Bool { input == nil }

  /// Begins to read; the callbacks are set before.
  package func start() throws(LoopError) {
    guard let input else { preconditionFailure("an ended channel starts no more") }
    _ = try check(clinux_set_nonblocking(input), "fcntl")
    if !isSocket, case .open(let number) = output {
      _ = try check(clinux_set_nonblocking(number), "fcntl")
    }
    try loop.watch(input, for: .read) { [weak self] readiness in self?.serve(readiness) }
  }

  /// Sends one frame whole, or none of it.
  package func send(_ frame: [UInt8]) -> Sent {
    loop.assertCurrent()
    guard case .open = output else { return .closed }
    if !queue.hasRoom(for: frame) {
      flush()
      guard case .open = output else { return .closed }
      guard queue.hasRoom(for: frame) else { return .full }
    }
    queue.append(frame)
    scheduleFlush()
    return .queued
  }

  /// Ends the output once everything that waits is written; reading goes on.
  package func closeOutput() {
    loop.assertCurrent()
    guard case .open(let number) = output else { return }
    output = .closing(number)
    if queue.isEmpty { finishOutput() } else { scheduleFlush() }
  }

  /// Ends the channel at once; what waits is lost.
  package func close() { finish(.closed) }

  /// Writes what waits, as far as the other side takes it, then ends the channel.
  package func closeAfterFlush() {
    flush()
    finish(.closed)
  }
}

extension StreamChannel {
  private func serve(_ readiness: EventLoop.Readiness) {
    if readiness.contains(.write) { flush() }
    guard !readiness.isDisjoint(with: [.read, .hangup]), let input else { return }
    let buffer = loop.readBuffer
    let count = read(input, buffer.baseAddress, buffer.count)
    if count > 0 {
      onBytes(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    } else if count == 0 {
      finish(.ended)
    } else if errno != EAGAIN && errno != EINTR {
      finish(.failed(errno: errno))
    }
  }

  private func scheduleFlush() {
    guard !isFlushScheduled, drainTimer == nil else { return }
    isFlushScheduled = true
    loop.flushAtTurnEnd(self)
  }

  /// The turn has ended: what was sent in it is written at once.
  func flushNow() {
    isFlushScheduled = false
    flush()
  }

  private func flush() {
    let number: Int32
    switch output {
    case .open(let open), .closing(let open): number = open
    case .closed: return
    }
    let before = queue.writtenByteCount
    switch queue.write(to: number) {
    case .emptied:
      setBlocked(false, number)
      if case .closing = output { finishOutput() }
    case .blocked:
      if drainTimer == nil || queue.writtenByteCount > before { lastProgress = .now }
      setBlocked(true, number)
    case .failed(let errno): finish(.failed(errno: errno))
    }
  }

  /// While blocked the descriptor is watched for room, and a timer for progress.
  private func setBlocked(_ isBlocked: Bool, _ number: Int32) {
    guard isBlocked != (drainTimer != nil) else { return }
    if isBlocked {
      armDrainTimer()
    } else if let timer = drainTimer {
      loop.cancel(timer)
      drainTimer = nil
    }
    if isSocket {
      loop.rewatch(number, for: isBlocked ? [.read, .write] : .read)
    } else if isBlocked {
      do {
        try loop.watch(number, for: .write) { [weak self] _ in self?.flush() }
      } catch {
        // Only a kernel without memory refuses to watch a pipe.
        if case .system(_, let errno) = error { finish(.failed(errno: errno)) }
      }
    } else {
      loop.unwatch(number)
    }
  }

  private func armDrainTimer() {
    drainTimer = loop.schedule(at: lastProgress + drainMilliseconds) { [weak self] in
      guard let self else { return }
      // A loop that was held up itself may find room that nobody has told it of yet.
      flush()
      guard drainTimer != nil else { return }
      if MonotonicTime.now - lastProgress >= drainMilliseconds {
        finish(.notDraining)
      } else {
        armDrainTimer()
      }
    }
  }

  private func finishOutput() {
    guard case .closing(let number) = output else { return }
    output = .closed
    if isSocket {
      shutdown(number, Int32(SHUT_WR))
    } else {
      Glibc.close(number)
    }
  }

  private func finish(_ end: End) {
    loop.assertCurrent()
    guard let input else { return }
    if let timer = drainTimer { loop.cancel(timer) }
    if !isSocket, drainTimer != nil {
      switch output {
      case .open(let number), .closing(let number): loop.unwatch(number)
      case .closed: break
      }
    }
    drainTimer = nil
    if isFlushScheduled { loop.forgetFlush(of: self) }
    loop.unwatch(input)
    closeDescriptors()
    let onEnd = onEnd
    // The callbacks often hold this channel's owner: letting them go ends the cycle.
    self.onEnd = { _ in }
    onBytes = { _ in }
    onEnd(end)
  }

  private func closeDescriptors() {
    if !isSocket {
      switch output {
      case .open(let number), .closing(let number): Glibc.close(number)
      case .closed: break
      }
    }
    output = .closed
    if let input { Glibc.close(input) }
    input = nil
  }
}
