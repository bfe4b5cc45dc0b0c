import Crypto
import QRCode
import Store
package import Wire

/// Publishing and finding apps, in the simplest honest form: immutable versions, the newest serves.
extension Platform {
  /// The short id of the platform's own codes.
  static let ownShortID = PlatformCode.ShortID(number: 0)

  /// Checks everything about a publication that needs no program; gives the manifest.
  package func checkPublish(
    _ caller: Person, manifest text: String, from origin: Manifest.Origin = .merchant
  ) throws -> Manifest {
    let reading = Manifest.read(Array(text.utf8), from: origin)
    guard let manifest = reading.manifest else {
      let issues = reading.issues.map(Platform.wire)
      let first = reading.issues.first { $0.severity == .error }
      let sentence = (first?.pointer ?? "") + " " + (first?.message.text(in: caller.lang) ?? "")
      throw Refusal(
        RegistryError.manifestInvalid,
        [
          "count": .integer(Int64(issues.count)), "first": .string(sentence),
          "issues": .array(issues),
        ])
    }
    try checkSuspended(manifest.merchant)
    if try hasOwner(manifest.merchant) {
      guard try role(caller.row, at: manifest.merchant) == .owner else {
        throw Refusal(RegistryError.notOwner, ["merchant": .string(manifest.merchant.text)])
      }
    }
    if let (merchant, version) = try appRow(manifest.app) {
      guard merchant == manifest.merchant else {
        throw Refusal(RegistryError.notOwner, ["merchant": .string(merchant.text)])
      }
      guard manifest.versionCode > version else {
        throw Refusal(
          RegistryError.versionNotGreater,
          ["code": .integer(manifest.versionCode), "published": .integer(version)])
      }
    }
    return manifest
  }

  private static func wire(_ issue: DocumentIssue) -> JSON {
    [
      "code": .string(issue.code), "severity": .string(issue.severity.rawValue),
      "pointer": .string(issue.pointer), "message": issue.message.json,
    ]
  }

  /// Publishes a version whose program is stored and was found to offer what it declares; the
  /// manifest is the merchant's with what publishing found out.
  package func publish(
    _ caller: Person, manifest text: String, digest: String, tools: JSON, _ body: RequestBody,
    now: Instant
  ) throws -> Outcome<JSON> {
    defer { latestVersions.removeAll() }
    return try once(caller.keyScope, body, now: now) { plan in
      let manifest = try checkPublish(caller, manifest: text, from: .store)
      if try !hasOwner(manifest.merchant) {
        plan.write(
          "INSERT INTO staff(merchant, person, role, since) VALUES (?, ?, 'owner', ?)",
          .text(manifest.merchant.text), .integer(caller.row), .integer(now.milliseconds))
      }
      let short = try shortID(of: manifest.app) ?? freeShortID()
      plan.write(
        "INSERT INTO app(id, short, merchant, version) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT(id) DO UPDATE SET version = excluded.version",
        .text(manifest.app.text), .text(short), .text(manifest.merchant.text),
        .integer(manifest.versionCode))
      plan.write(
        "INSERT INTO release(app, version, manifest, digest, tools, at)"
          + " VALUES (?, ?, ?, ?, ?, ?)",
        .text(manifest.app.text), .integer(manifest.versionCode), .text(text), .text(digest),
        .text(tools.text), .integer(now.milliseconds))
      planProducts(manifest, &plan)
      try planSubscriptions(manifest, &plan)
      for action in manifest.receiptActions.keys.sorted() {
        plan.write(
          "INSERT INTO receipt_action(action, app) VALUES (?, ?) ON CONFLICT DO NOTHING",
          .text(action), .text(manifest.app.text))
      }
      return RegistryPublishMethod.Result(
        app: manifest.app, version: manifest.versionCode, shortID: short, digest: digest,
        features: manifest.features.map(\.name))
    }
  }

  func hasOwner(_ merchant: MerchantID) throws -> Bool {
    try sql("SELECT 1 FROM staff WHERE merchant = ? AND role = 'owner'")
      .first(.text(merchant.text)) { _ in true } ?? false
  }

  private func appRow(_ app: AppID) throws -> (MerchantID, Int64)? {
    try sql("SELECT merchant, version FROM app WHERE id = ?")
      .first(.text(app.text)) { (MerchantID($0.text(0)), $0.integer(1)) }
  }

  private func shortID(of app: AppID) throws -> String? {
    try sql("SELECT short FROM app WHERE id = ?").first(.text(app.text)) { $0.text(0) }
  }

  /// A short id that nobody has: 30 random bits; a collision is drawn again.
  private func freeShortID() throws -> String {
    while true {
      let bits = random.bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      let short = PlatformCode.ShortID(number: bits).text
      let taken = try sql("SELECT 1 FROM app WHERE short = ?").first(.text(short)) { _ in true }
      if taken == nil, short != Platform.ownShortID.text { return short }
    }
  }

  /// The version that new sessions of an app start on.
  package func currentRelease(_ app: AppID) throws -> Release {
    guard let (_, version) = try appRow(app),
      let release = try release(ReleaseKey(app: app, version: version))
    else { throw Refusal(RegistryError.appUnknown, ["app": .string(app.text)]) }
    return release
  }

  /// One version of an app.
  package func release(_ key: ReleaseKey) throws -> Release? {
    try cached(key) {
      let row = try sql(
        "SELECT r.manifest, r.digest, r.tools, a.short FROM release r JOIN app a ON a.id = r.app"
          + " WHERE r.app = ? AND r.version = ?"
      ).first(.text(key.app.text), .integer(key.version)) {
        ($0.text(0), $0.text(1), $0.text(2), $0.text(3))
      }
      guard let (text, digest, tools, short) = row else { return nil }
      guard let manifest = Manifest.read(Array(text.utf8), from: .store).manifest else {
        preconditionFailure("\(key) was published with a manifest that no longer reads")
      }
      return Release(
        key: key, manifest: manifest, digest: digest, tools: try JSON.parse(tools),
        shortID: short)
    }
  }

  /// Every published app.
  package func registryList() throws -> RegistryListMethod.Result {
    let ids = try sql("SELECT id FROM app ORDER BY id").rows { AppID($0.text(0)) }
    return RegistryListMethod.Result(
      apps: try ids.map { id in
        let release = try currentRelease(id)
        let manifest = release.manifest
        return AppSummary(
          app: id, name: manifest.name, merchant: manifest.merchant,
          version: manifest.versionCode, shortID: release.shortID,
          routes: manifest.routes.map(\.code))
      })
  }

  /// How many apps are published.
  package func appCount() throws -> Int {
    try sql("SELECT count(*) FROM app").first { Int($0.integer(0)) } ?? 0
  }
}
