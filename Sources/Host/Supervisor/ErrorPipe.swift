import Glibc
import Loop

/// Reads a program's stderr into a ring: never parsed, and no faster than its rate.
///
/// Confined to the loop's thread.
final class ErrorPipe {
  /// How much of a program's stderr is kept, in bytes (protocol.md).
  static let ringByteCount = 64 << 10
  /// How much is read in one period, in bytes; a program that writes more waits.
  static let bytesPerPeriod = 64 << 10
  /// The length of a period, in milliseconds.
  static let periodMilliseconds: Int64 = 100

  private(set) var ring = ByteRing(capacity: ErrorPipe.ringByteCount)
  private let loop: EventLoop
  private var descriptor: Int32?
  private var readInPeriod = 0
  private var timer: EventLoop.Timer?

  init(_ loop: EventLoop, _ pipe: consuming OwnedDescriptor) throws(LoopError) {
    self.loop = loop
    let number = pipe.release()
    descriptor = number
    try loop.watch(number, for: .read) { [weak self] _ in self?.serve() }
  }

  deinit { close() }

  func close() {
    if let timer { loop.cancel(timer) }
    timer = nil
    guard let descriptor else { return }
    loop.unwatch(descriptor)
    Glibc.close(descriptor)
    self.descriptor = nil
  }

  private func serve() {
    guard let descriptor else { return }
    let buffer = loop.readBuffer
    let count = read(descriptor, buffer.baseAddress, buffer.count)
    if count > 0 {
      ring.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      readInPeriod += count
      if readInPeriod >= Self.bytesPerPeriod { rest() }
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      close()
    }
  }

  /// Looks away until the period ends. A hang-up is reported all the same; then the rest is read.
  private func rest() {
    guard timer == nil, let descriptor else { return }
    loop.rewatch(descriptor, for: [])
    timer = loop.schedule(afterMilliseconds: Self.periodMilliseconds) { [weak self] in
      guard let self else { return }
      timer = nil
      readInPeriod = 0
      if let descriptor = self.descriptor { loop.rewatch(descriptor, for: .read) }
    }
  }
}
