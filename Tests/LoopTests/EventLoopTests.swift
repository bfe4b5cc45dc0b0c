import Foundation
import JSONRPC
import Testing

@testable import Loop

@Suite struct EventLoopTests {
  @Test func workOfOtherThreadsRunsInOrderOnTheLoop() throws {
    let loop = try EventLoop()
    let box = Box<[Int]>([])
    let thread = Thread {
      for number in 0..<1000 {
        loop.execute {
          #expect(loop.isCurrent)
          box.value.append(number)
        }
      }
      loop.stop()
    }
    thread.start()
    loop.run()
    #expect(box.value == Array(0..<1000))
  }

  @Test func workAfterTheEndIsDropped() throws {
    let loop = try EventLoop()
    loop.stop()
    loop.run()
    loop.execute { Issue.record("ran after the end") }
  }

  @Test func timersFireInOrderAndOnce() throws {
    let loop = try EventLoop()
    var fired: [String] = []
    loop.schedule(afterMilliseconds: 4) { fired.append("late") }
    loop.schedule(afterMilliseconds: 1) { fired.append("early") }
    let cancelled = loop.schedule(afterMilliseconds: 2) { fired.append("cancelled") }
    loop.cancel(cancelled)
    loop.schedule(afterMilliseconds: 1) {
      loop.schedule(afterMilliseconds: 5) { fired.append("nested") }
    }
    loop.run(until: { fired.count == 3 })
    #expect(fired == ["early", "late", "nested"])
  }

  @Test func aThreadThatOutrunsTheLoopWaits() throws {
    let inbox = try Inbox(limit: 4)
    let box = Box(0)
    let thread = Thread {
      for _ in 0..<5 {
        let wasAdded = inbox.add({ box.value += 1 }, mayWait: true)
        #expect(wasAdded)
      }
    }
    thread.start()
    var taken: [Inbox.Work] = []
    while taken.count < 5 {
      var more: [Inbox.Work] = []
      inbox.takeAll(into: &more)
      #expect(more.count <= 4)
      taken += more
    }
    for work in taken { work() }
    #expect(box.value == 5)
  }

  @Test func aClosedInboxLetsWaitingThreadsGo() throws {
    let inbox = try Inbox(limit: 1)
    let wasAdded = inbox.add({}, mayWait: true)
    #expect(wasAdded)
    let thread = Thread { inbox.close() }
    thread.start()
    let wasAddedLater = inbox.add({}, mayWait: true)
    #expect(!wasAddedLater)
  }

  @Test func theLoopNeverWaitsForItself() throws {
    let inbox = try Inbox(limit: 1)
    for _ in 0..<3 { _ = inbox.add({}, mayWait: false) }
    var taken: [Inbox.Work] = []
    inbox.takeAll(into: &taken)
    #expect(taken.count == 3)
  }

  @Test func aReusedDescriptorGetsNoEventOfItsPredecessor() throws {
    let loop = try EventLoop()
    let first = SocketPair()
    let second = SocketPair()
    let channels = [first, second].map { StreamChannel(loop, socket: $0.takeNear()) }
    var ends = 0
    var reads = 0
    for (index, channel) in channels.enumerated() {
      // Whichever is served first ends the other, whose event of the same turn is then stale.
      channel.onBytes = { _ in
        reads += 1
        channels[1 - index].close()
      }
      channel.onEnd = { _ in ends += 1 }
      try channel.start()
    }
    first.write("x")
    second.write("x")
    loop.run(until: { ends == 1 })
    #expect(reads == 1)
  }
}

/// A value that a test's threads share; joined through the loop before it is read.
final class Box<Value>: @unchecked Sendable {
  var value: Value
  init(_ value: Value) { self.value = value }
}
