import Glibc
import Synchronization
import Wire

/// The daemon's log: one line an event on standard error, `time level event {fields}` or one JSON
/// object; bounded in the length of a line and in lines a second, so that a flood elsewhere is
/// none here.
final class Log: Sendable {
  /// How much a line matters.
  enum Level: String, Sendable, Comparable {
    case info, warning, error

    private var rank: Int {
      switch self {
      case .info: 0
      case .warning: 1
      case .error: 2
      }
    }

    static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
  }

  /// How a line is written.
  enum Format: String, Sendable {
    /// For people.
    case text
    /// `{"time", "level", "event", …}` with the event's own fields behind, for programs.
    case json
  }

  /// The longest line, in bytes with its end; what is over is cut.
  static let lineByteLimit = 1024
  /// Lines that may come at once.
  static let burstLines: Double = 200
  /// Lines a second in the long run.
  static let linesPerSecond: Double = 20

  private struct State {
    var bucket: TokenBucket
    var droppedLines: Int64 = 0
  }

  private let state: Mutex<State>
  private let least: Level
  private let format: Format
  private let write: @Sendable ([UInt8]) -> Void

  /// A log that writes lines of at least a level.
  init(
    from least: Level = .info, format: Format = .text,
    write: @escaping @Sendable ([UInt8]) -> Void = Log.standardError
  ) {
    self.least = least
    self.format = format
    self.write = write
    state = Mutex(
      State(
        bucket: TokenBucket(
          capacity: Self.burstLines, perSecond: Self.linesPerSecond,
          nowNanoseconds: MonotonicNanoseconds.now)))
  }

  /// Something ordinary.
  func info(_ event: String, _ fields: JSONObject = [:]) { line(.info, event, fields) }
  /// Something that somebody may have to look at.
  func warning(_ event: String, _ fields: JSONObject = [:]) { line(.warning, event, fields) }
  /// Something that went wrong on our side; never dropped for its number.
  func error(_ event: String, _ fields: JSONObject = [:]) { line(.error, event, fields) }

  private func line(_ level: Level, _ event: String, _ fields: JSONObject) {
    guard level >= least else { return }
    var fields = fields
    let mayWrite = state.withLock { state in
      let isTaken = state.bucket.take(nowNanoseconds: MonotonicNanoseconds.now)
      guard isTaken || level == .error else {
        state.droppedLines += 1
        return false
      }
      if state.droppedLines > 0 { fields["droppedLines"] = .integer(state.droppedLines) }
      state.droppedLines = 0
      return true
    }
    guard mayWrite else { return }
    let time = WorldClock.systemTime().iso8601
    var bytes: [UInt8]
    switch format {
    case .text:
      bytes = Array("\(time) \(level.rawValue) \(event) ".utf8)
      JSON.object(fields).write(to: &bytes)
      if bytes.count >= Self.lineByteLimit { bytes.removeSubrange((Self.lineByteLimit - 1)...) }
    case .json: bytes = Self.json(time, level, event, fields)
    }
    bytes.append(UInt8(ascii: "\n"))
    write(bytes)
  }

  /// A whole object also where the fields are too long for a line: then they are left out.
  private static func json(
    _ time: String, _ level: Level, _ event: String, _ fields: JSONObject
  ) -> [UInt8] {
    let head: JSONObject = [
      "time": .string(time), "level": .string(level.rawValue), "event": .string(event),
    ]
    var bytes: [UInt8] = []
    JSON.object(head.merging(fields.merging(head))).write(to: &bytes)
    guard bytes.count >= lineByteLimit else { return bytes }
    bytes = []
    JSON.object(head.merging(["cut": true])).write(to: &bytes)
    return bytes
  }

  /// One write a line, so that lines of several threads do not mix.
  @Sendable static func standardError(_ bytes: [UInt8]) {
    // A log that cannot be written has nowhere to say so.
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
  }
}
