import Glibc
import Wire

/// A restaurant whose manifest is derived from the first one of the package.
struct BenchShop {
  /// Tables that have a code.
  static let tables: Int64 = 1_000
  /// The most calls a second that a manifest may ask for.
  private static let requestsPerSecond: Int64 = 10_000
  /// A dish without options.
  static let dish = "cola"
  /// What it costs, in won.
  static let price: Int64 = 2_000

  let app: AppID
  private let manifest: JSONObject
  private let program: String

  /// The restaurant with a number; each is a merchant of its own.
  init(number: Int) throws {
    let directory = try Baseline.directory()
    let text = try Self.read(above: directory, "Manifests/noodle-house.json")
    guard var manifest = try JSON.parse(text).object, var config = manifest["config"]?.object
    else { throw BenchmarkError.unavailable("the manifest is no object") }
    app = AppID("app.madang.bench.r\(number)")
    manifest["app_id"] = .string(app.text)
    manifest["merchant"] = .string("bench\(number)")
    config["tables"] = .integer(Self.tables)
    // Calls come as fast as they are answered; what is measured is not how they are slowed down.
    let limits = manifest["limits"]?.object ?? [:]
    manifest["limits"] = .object(
      limits.merging(["requestsPerSecond": .integer(Self.requestsPerSecond)]))
    manifest["config"] = .object(config)
    let tables: JSON = [
      "table": ["type": "integer", "minimum": 1, "maximum": .integer(Self.tables)]
    ]
    manifest["routes"] = [["code": "table", "feature": "menu.open", "params": tables]]
    self.manifest = manifest
    program = directory + "/TableOrder"
  }

  /// Publishes a version as the owner; the first one makes the app.
  func publish(version: Int64, _ owner: BenchClient) throws {
    var text = manifest
    text["version"] = ["name": .string("1.0.\(version)"), "code": .integer(version)]
    _ = try owner.call(
      RegistryPublishMethod.self,
      .init(key: owner.newKey(), manifest: JSON.object(text).text, source: program))
  }

  /// The payloads of all table codes, in order.
  func codes(_ owner: BenchClient) throws -> [String] {
    try owner.call(ShopCodesMethod.self, .init(app: app, route: "table")).codes.map(\.payload)
  }

  private static func read(above start: String, _ name: String) throws -> [UInt8] {
    var directory = start
    while let slash = directory.lastIndex(of: "/") {
      if let file = fopen("\(directory)/\(name)", "r") {
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: Manifest.byteLimit)
        return Array(bytes[..<fread(&bytes, 1, bytes.count, file)])
      }
      directory = String(directory[..<slash])
    }
    throw BenchmarkError.unavailable("\(name) above \(start)")
  }
}
