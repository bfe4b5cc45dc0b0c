import Crypto
import Store
import TestSupport
import Testing
import Wire

@testable import Platform

/// Sealed fields: readable through every rotation, unreadable without their key, gone when erased.
@Suite struct PersonalDataTests {
  private let world: DomainWorld

  init() throws { world = try DomainWorld() }

  private func key(_ version: Int) throws -> SealingKey {
    try SealingKey(Array(repeating: UInt8(version + 2), count: 32))
  }

  private func use(_ versions: [Int]) throws {
    let keys = try versions.reduce(into: [:]) { $0[$1] = try key($1) }
    world.platform.use(personal: PersonalKeys(keys))
  }

  /// Every byte of the file and its log.
  private func file() throws -> [UInt8] {
    try world.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return try Bytes.read(world.directory.database)
  }

  @Test func noPersonalWordLiesInTheFile() throws {
    try world.publishScoped([.nickname])
    try world.update("mina", nickname: "Haneulbyeol", email: "haneul@example.com")
    try world.verifyPhone("mina", "010-7777-1234")
    try world.verifyName("mina", "Haneul Park", "1994-03-02")
    let bytes = try file()
    for word in ["Haneulbyeol", "haneul@example.com", "Haneul Park", "1994-03-02"] {
      #expect(!Bytes.contains(bytes, word), "\(word)")
    }
    #expect(try world.show("mina").nickname == "Haneulbyeol")
  }

