import Crypto
import Glibc
import JSONRPC
import Testing
import Wire

@testable import madangd

/// A daemon with its socket: what callers of each kind hear.
@Suite struct ServingTests {
  private static let key = "0123456789abcdef"

  @Test func aDeviceProvesItselfAndIsKnown() throws {
    let daemon = try TestDaemon()
    let client = try TestClient(daemon)
    let seed = [UInt8](repeating: 7, count: 32)
    let key = try SigningKey(seed: seed)
    let device = JSON.string(Hex.encode(key.publicKey.bytes))
    let hello = try client.ask("hello", ["protocol": 1, "device": device, "lang": "en"]).result
    let message = HelloProveMethod.signedBytes(
      daemon: hello?["daemon"]?.string ?? "", challenge: hello?["challenge"]?.string ?? "")
    let signature = JSON.string(Hex.encode(key.sign(message)))
    let proved = try client.ask("hello.prove", ["signature": signature])
    #expect(proved.result?["tier"] == "visitor")
    let shown = try client.ask("identity.show").result
    #expect(shown?["person"] == proved.result?["person"])
    #expect(shown?["lang"] == "en")
    daemon.stop()
  }

  /// What a stranger, a person and the operator hear.
  @Test(arguments: [
    ("identity.show", "{}", "auth.hello_first", "ok", "auth.person_only"),
    ("no.such", "{}", "auth.hello_first", "-32601", "-32601"),
    ("admin.status", "{}", "auth.hello_first", "ok", "ok"),
    ("admin.clock", #"{"advance":"PT1M"}"#, "auth.hello_first", "auth.operator_only", "ok"),
    ("admin.clock", #"{"advance":"soon"}"#, "auth.hello_first", "auth.operator_only", "invalid"),
    ("admin.clock", "{}", "auth.hello_first", "auth.operator_only", "invalid"),
    ("wallet.topup", topUp(key: 16), "auth.hello_first", "ok", "auth.person_only"),
    ("wallet.topup", topUp(key: 15), "auth.hello_first", "invalid", "auth.person_only"),
    ("wallet.topup", topUp(key: 128), "auth.hello_first", "ok", "auth.person_only"),
    ("wallet.topup", topUp(key: 129), "auth.hello_first", "invalid", "auth.person_only"),
    ("wallet.topup", #"{"amount":5}"#, "auth.hello_first", "invalid", "auth.person_only"),
    ("wallet.transfer", topUp(key: 16), "auth.hello_first", "auth.tier", "auth.person_only"),
    ("hello", #"{"protocol":1,"device":"tok_b"}"#, "ok", "invalid", "invalid"),
    ("hello", #"{"protocol":"1"}"#, "invalid", "invalid", "invalid"),
    (
      "hello.prove", #"{"signature":"00"}"#, "auth.hello_first", "auth.hello_first",
      "auth.hello_first"
    ),
  ]) func access(
    method: String, params: String, stranger: String, person: String, operator: String
  ) throws {
    let daemon = try TestDaemon()
    let object = try JSON.parse(params).object ?? JSONObject()
    func word(_ client: TestClient) throws -> String {
      let word = try client.ask(method, object).word
      return word == "request.invalid" ? "invalid" : word
    }
    #expect(try word(TestClient(daemon)) == stranger)
    #expect(try word(TestClient.known(daemon)) == person)
    #expect(try word(TestClient.operator(daemon)) == `operator`)
    daemon.stop()
  }

  private static func topUp(key length: Int) -> String {
    let key = String(repeating: "k", count: length)
    return #"{"key":"\#(key)","amount":5,"currency":"KRW"}"#
  }

  @Test func aMalformedRequestNamesItsMember() throws {
    let daemon = try TestDaemon()
    let client = try TestClient.known(daemon)
    let answer = try client.ask(
      "wallet.topup", ["key": .string(Self.key), "amount": "5", "currency": "KRW"])
    guard case .error(let error) = answer else {
      Issue.record("not refused")
      return
    }
    #expect(error.code == RPCError.invalidParamsCode)
    #expect(error.data?["details"]?["pointer"] == "/amount")
    #expect(error.data?["moneyMoved"] == false)
    daemon.stop()
  }

  @Test func whatIsAnsweredIsDurable() throws {
    let daemon = try TestDaemon()
    let client = try TestClient.known(daemon)
    for amount in 1...10 as ClosedRange<Int64> {
      _ = try client.ask(
        "wallet.topup",
        ["key": .string(Self.key), "amount": .integer(amount), "currency": "KRW"])
    }
    daemon.stop()
    let again = try TestDaemon(directory: daemon.directory)
    let answer = try TestClient.known(again).ask(
      "wallet.topup", ["key": .string(Self.key), "amount": 0, "currency": "KRW"])
    #expect(answer.result?["balance"] == 55)
    again.stop()
  }

  @Test func aForgottenReplyIsStillAnswered() throws {
    let daemon = try TestDaemon()
    let client = try TestClient.known(daemon)
    let changing = try client.ask("session.leave", ["key": .string(Self.key), "session": "s_1"])
    #expect(changing.word == "platform.outcome_unknown")
    #expect(try client.ask("bill.list").word == "platform.internal")
    daemon.stop()
  }

  @Test func noticesReachEveryShellOfAPerson() throws {
    let daemon = try TestDaemon()
    let (one, two, stranger) = (
      try TestClient.known(daemon, "a"), try TestClient.known(daemon, "a"),
      try TestClient.known(daemon, "b")
    )
    #expect(try one.ask("inbox.list", ["limit": 1]).word == "ok")
    guard case .message(.notification("inbox.arrived", _)) = try two.next() else {
      Issue.record("no notice")
      return
    }
    #expect(try stranger.ask("identity.show").word == "ok")
    daemon.stop()
  }

  @Test func statusCountsAndTheVirtualClockMoves() throws {
    let daemon = try TestDaemon()
    let client = try TestClient.operator(daemon)
    let moved = try client.ask("admin.clock", ["advance": "P1D"]).result?["now"]?.integer
    #expect(moved == WorldClock.virtualStart.milliseconds + 86_400_000)
    let status = try client.ask("admin.status").result
    #expect(status?["now"]?.integer == moved)
    #expect(status?["people"] == 2)
    #expect((status?["rssKiB"]?.integer ?? 0) > 1000)
    daemon.stop()
    let again = try TestDaemon(directory: daemon.directory)
    let later = try TestClient.operator(again).ask("admin.status").result
    #expect(later?["now"]?.integer == moved, "an acknowledged move survives")
    again.stop()
  }

  @Test func frameMethodsAreHandledAndTheRestIsKnownToBeMissing() throws {
    let daemon = try TestDaemon()
    let missing = daemon.perform { $0.daemon?.dispatcher.missing ?? [] }
    #expect(missing.contains("bill.pay"))
    #expect(!missing.contains { $0.hasPrefix("hello") || $0 == "admin.stop" })
    daemon.stop()
  }
}
