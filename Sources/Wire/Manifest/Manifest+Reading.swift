extension Manifest {
  /// What reading a manifest gave.
  package struct Reading {
    /// The manifest; nil where an issue is an error.
    package var manifest: Manifest?
    /// Every issue at once.
    package var issues: [DocumentIssue]
  }

  /// The one reader of manifests: closed schema, every error at once.
  package static func read(_ text: [UInt8], from origin: Origin = .merchant) -> Reading {
    let list = IssueList()
    guard text.count <= byteLimit else {
      list.add(
        DocumentIssue(
          "manifest.too_large", at: "", en: "is larger than \(byteLimit) bytes",
          ko: "\(byteLimit)바이트보다 큽니다"))
      return Reading(manifest: nil, issues: list.issues)
    }
    do {
      let json = try JSON.parse(text)
      let manifest = ManifestReading(list: list, origin: origin)
        .manifest(StrictReader(json, at: "", into: list))
      return Reading(manifest: list.hasErrors ? nil : manifest, issues: list.issues)
    } catch {
      list.add(
        DocumentIssue(
          "json.\(error.kind.rawValue)", at: "", en: "is not JSON at byte \(error.offset)",
          ko: "\(error.offset)바이트에서 JSON이 아닙니다"))
      return Reading(manifest: nil, issues: list.issues)
    }
  }
}

/// One run of the manifest reader.
struct ManifestReading {
  let list: IssueList
  let origin: Manifest.Origin

  private static let members = [
    "manifest", "app_id", "name", "version", "platform_version", "merchant", "program", "icons",
    "lang", "features", "routes", "on", "scopes", "events", "deliverWithinSeconds", "limits",
    "receiptActions", "egress", "config", "description", "gate", "update",
  ]

  func manifest(_ reader: StrictReader) -> Manifest? {
    reader.only(ManifestReading.members)
    _ = reader.integer("manifest", required: true, in: 1...1)
    let name = reader.text("name", required: true, limit: 45)
    let version = reader.nested("version", required: true)
    version?.only(["name", "code"])
    let versionName = version?.string("name", required: true, length: 1...32)
    let versionCode = version?.integer("code", required: true, in: 1...2_147_483_647)
    let platform = reader.nested("platform_version")
    platform?.only(["min_code"])
    _ = platform?.integer("min_code", in: 1...1)
    let program = program(reader)
    let features = features(reader)
    let routes = routes(reader)
    let scopes = scopes(reader)
    let config = reader.value("config") ?? [:]
    if config.byteCount > Manifest.configByteLimit {
      reader.report(
        "value.length", "config", en: "is larger than \(Manifest.configByteLimit) bytes",
        ko: "\(Manifest.configByteLimit)바이트보다 큽니다")
    }
    guard let app = appID(reader), let merchant = merchant(reader), let name, let versionName,
      let versionCode, let program
    else { return nil }
    var manifest = Manifest(
      app: app, name: name.map(\.cleaned), versionName: versionName, versionCode: versionCode,
      merchant: merchant, program: program.name, runtime: program.runtime,
      lang: reader.word("lang") ?? .korean, features: features, routes: routes,
      on: names(reader, "on"), scopes: scopes,
      deliverWithinSeconds: reader.integer("deliverWithinSeconds", in: 10...86_400) ?? 600,
      limits: limits(reader), receiptActions: names(reader, "receiptActions"), config: config,
      publishes: ManifestEvents.topics(reader, "publishes"),
      subscribes: ManifestEvents.topics(reader, "subscribes"),
      maximumFare: ManifestWays.maximumFare(reader), update: ManifestUpdate.read(reader))
    manifest.folder = program.folder
    manifest.interpreter = program.interpreter
    crossCheck(manifest, reader)
    return manifest
  }

