import Crypto
import QRCode
import Store
import Wire

/// A code as it is stored.
struct CodeRow {
  let id: Int64
  let name: CodeID
  /// What the code says: an opaque id, or 18 digits.
  let place: String
  let purpose: CodeView.Purpose
  let maker: Int64?
  let session: Int64?
  let feature: String?
  let arguments: JSON
  let device: String?
  var merchant: MerchantID?
  var amount: Int64?
  var transfer: TransferNumber?
  var scans: Int64
  var rev: Int64
  var machine: CodeMachine

  static let columns =
    "id, public, place, purpose, maker, session, feature, arguments, device, merchant, amount,"
    + " transfer, scans, rev, uses, expires, status, scanner"

  /// A code that is about to be made.
  init(
    id: Int64, name: CodeID, place: String, purpose: CodeView.Purpose, maker: Int64?,
    session: Int64? = nil, feature: String? = nil, arguments: JSON = [:], device: String? = nil,
    machine: CodeMachine
  ) {
    self.id = id
    self.name = name
    self.place = place
    self.purpose = purpose
    self.maker = maker
    self.session = session
    self.feature = feature
    self.arguments = arguments
    self.device = device
    self.machine = machine
    scans = 0
    rev = 1
  }

  init(_ row: Statement) throws {
    id = row.integer(0)
    name = CodeID(row.text(1))
    place = row.text(2)
    maker = row.optionalInteger(4)
    session = row.optionalInteger(5)
    feature = row.optionalText(6)
    arguments = try row.optionalText(7).map { try JSON.parse($0) } ?? [:]
    device = row.optionalText(8)
    merchant = row.optionalText(9).map { MerchantID($0) }
    amount = row.optionalInteger(10)
    transfer = row.optionalInteger(11).map(TransferNumber.init(rawValue:))
    scans = row.integer(12)
    rev = row.integer(13)
    guard let purpose = CodeView.Purpose(rawValue: row.text(3)),
      let uses = CodeEffect.Uses(rawValue: row.text(14)),
      let state = CodeMachine.State(stored: row.text(16), scanner: row.optionalInteger(17))
    else { throw StoreError.damaged("code row \(row.integer(0)): an unknown word") }
    self.purpose = purpose
    machine = CodeMachine(
      uses: uses, expires: Instant(milliseconds: row.integer(15)), state: state)
  }
}

extension CodeMachine.State {
  init?(stored status: String, scanner: Int64?) {
    switch (CodeView.Status(rawValue: status), scanner) {
    case (.created, _): self = .created
    case (.scanned, let person?): self = .scanned(by: person)
    case (.confirmed, let person?): self = .confirmed(by: person)
    case (.consumed, _): self = .consumed(by: scanner)
    case (.cancelled, _): self = .cancelled(by: scanner)
    case (.expired, _): self = .expired(by: scanner)
    case (.scanned, nil), (.confirmed, nil), (nil, _): return nil
    }
  }
}

extension Platform {
  /// How long a code's row outlives the code: a week.
  static let codeForgetSeconds: Int64 = 7 * 86_400

  /// A code by what it says.
  func code(place: String) throws -> CodeRow? {
    try sql("SELECT \(CodeRow.columns) FROM code WHERE place = ?")
      .first(.text(place)) { row in Result { try CodeRow(row) } }?.get()
  }

  /// A code by name.
  func code(_ name: CodeID) throws -> CodeRow? {
    try sql("SELECT \(CodeRow.columns) FROM code WHERE public = ?")
      .first(.text(name.text)) { row in Result { try CodeRow(row) } }?.get()
  }

  /// A code by row.
  func code(row: Int64) throws -> CodeRow? {
    try sql("SELECT \(CodeRow.columns) FROM code WHERE id = ?")
      .first(.integer(row)) { row in Result { try CodeRow(row) } }?.get()
  }

  /// Writes a new code.
  func insert(_ code: CodeRow, name: String? = nil, _ plan: inout Plan, now: Instant) {
    plan.write(
      "INSERT INTO code(id, public, place, purpose, uses, status, maker, session, name, feature,"
        + " arguments, device, created, expires, forget)"
        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      .integer(code.id), .text(code.name.text), .text(code.place), .text(code.purpose.rawValue),
      .text(code.machine.uses.rawValue), .text(code.machine.status.rawValue),
      .integer(code.maker), .integer(code.session), .text(name), .text(code.feature),
      .text(code.arguments.text), .text(code.device), .integer(now.milliseconds),
      .integer(code.machine.expires.milliseconds),
      .integer(code.machine.expires.adding(seconds: Platform.codeForgetSeconds).milliseconds))
  }

  /// Writes what became of a code and tells who has to do with it.
  func update(_ code: inout CodeRow, _ plan: inout Plan, now: Instant) throws {
    code.rev += 1
    plan.write(
      "UPDATE code SET status = ?, scanner = ?, merchant = ?, amount = ?, transfer = ?,"
        + " scans = ?, rev = ?, expires = ? WHERE id = ?",
      .text(code.machine.status.rawValue), .integer(code.machine.scanner),
      .text(code.merchant?.text), .integer(code.amount), .integer(code.transfer?.rawValue),
      .integer(code.scans), .integer(code.rev), .integer(code.machine.expires.milliseconds),
      .integer(code.id))
    try tell(code, &plan, now: now)
  }

  /// Tells who has to do with a code how it stands.
  func tell(_ code: CodeRow, _ plan: inout Plan, now: Instant) throws {
    for person in Set([code.maker, code.machine.scanner].compactMap(\.self)).sorted() {
      plan.notify(
        try publicName(person), ServerNotification.codeChanged,
        ["code": JSON(encoding: try view(code, for: person, now: now))])
    }
  }

  /// A code as one of those sees it who have to do with it.
  func view(_ code: CodeRow, for viewer: Int64, now: Instant) throws -> CodeView {
    let machine = code.machine.at(now)
    let isMaker = viewer == code.maker
    let payee = try code.merchant.map { try registeredName(of: $0) }
    return CodeView(
      code: code.name, purpose: code.purpose, status: machine.status,
      payload: isMaker && machine.status == .created ? try payload(of: code) : nil,
      expires: machine.expires, rev: code.rev, scans: Int(code.scans), payee: payee?.name,
      amount: code.amount.map { Money($0, .krw) },
      transfer: code.transfer.map { TransferID("t_\($0.rawValue)") }, device: code.device)
  }

  /// The text of a code's symbol.
  func payload(of code: CodeRow) throws -> String {
    let short: PlatformCode.ShortID
    let kind: PlatformCode.Kind
    switch code.purpose {
    case .pay: return code.place
    case .login: (kind, short) = (.login, Platform.ownShortID)
    case .invite, .program:
      (kind, short) = (.session, Platform.ownShortID)
    }
    guard let place = PlatformCode.Place(code.place) else {
      preconditionFailure("code \(code.name) has no opaque id")
    }
    return try self.code(kind, short, place, issue: 1).text
  }

  /// What a merchant is called where no app of theirs speaks: the name of their first app.
  func registeredName(of merchant: MerchantID) throws -> (name: LocalizedText, app: AppID) {
    let app = try sql("SELECT id FROM app WHERE merchant = ? ORDER BY id LIMIT 1")
      .first(.text(merchant.text)) { AppID($0.text(0)) }
    guard let app else { return (LocalizedText(merchant.text), AppID(merchant.text)) }
    return (try currentRelease(app).manifest.name, app)
  }
}
