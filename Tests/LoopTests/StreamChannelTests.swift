import CLinux
import Glibc
import JSONRPC
import Testing

@testable import Loop

@Suite struct StreamChannelTests {
  @Test func whatIsSentArrivesInOrder() throws {
    let loop = try EventLoop()
    let pair = SocketPair()
    let channel = StreamChannel(loop, socket: pair.takeNear())
    var end: StreamChannel.End?
    channel.onEnd = { end = $0 }
    try channel.start()
    var expected: [UInt8] = []
    var received: [UInt8] = []
    for number in 0..<200 {
      let frame = [UInt8](repeating: UInt8(number), count: 5000)
      expected += frame
      #expect(channel.send(frame) == .queued)
    }
    loop.run(until: {
      received += pair.readAvailable()
      if received.count == expected.count { channel.close() }
      loop.schedule(afterMilliseconds: 1) {}
      return end != nil
    })
    #expect(received == expected)
    #expect(end == .closed)
    #expect(channel.send([1]) == .closed)
  }

  @Test func queueLimitsAtTheirEdges() {
    var queue = OutboundQueue()
    for _ in 0..<OutboundQueue.frameLimit {
      #expect(queue.hasRoom(for: [1]))
      queue.append([1])
    }
    #expect(!queue.hasRoom(for: [1]))
    queue = OutboundQueue()
    queue.append([1])
    let rest = [UInt8](repeating: 0, count: OutboundQueue.byteLimit - 1)
    #expect(queue.hasRoom(for: rest))
    #expect(!queue.hasRoom(for: rest + [0]))
    #expect(OutboundQueue().hasRoom(for: rest + [0, 0, 0]))
  }

  /// The other side always leaves something standing: what was written before is let go.
  @Test func aQueueThatIsNeverEmptyDoesNotGrow() throws {
    let pair = SocketPair()
    let near = pair.takeNear()
    #expect(clinux_set_nonblocking(near.raw) == 0)
    var queue = OutboundQueue()
    var (sent, received): ([UInt8], [UInt8]) = ([], [])
    while sent.count < 8 * OutboundQueue.byteLimit {
      let frame = [UInt8](repeating: UInt8(truncatingIfNeeded: sent.count >> 12), count: 4096)
      if queue.hasRoom(for: frame) {
        queue.append(frame)
        sent += frame
      } else {
        #expect(queue.write(to: near.raw) == .blocked)
        received += pair.readAvailable()
      }
      #expect(queue.heldByteCount <= 2 * OutboundQueue.byteLimit + frame.count)
    }
    while received.count < sent.count {
      #expect(queue.write(to: near.raw) != .failed(errno: EPIPE))
      received += pair.readAvailable()
    }
    #expect(queue.isEmpty)
    #expect(queue.writtenByteCount == Int64(sent.count))
    #expect(received == sent)
  }

  @Test func aFullQueueRefusesAtOnce() throws {
    let loop = try EventLoop()
    let pair = SocketPair()
    let channel = StreamChannel(loop, socket: pair.takeNear())
    try channel.start()
    let frame = [UInt8](repeating: 7, count: 8192)
    var queued = 0
    while channel.send(frame) == .queued { queued += 1 }
    #expect(channel.send(frame) == .full)
    #expect(channel.waitingByteCount <= OutboundQueue.byteLimit)
    #expect(queued * frame.count > OutboundQueue.byteLimit)
    channel.close()
  }

  @Test func whoDoesNotReadIsCutOff() throws {
    let loop = try EventLoop()
    let pair = SocketPair()
    let channel = StreamChannel(loop, socket: pair.takeNear(), drainMilliseconds: 20)
    var end: StreamChannel.End?
    channel.onEnd = { end = $0 }
    try channel.start()
    while channel.send([UInt8](repeating: 7, count: 8192)) == .queued {}
    loop.run(until: { end != nil })
    #expect(end == .notDraining)
  }

  @Test func whoReadsIsGivenMoreTime() throws {
    let loop = try EventLoop()
    let pair = SocketPair()
    let channel = StreamChannel(loop, socket: pair.takeNear())
    try channel.start()
    while channel.send([UInt8](repeating: 7, count: 8192)) == .queued {}
    let first = try #require(channel.drainDeadline)
    let waiting = channel.waitingByteCount
    // A millisecond at least must pass for the deadline to differ.
    var isLater = false
    loop.schedule(afterMilliseconds: 3) {
      while !pair.readAvailable().isEmpty {}
      isLater = true
    }
    loop.run(until: { isLater && channel.waitingByteCount < waiting })
    #expect(channel.drainDeadline.map { $0 > first } ?? true)
    loop.run(until: {
      while !pair.readAvailable().isEmpty {}
      return channel.waitingByteCount == 0
    })
    #expect(channel.drainDeadline == nil)
    channel.close()
  }

  @Test func theOtherSidesEndIsSeen() throws {
    let loop = try EventLoop()
    let pair = SocketPair()
    let channel = StreamChannel(loop, socket: pair.takeNear())
    var end: StreamChannel.End?
    var bytes: [UInt8] = []
    channel.onBytes = { bytes += $0 }
    channel.onEnd = { end = $0 }
    try channel.start()
    pair.write("last words")
    pair.closeFar()
    loop.run(until: { end != nil })
    #expect(end == .ended)
    #expect(bytes == Array("last words".utf8))
  }

  @Test func pipesCloseTheirOutputAfterTheLastByte() throws {
    let loop = try EventLoop()
    var toChild: [Int32] = [0, 0]
    var fromChild: [Int32] = [0, 0]
    // Close-on-exec: children of other tests must not hold these open.
    #expect(clinux_pipe(&toChild) == 0 && clinux_pipe(&fromChild) == 0)
    let channel = StreamChannel(
      loop, input: OwnedDescriptor(owning: fromChild[0]),
      output: OwnedDescriptor(owning: toChild[1]))
    var end: StreamChannel.End?
    channel.onEnd = { end = $0 }
    try channel.start()
    // More than a pipe holds, so that the end must wait for room.
    let frame = [UInt8](repeating: 9, count: 300_000)
    #expect(channel.send(frame) == .queued)
    channel.closeOutput()
    #expect(channel.send([1]) == .closed)
    var received = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    #expect(fcntl(toChild[0], F_SETFL, O_NONBLOCK) == 0)
    var sawEnd = false
    loop.run(until: {
      let count = read(toChild[0], &buffer, buffer.count)
      if count > 0 { received += count }
      sawEnd = count == 0
      loop.schedule(afterMilliseconds: 1) {}
      return sawEnd
    })
    #expect(received == frame.count)
    close(fromChild[1])
    loop.run(until: { end != nil })
    #expect(end == .ended)
    close(toChild[0])
  }
}