  @Test func rotationReadsOldDataWhileItRuns() throws {
    let count = Platform.rotationBatchLimit + 5
    for index in 0..<count { try world.update("p\(index)", nickname: "n\(index)") }
    try use([1, 2])
    #expect(try world.show("p3").nickname == "n3")
    let first = try world.group { try $0.rotate() }
    #expect(first.moved == Platform.rotationBatchLimit)
    #expect(first.left == 5)
    #expect(try world.show("p\(count - 1)").nickname == "n\(count - 1)")
    try world.update("new", nickname: "fresh")
    let second = try world.group { try $0.rotate() }
    #expect(second.moved == 5)
    #expect(second.left == 0)
    try use([2])
    for index in [0, 3, count - 1] { #expect(try world.show("p\(index)").nickname == "n\(index)") }
    #expect(try world.show("new").nickname == "fresh")
    #expect(try world.platform.highestKeyVersion() == 2)
  }

  @Test func aLostVersionIsAnErrorThatNamesIt() throws {
    try world.topUp("mina", 10_000)
    try world.update("mina", nickname: "Mina")
    try use([2])
    do {
      _ = try world.platform.personal(.nickname, of: try world.person("mina").row)
      Issue.record("read without its key")
    } catch let refusal as Refusal {
      #expect(refusal.code == PlatformError.keyLost)
      #expect(refusal.details["key"] == "personal.v1")
    }
    // Everything else goes on, and what is new is sealed with what is there.
    #expect(try world.show("mina").nickname == nil)
    #expect(try world.balance("mina") == 10_000)
    #expect(verdict { try world.update("joon", nickname: "Joon") } == "ok")
    #expect(verdict { try world.update("mina", nickname: "M") } == "platform.key_lost")
    #expect(try world.group { try $0.rotate() }.moved == 0)
  }

  @Test func theWrongKeyOrPlaceOpensNothing() throws {
    try world.update("mina", nickname: "Mina")
    try world.update("joon", nickname: "Joon")
    let (mina, joon) = (try world.person("mina").row, try world.person("joon").row)
    // Somebody who writes into the file cannot give one person another's field.
    try world.connection.prepare(
      "UPDATE personal SET sealed = (SELECT sealed FROM personal WHERE person = ?) WHERE person = ?"
    ).run(.integer(mina), .integer(joon))
    #expect(throws: CryptoError.notAuthentic) {
      _ = try world.platform.personal(.nickname, of: joon)
    }
    try world.connection.prepare(
      "UPDATE personal SET field = 'email' WHERE person = ?"
    ).run(.integer(mina))
    #expect(throws: CryptoError.notAuthentic) {
      _ = try world.platform.personal(.email, of: mina)
    }
  }

  /// A sandbox phone's messages say whose number it was, and go with everything else.
  @Test func whatThePhoneWasSentIsErasedToo() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyPhone("joon", "010-8765-4321")
    func kept(_ phone: String) throws -> Int {
      let number = try #require(PhoneNumber(phone))
      return try world.platform.phoneInbox(nil, PhoneInboxMethod.Params(number: number))
        .messages.count
    }
    #expect(try kept("010-1234-5678") == 1)
    let receipt = try world.erase("mina").receipt
    #expect(receipt.counts?["sandbox_sms"] == 1)
    #expect(try kept("010-1234-5678") == 0)
    #expect(try kept("010-8765-4321") == 1)
    let rows = try world.connection.prepare(
      "SELECT (SELECT count(*) FROM quota WHERE name LIKE '%01012345678%')"
        + " + (SELECT count(*) FROM sms_code WHERE number = '01012345678')"
        + " + (SELECT count(*) FROM sandbox_phone WHERE number = '01012345678')"
    ).first { $0.integer(0) }
    #expect(rows == 0)
  }

  @Test func aNoteIsReadByBothAndDiesWithItsWriter() throws {
    try world.verifyPhone("mina", "010-1234-5678")
    try world.topUp("mina", 10_000)
    try send("mina", to: "joon", 10_000, memo: "lunch at the noodle house")
    #expect(try memos("joon") == ["lunch at the noodle house"])
    #expect(!Bytes.contains(try file(), "lunch at the noodle house"))
    try use([1, 2])
    _ = try world.group { try $0.rotate() }
    try use([2])
    #expect(try memos("joon") == ["lunch at the noodle house"])
    try world.erase("mina")
    #expect(try memos("joon") == [nil])
    let report = try world.audit()
    #expect(report.ok)
  }

  private func send(
    _ name: String, to other: String, _ amount: Int64, memo: String
  ) throws {
    let caller = try world.caller(name)
    let params = WalletTransferMethod.Params(
      key: world.newKey(), to: try world.person(other).person, amount: amount, currency: .krw,
      memo: memo)
    let body = try world.body(WalletTransferMethod.name, params)
    try world.run { try $0.transfer(caller, params, body, now: world.now) }
  }

  private func memos(_ name: String) throws -> [String?] {
    let reader = try PlatformReader(world.connection, keys: world.platform.keys)
    let start = try world.platform.historyStart(try world.person(name))
    return try reader.history(start, WalletHistoryMethod.Params()).entries.map(\.memo)
  }

  @Test func anErasedPersonLeavesOnlyMoney() throws {
    try world.publishScoped([.nickname])
    try world.update("mina", nickname: "Mina", email: "mina@example.com")
    try world.verifyPhone("mina", "010-1234-5678")
    try world.verifyName("mina", "김민아", "1994-03-02")
    try world.social("mina", "mina.kim", "pass-1")
    try world.topUp("mina", 7_000)
    let session = try world.sit("mina").session
    try world.consent("mina", .nickname, .granted)
    _ = try world.feature("mina", session, "look")
    let mina = try world.person("mina")
    #expect(verdict { try world.erase("mina") } == "identity.money_left")
    #expect(
      verdict { try world.erase("mina", confirm: PersonID("p_other")) } == "request.invalid")
    let bill = try #require(
      try world.order("mina", session, 7_000, key: "o1").sheet
    ).bill.bill
    try world.pay("mina", bill, 7_000)
    let receipt = try world.erase("mina").receipt
    #expect(receipt.kind == .erase)
    #expect(receipt.counts?["personal"] == 5)
    #expect(receipt.counts?["device"] == 1)
    for table in ["personal", "person_fact", "identity_claim", "consent", "consent_log", "message"]
    {
      let left = try world.connection.prepare("SELECT count(*) FROM \(table) WHERE person = ?")
        .first(.integer(mina.row)) { $0.integer(0) }
      #expect(left == 0, "\(table)")
    }
    #expect(try world.platform.bill(bill)?.status == .paid)
    #expect(try world.audit().ok)
    #expect(world.notices.contains { $0.control == .endDevice(credential: mina.credential ?? "") })
    // The same hands may begin again, as somebody new, with the same name and phone.
    #expect(try world.hello("mina").person != mina.person)
    #expect(try world.verifyPhone("mina", "010-1234-5678").outcome == .verified)
    #expect(try world.verifyName("mina", "김민아", "1994-03-02").outcome == .verified)
  }

  @Test func anExportHoldsEverythingAndItsReceiptProvesIt() throws {
    try world.publishScoped([.nickname])
    try world.update("mina", nickname: "Mina")
    try world.verifyPhone("mina", "010-1234-5678")
    try world.sit("mina")
    try world.consent("mina", .nickname, .granted)
    let caller = try world.caller("mina")
    let document = try world.group { try $0.exportDocument(caller, now: world.now) }
    #expect(document["profile"]?["nickname"] == "Mina")
    #expect(document["profile"]?["phone"] == "01012345678")
    #expect(document["consents"]?.array?.count == 1)
    #expect(document["devices"]?.array?.count == 1)
    #expect(document["merchants"]?.array?.count == 1)
    let receipt = try world.group { try $0.noteExport(caller, document, now: world.now) }
    let text = JSON.object(document).canonical.text
    #expect(receipt.hash == Blake2b.hash(Array(text.utf8)).hex)
    #expect(receipt.counts?["devices"] == 1)
  }
}
