import Crypto
package import Store

/// The schema of the data file, oldest step first; a step is never edited once it was released.
package enum Migrations {
  /// Every step this build knows.
  package static let all: [Migration] = [
    step("v0001_ledger", PackageResources.v0001_ledger_sql),
    step("v0002_platform", PackageResources.v0002_platform_sql),
    step("v0003_ledger_keys", PackageResources.v0003_ledger_keys_sql),
    step("v0004_funding", PackageResources.v0004_funding_sql),
    step("v0005_escrow", PackageResources.v0005_escrow_sql),
    step("v0006_schedule", PackageResources.v0006_schedule_sql),
    step("v0007_ways", PackageResources.v0007_ways_sql),
    step("v0008_identity", PackageResources.v0008_identity_sql),
    step("v0009_ledger_segments", PackageResources.v0009_ledger_segments_sql),
    step("v0010_settlement_scan", PackageResources.v0010_settlement_scan_sql),
    step("v0011_tills", PackageResources.v0011_tills_sql),
    step("v0012_agents", PackageResources.v0012_agents_sql),
    step("v0013_programs", PackageResources.v0013_programs_sql),
    step("v0014_life", PackageResources.v0014_life_sql),
  ]

  private static func step(_ name: String, _ sql: [UInt8]) -> Migration {
    Migration(
      name: name, sql: String(decoding: sql, as: UTF8.self), hash: SHA256.hash(sql).bytes)
  }
}