  private func appID(_ reader: StrictReader) -> AppID? {
    guard let text = reader.string("app_id", required: true, length: 3...100) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      part.first?.isLowercaseLetter == true
        && part.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == "-" }
    }
    guard parts.count >= 2, isName else {
      reader.report(
        "value.pattern", "app_id", en: "must look like kr.co.noodlehouse.table",
        ko: "kr.co.noodlehouse.table 같은 형식이어야 합니다")
      return nil
    }
    return AppID(text)
  }

  private func merchant(_ reader: StrictReader) -> MerchantID? {
    guard let text = reader.string("merchant", required: true, length: 2...40) else { return nil }
    guard text.allSatisfy({ $0.isLowercaseLetter || $0.isDigit || $0 == "-" }) else {
      reader.report(
        "value.pattern", "merchant", en: "may have a–z, 0–9 and -", ko: "a–z, 0–9, -만 쓸 수 있습니다")
      return nil
    }
    return MerchantID(text)
  }

  private func features(_ reader: StrictReader) -> [Manifest.Feature] {
    let range = 1...Manifest.featureLimit
    guard reader.object["features"] != nil else { return [] }
    let features = reader.objects("features", count: range).compactMap(feature)
    unique(features.map(\.name), "features", reader)
    return features
  }

  private func feature(_ reader: StrictReader) -> Manifest.Feature? {
    reader.only([
      "name", "title", "description", "visibility", "query", "confirms", "tier", "scopes",
      "roles", "agent", "input",
    ])
    guard let name = reader.string("name", required: true, length: 1...64) else { return nil }
    let isName = name.allSatisfy {
      $0.isLetter && $0.isASCII || $0.isDigit || $0 == "." || $0 == "_" || $0 == "-"
    }
    if !isName {
      reader.report(
        "value.pattern", "name", en: "may have letters, digits, . _ and -",
        ko: "영문자, 숫자, ., _, -만 쓸 수 있습니다")
    }
    let roles = reader.elements("roles").compactMap { element -> Role? in
      guard let role = element.value.string.flatMap(Role.init(rawValue:)), role.isStaff else {
        reader.report(
          "value.word", "roles", en: "names no staff role", ko: "직원 역할이 아닙니다")
        return nil
      }
      return role
    }
    return Manifest.Feature(
      name: name, title: reader.text("title", limit: 100),
      visibility: reader.word("visibility") ?? .person, isQuery: reader.bool("query"),
      confirms: reader.bool("confirms"), tier: reader.word("tier") ?? .visitor,
      scopes: reader.elements("scopes").compactMap(\.value.string), roles: roles,
      agent: reader.bool("agent"), description: reader.text("description", limit: 2000),
      input: origin == .store ? reader.value("input") : nil)
  }

  private func routes(_ reader: StrictReader) -> [Manifest.Route] {
    let routes = reader.objects("routes", count: 0...50).compactMap { route -> Manifest.Route? in
      route.only(["code", "feature", "params", "kind", "place", "visit", "products"])
      guard let code = route.string("code", required: true, length: 1...32),
        let feature = route.string("feature", required: true, length: 1...64)
      else { return nil }
      return Manifest.Route(
        code: code, feature: feature, params: params(route),
        kind: route.word("kind") ?? .customer,
        place: route.text("place", limit: 45)?.map(\.cleaned),
        isOwn: ManifestWays.isOwn(route), products: ManifestWays.products(route))
    }
    unique(routes.map(\.code), "routes", reader)
    return routes
  }

  private func params(_ route: StrictReader) -> [Manifest.Param] {
    guard let params = route.nested("params") else { return [] }
    return params.object.keys.compactMap { name in
      guard let param = params.nested(name) else { return nil }
      param.only(["type", "minimum", "maximum"])
      guard param.string("type", required: true) == "integer" else {
        param.report("value.word", "type", en: "must be integer", ko: "integer여야 합니다")
        return nil
      }
      let minimum = param.integer("minimum", required: true, in: 0...9_999) ?? 0
      let maximum = param.integer("maximum", required: true, in: minimum...9_999) ?? minimum
      return Manifest.Param(name: name, range: minimum...max(minimum, maximum))
    }
  }

  private func scopes(_ reader: StrictReader) -> [Manifest.Scope] {
    guard let scopes = reader.nested("scopes") else { return [] }
    scopes.only(["required", "optional"])
    func read(_ key: String, optional: Bool) -> [Manifest.Scope] {
      scopes.objects(key).compactMap { scope in
        scope.only(["name", "reason"])
        guard let name = scope.string("name", required: true, length: 1...64),
          let reason = scope.text("reason", required: true, limit: 200)
        else { return nil }
        if Effect.scopes[name] == nil, IdentityScope(rawValue: name) == nil {
          scope.report(
            "scope.unknown", "name", en: "there is no scope \"\(name)\"",
            ko: "\"\(name)\" 권한은 없습니다")
        }
        if !optional, IdentityScope(rawValue: name) != nil {
          scope.report(
            "scope.must_be_optional", "name",
            en: "\"\(name)\" is optional: an app works without knowing who somebody is",
            ko: "\"\(name)\"은(는) 선택이어야 합니다. 앱은 누구인지 몰라도 쓸 수 있어야 합니다")
        }
        return Manifest.Scope(name: name, reason: reason.map(\.cleaned), optional: optional)
      }
    }
    let all = read("required", optional: false) + read("optional", optional: true)
    unique(all.map(\.name), "scopes", reader)
    return all
  }

  private func limits(_ reader: StrictReader) -> Manifest.Limits {
    var limits = Manifest.Limits()
    guard let values = reader.nested("limits") else { return limits }
    values.only([
      "memoryMB", "cpuSeconds", "callMilliseconds", "storageMB", "requestsPerSecond", "keysToPay",
      "questionsToPay",
    ])
    limits.memoryMB = values.integer("memoryMB", in: 8...1024) ?? limits.memoryMB
    limits.cpuSeconds = values.integer("cpuSeconds", in: 1...60) ?? limits.cpuSeconds
    limits.callMilliseconds =
      values.integer("callMilliseconds", in: 100...30_000) ?? limits.callMilliseconds
    limits.storageMB = values.integer("storageMB", in: 1...1024) ?? limits.storageMB
    limits.requestsPerSecond =
      values.integer("requestsPerSecond", in: 1...10_000) ?? limits.requestsPerSecond
    limits.keysToPay = values.integer("keysToPay", in: 0...100)
    limits.questionsToPay = values.integer("questionsToPay", in: 0...100)
    return limits
  }

  private func names(_ reader: StrictReader, _ key: String) -> [String: String] {
    guard let names = reader.nested(key) else { return [:] }
    var read: [String: String] = [:]
    for name in names.object.keys { read[name] = names.string(name, length: 1...64) }
    return read
  }

  private func unique(_ names: [String], _ key: String, _ reader: StrictReader) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name.lowercased()).inserted {
      reader.report(
        "value.unique", key, en: "has \"\(name)\" twice", ko: "\"\(name)\"이(가) 두 번 있습니다")
    }
  }

  private func crossCheck(_ manifest: Manifest, _ reader: StrictReader) {
    if manifest.isPlain, !manifest.scopes.isEmpty {
      reader.report(
        "scope.plain", "scopes", en: "must be empty where publishing writes the features",
        ko: "기능을 게시할 때 쓰는 앱은 권한을 가질 수 없습니다")
    }
    // What the program offers is known when it was asked; then everything is checked.
    guard !manifest.features.isEmpty else { return }
    func needs(_ name: String, _ key: String, _ visibility: Visibility?) {
      guard let feature = manifest.feature(name) else {
        return reader.report(
          "feature.unknown", key, en: "names the feature \"\(name)\", which is not declared",
          ko: "선언되지 않은 기능 \"\(name)\"을(를) 가리킵니다")
      }
      if let visibility, feature.visibility != visibility {
        reader.report(
          "feature.visibility", key,
          en: "\"\(name)\" must have the visibility \"\(visibility.rawValue)\"",
          ko: "\"\(name)\"의 visibility는 \"\(visibility.rawValue)\"이어야 합니다")
      }
    }
    for route in manifest.routes {
      needs(route.feature, "routes", route.kind == .staff ? .staff : .person)
    }
    for (event, feature) in manifest.on {
      if !ManifestEvents.isEvent(event, of: manifest) {
        reader.report(
          "event.unknown", "on", en: "there is no event \"\(event)\"",
          ko: "\"\(event)\" 이벤트는 없습니다")
      }
      needs(feature, "on", .system)
    }
    if let update = manifest.update {
      needs(update.feature, "update", .system)
      if update.from >= manifest.versionCode {
        reader.report(
          "value.range", "update", en: "takes over from a version that is not older",
          ko: "더 오래되지 않은 버전에서 넘겨받습니다")
      }
    }
    for feature in manifest.receiptActions.values { needs(feature, "receiptActions", .person) }
    for name in manifest.routes.map(\.feature) + manifest.receiptActions.values.sorted() {
      guard let scopes = manifest.feature(name)?.scopes,
        scopes.contains(where: { IdentityScope(rawValue: $0) != nil })
      else { continue }
      reader.report(
        "scope.before_first_page", "features",
        en: "\"\(name)\" draws a first page and may not ask who somebody is",
        ko: "\"\(name)\"은(는) 첫 화면이라 개인 정보를 물을 수 없습니다")
    }
    for feature in manifest.features {
      for scope in feature.scopes where !manifest.declares(scope: scope) {
        reader.report(
          "scope.undeclared", "features",
          en: "\"\(feature.name)\" uses the scope \"\(scope)\", which scopes does not declare",
          ko: "\"\(feature.name)\"이(가) 선언되지 않은 권한 \"\(scope)\"을(를) 씁니다")
      }
    }
  }
}

extension Character {
  fileprivate var isLowercaseLetter: Bool { ("a"..."z").contains(self) }
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
