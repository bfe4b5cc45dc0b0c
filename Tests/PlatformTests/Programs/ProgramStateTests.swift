import Testing
import Wire

@testable import Platform

/// Quarantine, rests and disabled calls as rows; and what they mean for a payment.
@Suite struct ProgramStateTests {
  private let key = ReleaseKey(app: AppID("test.shop.table"), version: 1)

  private func state(
    _ condition: ProgramState.Condition, _ world: DomainWorld, until: Instant? = nil,
    disabled: [ProgramState.DisabledCall] = []
  ) -> ProgramState {
    ProgramState(
      release: key, condition: condition, since: world.now, until: until,
      reason: "program.crashed", disabled: disabled)
  }

  private func note(_ state: ProgramState, _ world: DomainWorld) throws {
    try world.group { try $0.note(state) }
  }

  @Test func statesOutliveTheDaemonAndAreListed() throws {
    let world = try DomainWorld()
    try world.publish()
    let call = ProgramState.DisabledCall(feature: "change", arguments: "ab12")
    let until = world.now.adding(seconds: 20)
    try note(state(.resting, world, until: until, disabled: [call, call]), world)
    try world.reopen()
    #expect(try world.platform.programStates().map(\.disabled) == [[call, call]])
    let listed = try world.platform.quarantine(now: world.now).programs
    #expect(listed.map(\.state) == ["resting"] && listed.first?.until == until)
    #expect(listed.first?.disabled == ["change"])
    // A rest that is over leaves the disabled call.
    let later = try world.platform.quarantine(now: until).programs
    #expect(later.map(\.state) == ["open"] && later.first?.until == nil)
    try note(state(.open, world), world)
    #expect(try world.platform.programStates().isEmpty)
  }

  @Test func billsAreRefusedAfterThirtySecondsOfQuarantine() throws {
    let world = try DomainWorld()
    try world.publish()
    let page = try world.sit("mina")
    try world.topUp("mina", 50_000)
    let first = try #require(try world.order("mina", page.session, 1_000, key: "o1").sheet?.bill)
    let second = try #require(try world.order("mina", page.session, 2_000, key: "o2").sheet?.bill)
    try note(state(.quarantined, world), world)
    let began = world.now
    world.now = began.adding(seconds: Platform.goneSeconds - 1)
    try world.pay("mina", first.bill, 1_000)
    // Another crash noted later does not begin the quarantine anew.
    try note(state(.quarantined, world), world)
    world.now = began.adding(seconds: Platform.goneSeconds)
    #expect(verdict { try world.pay("mina", second.bill, 2_000) } == "program.unavailable")
    #expect(try world.balance("mina") == 49_000)
    let params = AdminReleaseMethod.Params(key: world.newKey(), app: key.app)
    let body = try world.body(AdminReleaseMethod.name, params)
    let answer = try world.run {
      try $0.releaseQuarantine(params, body, now: world.now)
    }
    #expect(answer["released"] == [1])
    try world.pay("mina", second.bill, 2_000)
  }

  /// The version that a bill's session runs on counts, not the app's others.
  @Test func anotherVersionsQuarantineIsNotThisBills() throws {
    let world = try DomainWorld()
    try world.publish()
    try note(state(.quarantined, world), world)
    world.now = world.now.adding(seconds: 60)
    try world.publish(version: 2)
    let page = try world.sit("mina")
    try world.topUp("mina", 50_000)
    let bill = try #require(try world.order("mina", page.session, 1_000, key: "o1").sheet?.bill)
    try world.pay("mina", bill.bill, 1_000)
  }

  @Test func aVersionThatIsNotThereIsNotReleased() throws {
    let world = try DomainWorld()
    try world.publish()
    let params = AdminReleaseMethod.Params(key: world.newKey(), app: key.app, version: 9)
    let body = try world.body(AdminReleaseMethod.name, params)
    let word = verdict {
      try world.run { try $0.releaseQuarantine(params, body, now: world.now) }
    }
    #expect(word == "app.version_unknown")
  }
}
