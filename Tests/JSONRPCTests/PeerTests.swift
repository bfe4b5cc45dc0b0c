import Testing
import Wire

@testable import JSONRPC

@Suite struct PeerTests {
  private func time(_ milliseconds: Int64) -> MonotonicTime {
    MonotonicTime(milliseconds: milliseconds)
  }

  @Test func requestsHaveNewIdsAndEndOnce() throws {
    var peer = Peer()
    let first = try peer.request("a", ["x": 1], deadline: time(10))
    let second = try peer.request("b", [:], deadline: time(5))
    #expect(first.message == .request(id: .integer(1), method: "a", params: ["x": 1]))
    #expect(second.id == .integer(2))
    #expect(peer.nextDeadline == time(5))
    #expect(
      peer.receive(.response(id: first.id, result: true))
        == .answered(id: first.id, .success(true)))
    let refusal = RPCError.methodNotFound("b")
    #expect(
      peer.receive(.errorResponse(id: second.id, error: refusal))
        == .answered(id: second.id, .failure(refusal)))
    #expect(peer.outgoingCount == 0)
    #expect(peer.receive(.response(id: first.id, result: true)) == .ignored)
    #expect(peer.dropped == Peer.Dropped(late: 0, duplicate: 1, unknown: 0, malformed: 0))
  }

  @Test func theNumberInFlightAtItsLimit() throws {
    var peer = Peer()
    for _ in 0..<Peer.inFlightLimit { _ = try peer.request("a", [:], deadline: time(1)) }
    #expect(throws: Peer.Refusal.tooManyInFlight) {
      _ = try peer.request("a", [:], deadline: time(1))
    }
    for number in 0..<Peer.inFlightLimit {
      let id = RequestID.integer(Int64(number))
      #expect(
        peer.receive(.request(id: id, method: "m", params: [:]))
          == .request(id: id, method: "m", params: [:]))
    }
    #expect(
      peer.receive(.request(id: .string("over"), method: "m", params: [:]))
        == .reply(.errorResponse(id: .string("over"), error: .tooManyInFlight)))
    let wasWaiting = peer.answering(.integer(0))
    #expect(wasWaiting)
    guard case .request = peer.receive(.request(id: .string("k"), method: "m", params: [:])) else {
      Issue.record("room was made")
      return
    }
  }

  @Test func deadlinesExpireInOrderAndLateAnswersAreSignsOfLife() throws {
    var peer = Peer()
    let slow = try peer.request("slow", [:], deadline: time(20)).id
    let fast = try peer.request("fast", [:], deadline: time(10)).id
    #expect(peer.expire(now: time(9)).isEmpty)
    let expired = peer.expire(now: time(20))
    #expect(expired.map(\.id) == [fast, slow])
    #expect(
      expired[0].cancel
        == .notification(
          method: "notifications/cancelled", params: ["requestId": 2, "reason": "deadline"]))
    #expect(peer.receive(.response(id: fast, result: nil)) == .late(id: fast))
    #expect(peer.receive(.response(id: fast, result: nil)) == .ignored)
    #expect(peer.receive(.response(id: .integer(99), result: nil)) == .ignored)
    #expect(peer.receive(.response(id: .string("x"), result: nil)) == .ignored)
    #expect(peer.receive(.errorResponse(id: nil, error: .parseError("x"))) == .ignored)
    #expect(peer.dropped == Peer.Dropped(late: 1, duplicate: 1, unknown: 3, malformed: 0))
  }

  @Test func aCancelledRequestIsToldOnce() throws {
    var peer = Peer()
    let id = try peer.request("a", [:], deadline: time(1)).id
    let messages = [peer.cancel(id, reason: "left"), peer.cancel(id, reason: "left")]
    #expect(
      messages == [
        .notification(
          method: "notifications/cancelled", params: ["requestId": 1, "reason": "left"]), nil,
      ])
  }

  @Test func theMemoryOfAbandonedRequestsIsBounded() throws {
    var peer = Peer()
    for _ in 0...Peer.abandonedLimit {
      let id = try peer.request("a", [:], deadline: time(1)).id
      _ = peer.cancel(id, reason: "x")
    }
    #expect(peer.receive(.response(id: .integer(1), result: nil)) == .ignored)
    #expect(peer.receive(.response(id: .integer(2), result: nil)) == .late(id: .integer(2)))
  }

  @Test func theEndNamesWhoWaitsAndRefusesTheNext() throws {
    var peer = Peer()
    let later = try peer.request("a", [:], deadline: time(9)).id
    let sooner = try peer.request("b", [:], deadline: time(3)).id
    let left = peer.close()
    #expect(left == [sooner, later])
    #expect(throws: Peer.Refusal.closed) { _ = try peer.request("c", [:], deadline: time(1)) }
  }

  @Test func malformedLinesAreAnsweredUnlessTheyAreAnswers() {
    var peer = Peer()
    let garbage = Message(line: Array("x".utf8))
    guard case .reply(.errorResponse(nil, let error)) = peer.receive(garbage) else {
      Issue.record("no reply")
      return
    }
    #expect(error.code == RPCError.parseErrorCode)
    let broken = Message(["jsonrpc": "2.0", "id": 1, "result": 1, "error": 2])
    #expect(peer.receive(broken) == .ignored)
    #expect(peer.dropped.malformed == 1)
  }
}
