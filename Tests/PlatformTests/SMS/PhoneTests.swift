import Store
import Testing
import Wire

@testable import Platform

/// Codes on their way to a sandbox phone and back.
@Suite struct PhoneTests {
  private let world: DomainWorld

  init() throws { world = try DomainWorld() }

  private func send(
    _ name: String, to number: String, _ purpose: SMSPurpose = .phone
  ) throws -> String {
    let caller = try world.person(name)
    let phone = try #require(PhoneNumber(number))
    return try world.run { platform in
      try platform.once(caller.keyScope, nil, now: world.now) { plan in
        let sent = try platform.sendCode(
          purpose, to: phone, for: caller, subject: "test", &plan, now: world.now)
        return ["challenge": JSON.string(sent.name)] as JSON
      }
    }["challenge"]?.string ?? ""
  }

  private func check(
    _ name: String, _ challenge: String, _ digits: String, _ purpose: SMSPurpose = .phone
  ) -> String {
    verdict {
      let caller = try world.person(name)
      try world.run { platform in
        try platform.once(caller.keyScope, nil, now: world.now) { plan in
          let checked = try platform.checkCode(
            challenge, digits, for: purpose, of: caller, &plan, now: world.now)
          return ["subject": JSON.string(checked.subject)] as JSON
        }
      }
    }
  }

  private func newest(_ name: String?, _ number: String? = nil) throws -> PhoneMessage? {
    let caller = try name.map { try world.person($0) }
    return try world.platform.phoneInbox(
      caller, .init(number: number.flatMap { PhoneNumber($0) })
    ).messages.first
  }

  @Test func aCodeReachesThePhoneAndIsGoodOnce() throws {
    let challenge = try send("mina", to: "010-1234-5678")
    let message = try #require(try newest("mina"))
    #expect(message.number.text == "01012345678")
    let code = try #require(message.code)
    #expect(message.text.contains(code))
    #expect(check("mina", challenge, code) == "ok")
    #expect(check("mina", challenge, code) == "sms.code_used")
  }

  @Test func theFileHoldsNoDigitsOfACode() throws {
    let challenge = try send("mina", to: "010-1234-5678")
    let code = try #require(try newest("mina")?.code)
    let stored = try world.connection.prepare("SELECT salt, hash FROM sms_code WHERE public = ?")
    let row = try stored.first(.text(challenge)) { $0.blob(0) + $0.blob(1) }
    let bytes = try #require(row)
    #expect(bytes.count == 48)
    #expect(!String(decoding: bytes, as: UTF8.self).contains(code))
  }

  @Test func wrongTriesAreKeptAcrossARestart() throws {
    let challenge = try send("mina", to: "010-1234-5678")
    let code = try #require(try newest("mina")?.code)
    let wrong = code == "000000" ? "000001" : "000000"
    #expect(check("mina", challenge, wrong) == "sms.code_wrong")
    #expect(check("mina", challenge, wrong) == "sms.code_wrong")
    try world.reopen()
    #expect(check("mina", challenge, wrong) == "sms.code_wrong")
    #expect(check("mina", challenge, wrong) == "sms.code_wrong")
    #expect(check("mina", challenge, wrong) == "sms.code_exhausted")
    #expect(check("mina", challenge, code) == "sms.code_exhausted")
  }

  @Test func aCodeBelongsToItsPersonItsPurposeAndItsNewestMessage() throws {
    let first = try send("mina", to: "010-1234-5678")
    let firstCode = try #require(try newest("mina")?.code)
    #expect(check("joon", first, firstCode) == "sms.unknown")
    #expect(check("mina", first, firstCode, .card) == "sms.unknown")
    let second = try send("mina", to: "010-1234-5678")
    #expect(check("mina", first, firstCode) == "sms.unknown")
    #expect(check("mina", second, try #require(try newest("mina")?.code)) == "ok")
  }

  @Test func onlyTheHolderAndTheOperatorReadAPhone() throws {
    _ = try send("mina", to: "010-1234-5678")
    // Somebody else asks for a code to the same number: it reaches the phone, not them.
    _ = try send("joon", to: "010-1234-5678")
    #expect(try newest("joon") == nil)
    #expect(verdict { _ = try newest("joon", "010-1234-5678") } == "auth.operator_only")
    #expect(verdict { _ = try newest("joon", "010-9999-9999") } == "auth.operator_only")
    #expect(try newest("mina", "010-1234-5678")?.id == 2)
    #expect(try newest(nil, "010-1234-5678")?.id == 2)
    #expect(try newest(nil)?.id == 2)
  }

  @Test func aNumberGetsSoManyCodesADayOfKoreanTime() throws {
    for _ in 0..<Platform.codesPerNumberAndDay { _ = try send("mina", to: "010-1234-5678") }
    #expect(verdict { _ = try send("joon", to: "010-1234-5678") } == "sms.quota")
    #expect(verdict { _ = try send("mina", to: "010-1234-0000") } == "ok")
    let midnight = world.now.nextKoreanDay
    world.now = midnight.adding(milliseconds: -1)
    #expect(verdict { _ = try send("mina", to: "010-1234-5678") } == "sms.quota")
    world.now = midnight
    #expect(verdict { _ = try send("mina", to: "010-1234-5678") } == "ok")
  }

  @Test func aPersonHasSoManyCodesADayWhateverTheNumbers() throws {
    for index in 0..<Platform.codesPerPersonAndDay {
      _ = try send("mina", to: "010-1234-00\(10 + index)")
    }
    #expect(verdict { _ = try send("mina", to: "010-1234-0099") } == "sms.quota")
    #expect(verdict { _ = try send("joon", to: "010-1234-0099") } == "ok")
  }

  @Test func aPhoneKeepsItsNewestMessages() throws {
    let limit = Int(SandboxPhones.keptMessages)
    for index in 0...limit {
      if index % Int(Platform.codesPerNumberAndDay) == 0 { world.now = world.now.nextKoreanDay }
      _ = try send("mina", to: "010-1234-5678")
    }
    let ids = try world.connection.prepare("SELECT min(id), count(*) FROM sandbox_sms")
      .first { ($0.integer(0), $0.integer(1)) }
    #expect(ids?.0 == 2)
    #expect(ids?.1 == Int64(limit))
  }

  @Test(
    arguments: [
      (-32_400_001, -1), (-32_400_000, 0), (53_999_999, 0), (54_000_000, 1),
    ] as [(Int64, Int64)])
  func daysBeginAtMidnightInKorea(milliseconds: Int64, day: Int64) {
    let instant = Instant(milliseconds: milliseconds)
    #expect(instant.koreanDay == day)
    #expect(instant.nextKoreanDay.koreanDay == day + 1)
    #expect(instant.nextKoreanDay.adding(milliseconds: -1).koreanDay == day)
  }
}
