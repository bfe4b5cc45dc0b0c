import Crypto
import Store
import Wire

/// Events between apps: a topic of one app, told with a snapshot to every app that subscribed, as
/// owed calls in the transaction of the call that published it (protocol.md, Events to programs).
extension Platform {
  /// Apps that may hear one topic.
  static let subscriberLimit: Int64 = 100

  /// How a topic is named everywhere: the app that publishes it and its own name.
  static func topic(_ name: String, of app: AppID) -> String { "\(app.text)/\(name)" }

  /// Notes what a new version of an app wants to hear.
  func planSubscriptions(_ manifest: Manifest, _ plan: inout Plan) throws {
    plan.write("DELETE FROM subscription WHERE app = ?", .text(manifest.app.text))
    for topic in manifest.subscribes
    where manifest.on[Manifest.topicEventPrefix + topic] != nil {
      let others =
        try sql("SELECT count(*) FROM subscription WHERE topic = ? AND app <> ?")
        .first(.text(topic), .text(manifest.app.text)) { $0.integer(0) } ?? 0
      guard others < Platform.subscriberLimit else {
        throw Refusal(
          BenefitError.subscriberLimit,
          ["topic": .string(topic), "limit": .integer(Platform.subscriberLimit)])
      }
      plan.write(
        "INSERT INTO subscription(topic, app) VALUES (?, ?)", .text(topic),
        .text(manifest.app.text))
    }
  }

  /// Plans telling every subscriber; each hears people under its own merchant's names.
  func planPublish(
    _ effect: PublishEffect, _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws {
    guard effects.release.manifest.publishes.contains(effect.topic) else {
      throw Refusal(BenefitError.topicUndeclared, ["topic": .string(effect.topic)])
    }
    // Checked also where nobody listens: a wrong name is a fault of the program's.
    _ = try mapPeople(in: effect.snapshot, effects.merchant) { _ in nil }
    let topic = Platform.topic(effect.topic, of: effects.release.key.app)
    let apps = try sql("SELECT app FROM subscription WHERE topic = ? ORDER BY app")
      .rows(.text(topic)) { AppID($0.text(0)) }
    for app in apps {
      let release = try currentRelease(app)
      let merchant = release.manifest.merchant
      let snapshot = try mapPeople(in: effect.snapshot, effects.merchant) { person in
        let name = try publicName(person)
        rememberPairwise((person, name), merchant, &plan)
        return pairwise(name, merchant)
      }
      let session = try topicSession(topic, release, &effects, &plan)
      let digest = Blake2b.hash(snapshot.canonical.bytes).hex
      owe(
        Manifest.topicEventPrefix + topic,
        [
          "topic": .string(topic), "version": .integer(effect.version),
          "hash": .string(digest), "snapshot": snapshot,
        ], release, session: session, &plan, now: effects.now)
    }
  }

  /// Names the people of a snapshot anew: `{"$person": id}`. A name that the publisher's merchant
  /// does not know is refused.
  private func mapPeople(
    in json: JSON, _ merchant: MerchantID, _ rename: (Int64) throws -> PairwiseID?
  ) throws -> JSON {
    switch json {
    case .array(let elements):
      return .array(try elements.map { try mapPeople(in: $0, merchant, rename) })
    case .object(let object):
      guard let told = object[PublishEffect.personMember] else {
        return .object(
          JSONObject(
            try object.members.map { ($0.key, try mapPeople(in: $0.value, merchant, rename)) }))
      }
      guard object.members.count == 1, let name = told.string,
        let person = try person(PairwiseID(name), of: merchant)
      else { throw Refusal(DataError.personUnknown, ["person": .string(told.text)]) }
      guard let known = try rename(person) else { return json }
      return .object(JSONObject([(PublishEffect.personMember, .string(known.text))]))
    default: return json
    }
  }

  /// The session in which an app hears a topic: nobody is in it, its lane keeps the order. One of
  /// an older version is ended; what it is owed still reaches it first.
  private func topicSession(
    _ topic: String, _ release: Release, _ effects: inout EffectPlan, _ plan: inout Plan
  ) throws -> Int64 {
    let app = release.key.app
    let door = "topic \(topic)"
    if let planned = effects.topicSessions[app.text + " " + door] { return planned }
    let present = try openSession(app, door: door)
    if let present, present.release == release.key { return present.id }
    if let present {
      plan.write(
        "UPDATE session SET ended = ? WHERE id = ?", .integer(effects.now.milliseconds),
        .integer(present.id))
    }
    let row = try newRow("session", &plan)
    plan.write(
      "INSERT INTO session(id, public, app, version, kind, door, entry, state, rev, people_rev,"
        + " opened, touched) VALUES (?, ?, ?, ?, ?, ?, ?, 'null', 1, 1, ?, ?)",
      .integer(row), .text(newName("s_")), .text(app.text), .integer(release.key.version),
      .text(SessionKind.topic.rawValue), .text(door),
      .text(JSON(encoding: CallContext.Entry()).text), .integer(effects.now.milliseconds),
      .integer(effects.now.milliseconds))
    effects.topicSessions[app.text + " " + door] = row
    return row
  }
}
