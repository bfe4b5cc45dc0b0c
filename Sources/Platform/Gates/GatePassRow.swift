import Crypto
import Gate
import QRCode
import Store
import Wire

/// A pass as it is stored.
struct GatePassRow {
  /// Whether a pass opens gates.
  enum Status: String {
    /// It does.
    case good
    /// Nothing is held for it: gates are told not to take it.
    case stopped
    /// Its day is over and nothing is held any more.
    case over
  }

  let id: Int64
  let name: PassID
  let person: Int64
  let app: AppID
  let session: Int64
  let device: String
  let day: Int64
  let maximum: Int64
  let signed: String
  var hold: TransferNumber?
  var status: Status
  let ends: Instant

  static let columns =
    "id, public, person, app, session, device, day, maximum, signed, hold, status, ends"

  init(_ row: Statement) throws {
    id = row.integer(0)
    name = PassID(row.text(1))
    person = row.integer(2)
    app = AppID(row.text(3))
    session = row.integer(4)
    device = row.text(5)
    day = row.integer(6)
    maximum = row.integer(7)
    signed = row.text(8)
    hold = row.optionalInteger(9).map(TransferNumber.init(rawValue:))
    guard let status = Status(rawValue: row.text(10)) else {
      throw StoreError.damaged("pass row \(row.integer(0)): an unknown word")
    }
    self.status = status
    ends = Instant(milliseconds: row.integer(11))
  }
}

extension Platform {
  /// A pass by a condition on one value.
  private func pass(where condition: String, _ values: Value...) throws -> GatePassRow? {
    try sql("SELECT \(GatePassRow.columns) FROM gate_pass WHERE \(condition)")
      .rows(values: values) { row in Result { try GatePassRow(row) } }.first?.get()
  }

  func pass(_ name: PassID) throws -> GatePassRow? {
    try pass(where: "public = ?", .text(name.text))
  }

  func pass(row: Int64) throws -> GatePassRow? { try pass(where: "id = ?", .integer(row)) }

  func pass(opaque id: [UInt8]) throws -> GatePassRow? {
    try pass(where: "opaque = ?", .text(Hex.encode(id)))
  }

  func pass(_ app: AppID, device: String, day: Int64) throws -> GatePassRow? {
    try pass(
      where: "app = ? AND device = ? AND day = ?", .text(app.text), .text(device), .integer(day))
  }

  /// Writes what became of a pass.
  func update(_ pass: GatePassRow, _ plan: inout Plan) {
    plan.write(
      "UPDATE gate_pass SET hold = ?, status = ? WHERE id = ?", .integer(pass.hold?.rawValue),
      .text(pass.status.rawValue), .integer(pass.id))
  }

  /// Stops the passes of a device that was lost; what is held behind them is given back in time.
  func stopPasses(ofDevice credential: String, _ plan: inout Plan) {
    plan.write(
      "UPDATE gate_pass SET status = 'stopped' WHERE status = 'good' AND 'device:' || device = ?",
      .text(credential))
  }

  /// Passes of an app's day that gates must not take.
  func stoppedPasses(_ app: AppID, day: Int64) throws -> [PassID] {
    try sql(
      "SELECT opaque FROM gate_pass WHERE app = ? AND day = ? AND status = 'stopped' ORDER BY id"
    ).rows(.text(app.text), .integer(day)) { PassID($0.text(0)) }
  }
}
