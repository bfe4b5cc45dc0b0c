import JSONRPC
import Testing
import Wire

@testable import madang

/// What a till asks for, on the payer's screen: shown at once, paid with the amount that was seen,
/// and with the PIN where the daemon wants it.
@Suite struct CodeScreenTests {
  private let daemon = ScriptedDaemon()
  private let engine: Engine

  init() throws {
    engine = makeEngine(daemon)
    _ = try engine.open(code: tableCode)
  }

  private func tell(_ status: String = "scanned", amount: Int64 = 60_000) -> Bool {
    engine.codeChanged(["code": ScriptedDaemon.charge(status, amount: amount)])
  }

  private var request: CodeRequest? {
    if case .code(let request) = engine.place { request } else { nil }
  }

  private func code(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "ok"
    } catch ShellFailure.refused(let refusal) {
      return refusal.code.name
    } catch { return "\(error)" }
  }

  @Test func whatATillAsksIsShownAndPaidWithTheAmountThatWasSeen() throws {
    #expect(tell())
    #expect(request?.code.amount?.amount == 60_000)
    #expect(daemon.count("qr.confirm") == 0)
    try engine.tap("confirm")
    let sent = try #require(daemon.params("qr.confirm").first)
    #expect(sent["amount"] == 60_000 && sent["pin"] == nil)
    #expect(request?.code.status == .consumed)
  }

  @Test func thePINIsAskedOnTheSameScreenWhenTheDaemonWantsIt() throws {
    daemon.troubles["qr.confirm"] = [
      .refuse(Refusal(AuthorizationError.pinRequired)),
      .refuse(Refusal(AuthorizationError.pinWrong)),
    ]
    #expect(tell())
    #expect(request?.needsPIN == false)
    #expect(code { try engine.tap("confirm") } == "wallet.pin_required")
    #expect(request?.needsPIN == true)
    #expect(code { try engine.approve(pin: "000000") } == "wallet.pin_wrong")
    #expect(request?.needsPIN == true)
    #expect(code { try engine.approve(pin: "739154") } == "ok")
    let sent = daemon.params("qr.confirm")
    #expect(sent.map { $0["pin"] } == [nil, "000000", "739154"])
    #expect(sent.allSatisfy { $0["amount"] == 60_000 })
    // Each try is a request of its own: a refusal sticks to its key.
    #expect(Set(sent.compactMap { $0["key"]?.string }).count == 3)
    #expect(request?.needsPIN == false && request?.code.status == .consumed)
  }

  @Test func theScreenTakesDigitsThereAndNowhereElse() throws {
    #expect(tell())
    var model = ScreenModel()
    func press(_ keys: [Key]) -> [ScreenModel.Command?] {
      keys.map { model.press($0, on: engine.screen, at: MonotonicTime(milliseconds: 9_000)) }
    }
    model.show(engine.screen, at: MonotonicTime(milliseconds: 0))
    #expect(press([.character("7")]) == [nil])
    #expect(press([.character("y")]) == [.tap("confirm")])
    daemon.troubles["qr.confirm"] = [.refuse(Refusal(AuthorizationError.pinRequired))]
    #expect(code { try engine.tap("confirm") } == "wallet.pin_required")
    model.show(engine.screen, at: MonotonicTime(milliseconds: 0))
    let digits = "739154".map(Key.character)
    #expect(press(digits) == Array(repeating: .redraw, count: 6))
    let text = Rendering.render(
      model.narrowed(engine.screen), Capabilities(.tty, columns: 60)
    ).map(\.text).joined()
    #expect(text.contains("******") && !text.contains("739154"))
    #expect(press([.enter]) == [.approveWithPIN("739154")])
    #expect(press([.escape]) == [.decline])
  }

  @Test func decliningCancelsTheCode() throws {
    #expect(tell())
    try engine.decline()
    #expect(daemon.params("qr.cancel").first?["code"] == "q_1")
    #expect(request?.code.status == .cancelled)
    #expect(daemon.count("qr.confirm") == 0)
  }

  @Test func anotherAmountOnTheSameCodeIsAnotherQuestion() throws {
    daemon.troubles["qr.confirm"] = [.refuse(Refusal(AuthorizationError.pinRequired))]
    #expect(tell())
    #expect(code { try engine.tap("confirm") } == "wallet.pin_required")
    #expect(tell("expired"))
    #expect(request?.needsPIN == false && request?.code.status == .expired)
    #expect(engine.screen.choice("confirm") == nil)
  }
}
