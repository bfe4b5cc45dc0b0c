import Gate
import Glibc
import Wire

/// What a gate let through, kept on its own disk until the daemon has it: one line a fact, synced
/// before the gate opens. A line that power loss cut off is ignored.
final class GateLog {
  /// Bytes of a log; a gate that is never reconciled stops letting people through then.
  static let byteLimit = 64 << 20

  /// The records that the daemon does not have yet, in order.
  private(set) var pending: [GateRecord] = []
  /// Every record of the file.
  private(set) var all: [GateRecord] = []
  private let descriptor: Int32
  private let path: String
  private var byteCount: Int

  /// Opens the log of a gate, or makes it.
  init(path: String) throws(ShellFailure) {
    self.path = path
    let bytes = Files.exists(path) ? Files.read(path, limit: Self.byteLimit) : []
    guard let bytes else { throw Self.failed(path, EFBIG) }
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failed(path, errno) }
    byteCount = bytes.count
    replay(bytes)
    // What was cut off must not run into the next line.
    if let last = bytes.last, last != 0x0A { try append([0x0A]) }
  }

  deinit { close(descriptor) }

  /// The number of the next record.
  var nextSequence: Int64 { (all.last?.sequence ?? 0) + 1 }

  private func replay(_ bytes: [UInt8]) {
    for line in bytes.split(separator: 0x0A) {
      let json: JSON
      do { json = try JSON.parse(Array(line)) } catch { continue }
      if let reported = json["reported"]?.integer {
        pending.removeAll { $0.sequence <= reported }
        continue
      }
      guard let value = json["record"] else { continue }
      do {
        let record = try value.decode(GateRecord.self)
        all.append(record)
        pending.append(record)
      } catch { continue }
    }
  }

  /// Writes a record down; durable when it returns.
  func add(_ record: GateRecord) throws(ShellFailure) {
    try append(JSON.object(["record": JSON(encoding: record)]).bytes + [0x0A])
    all.append(record)
    pending.append(record)
  }

  /// Notes that the daemon has everything up to a record.
  func markReported(through sequence: Int64) throws(ShellFailure) {
    try append(JSON.object(["reported": .integer(sequence)]).bytes + [0x0A])
    pending.removeAll { $0.sequence <= sequence }
  }

  private func append(_ bytes: [UInt8]) throws(ShellFailure) {
    guard byteCount + bytes.count <= Self.byteLimit else { throw Self.failed(path, EFBIG) }
    guard Files.write(bytes, descriptor: descriptor), fdatasync(descriptor) == 0 else {
      throw Self.failed(path, errno)
    }
    byteCount += bytes.count
  }

  private static func failed(_ path: String, _ code: Int32) -> ShellFailure {
    .fault(ShellFault(.files, ["reason": .string("\(path): \(String(cString: strerror(code)))")]))
  }
}
