import Crypto
import Store
package import Wire

/// Bringing every person's data under a new key of the home, a few people at a time.
extension Platform {
  /// People that one step brings over; a step is one command, others run between.
  package static let rotationBatchLimit = 200

  /// Takes the keys of the home anew, after one was added. Older ones stay readable.
  package func use(personal keys: PersonalKeys) {
    self.keys = self.keys.with(personal: keys)
  }

  /// The highest version that anything was ever sealed with, so that none is made twice.
  package func highestKeyVersion() throws -> Int {
    let used = try sql("SELECT max(version) FROM person_key").first { Int($0.integer(0)) } ?? 0
    return max(used, keys.personal?.currentVersion ?? 0)
  }

  /// Brings the next people over; tells how many, and how many are left. Data under a version that
  /// is lost stays where it is.
  package func rotate() throws -> (moved: Int, left: Int) {
    guard let home = keys.personal else { throw PersonalKeys.lost(nil) }
    let current = Int64(home.currentVersion)
    var plan = Plan()
    var moved = 0
    for version in home.versions where version < home.currentVersion {
      let rows = try sql("SELECT person, sealed FROM person_key WHERE version = ? LIMIT ?")
        .rows(
          .integer(Int64(version)), .integer(Int64(Platform.rotationBatchLimit - moved))
        ) { ($0.integer(0), $0.blob(1)) }
      for (person, sealed) in rows {
        let secret = try home.unwrap(sealed, version: version, of: person)
        let wrapped = home.wrap(secret, of: person, random: &random)
        plan.write(
          "UPDATE person_key SET version = ?, sealed = ? WHERE person = ?",
          .integer(Int64(wrapped.version)), .blob(wrapped.sealed), .integer(person))
        moved += 1
      }
      if moved >= Platform.rotationBatchLimit { break }
    }
    try apply(plan)
    var left = 0
    for version in home.versions where Int64(version) < current {
      left +=
        try sql("SELECT count(*) FROM person_key WHERE version = ?")
        .first(.integer(Int64(version))) { Int($0.integer(0)) } ?? 0
    }
    return (moved, left)
  }

  /// What a rotation came to before under this key of the operator; nil for a new one.
  package func rotatedBefore(_ body: RequestBody) throws -> Outcome<JSON>? {
    do {
      return try replay(Platform.operatorScope, body).map { Outcome($0) }
    } catch let refusal as Refusal {
      return Outcome(refused: refusal)
    }
  }

  /// Stores what a rotation came to under its key.
  package func noteRotation(
    _ body: RequestBody, people: Int64, now: Instant
  ) throws -> Outcome<JSON> {
    try once(Platform.operatorScope, body, now: now) { _ in
      AdminRotateKeysMethod.Result(
        version: keys.personal?.currentVersion ?? 0, people: people)
    }
  }

  /// The scope of the operator's keys.
  static let operatorScope = "operator"
}
