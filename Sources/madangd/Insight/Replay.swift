import Platform
import Wire

/// Compares what a recorded call came to with what it comes to when it is run again.
struct Replay {
  let record: CallRecorder.Record
  /// The version that runs now.
  let release: Release
  private var unrecorded: [String] = []

  init(_ record: CallRecorder.Record, on release: Release) {
    self.record = record
    self.release = release
  }

  /// The circumstances of then; another version brings its own settings.
  var context: CallContext {
    var context = record.ticket.context
    if release.key != record.ticket.release.key { context.config = release.manifest.config }
    return context
  }

  /// The answers of then; nil where something is read that was not read then.
  mutating func answers(
    _ requests: [(name: String, request: DataRequest)]
  ) -> [(name: String, answer: DataAnswer)]? {
    var answers: [(name: String, answer: DataAnswer)] = []
    for (name, request) in requests {
      guard let read = record.reads.last(where: { $0.request == request }) else {
        unrecorded.append(request.wire.text)
        continue
      }
      answers.append((name, read.answer))
    }
    return answers.count == requests.count ? answers : nil
  }

  /// What running it again came to.
  func report(_ result: Result<CallResult, Refusal>) -> ReplayReport {
    var differences: [ReplayReport.Difference] = []
    Self.compare(Self.json(record.result), Self.json(result), at: "", &differences)
    let now =
      switch result {
      case .success: "ok"
      case .failure(let refusal): refusal.code.name
      }
    return ReplayReport(
      call: record.ticket.context.id, feature: record.ticket.feature.name,
      recordedVersion: record.ticket.release.key.version, version: release.key.version,
      same: differences.isEmpty && unrecorded.isEmpty, recorded: record.outcome, now: now,
      differences: differences, unrecorded: unrecorded)
  }

  private static func json(_ result: Result<CallResult, Refusal>) -> JSON {
    switch result {
    case .success(let answer):
      var object = JSONObject()
      object["page"] = answer.page
      object["state"] = answer.state
      object["effects"] = answer.effects.map { .array($0) }
      return .object(object)
    case .failure(let refusal):
      return [
        "error": ["code": .string(refusal.code.name), "details": .object(refusal.details)]
      ]
    }
  }

  /// Notes where two values differ, from the outside to the inside, up to the report's limit.
  static func compare(
    _ old: JSON, _ new: JSON, at pointer: String, _ found: inout [ReplayReport.Difference]
  ) {
    guard found.count < ReplayReport.differenceLimit, old != new else { return }
    switch (old, new) {
    case (.object(let before), .object(let after)):
      for key in before.keys + after.keys.filter({ before[$0] == nil }) {
        compare(member: key, before[key], after[key], at: pointer, &found)
      }
    case (.array(let before), .array(let after)):
      for index in 0..<max(before.count, after.count) {
        compare(
          member: String(index), index < before.count ? .some(before[index]) : .none,
          index < after.count ? .some(after[index]) : .none, at: pointer, &found)
      }
    default: found.append(ReplayReport.Difference(pointer: pointer, recorded: old, now: new))
    }
  }

  private static func compare(
    member: String, _ old: JSON?, _ new: JSON?, at pointer: String,
    _ found: inout [ReplayReport.Difference]
  ) {
    let escaped = member.replacing("~", with: "~0").replacing("/", with: "~1")
    let inner = "\(pointer)/\(escaped)"
    if let old, let new { return compare(old, new, at: inner, &found) }
    guard old != nil || new != nil, found.count < ReplayReport.differenceLimit else { return }
    found.append(ReplayReport.Difference(pointer: inner, recorded: old, now: new))
  }
}
