// swift-tools-version: 6.2
import PackageDescription

/// Every module is compiled under the same rules; a warning of ours is an error.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

/// Modules that never touch a pointer say so, and the compiler checks it.
let pure: [SwiftSetting] = strict + [.strictMemorySafety()]

/// One name a program: `MiniPrograms/<Name>` becomes the static executable `<Name>`.
let miniPrograms = ["TableOrder", "BillSplit", "Hello", "CoffeeClub", "Metro", "GuestBook"]

/// A mini-program carries everything it needs, so that its sandbox can be empty.
func miniProgram(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["MiniProgramKit"],
    path: "MiniPrograms/\(name)",
    swiftSettings: strict + [.unsafeFlags(["-static-stdlib"])],
    linkerSettings: [.unsafeFlags(["-static-executable", "-Xlinker", "-s"])])
}

let package = Package(
  name: "madang",
  targets: [
    .systemLibrary(
      name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CSodium", path: "Sources/CSodium", pkgConfig: "libsodium",
      providers: [.apt(["libsodium-dev"])]),
    .target(name: "CLinux"),
    .executableTarget(
      name: "sandbox-launcher",
      linkerSettings: [.unsafeFlags(["-static-executable", "-nostartfiles"])]),
    .executableTarget(
      name: "sandbox-probe", path: "Tests/Probes/sandbox-probe",
      linkerSettings: [.unsafeFlags(["-static-executable", "-nostartfiles"])]),
    .testTarget(
      name: "HostTests",
      dependencies: ["Host", "Crypto", "Loop", "JSONRPC", "JSONSchema", "Wire", "TestSupport"],
      swiftSettings: strict),
    // What tests of more than one module use.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(name: "CEscape", path: "Tests/Probes/CEscape"),
    .target(name: "CEndToEnd", path: "Tests/Probes/CEndToEnd"),
    .executableTarget(
      name: "hostile-program", path: "Tests/Probes/hostile-program",
      linkerSettings: [.unsafeFlags(["-static-executable"])]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["Wire", "JSONRPC", "Loop", "Crypto", "Gate", "CEndToEnd", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EscapeTests", dependencies: ["Host", "Loop", "CEscape"], swiftSettings: strict),
    .target(name: "Wire", swiftSettings: pure),
    .testTarget(
      name: "WireTests", dependencies: ["Wire", "TestSupport"], swiftSettings: strict),
    .target(name: "JSONSchema", dependencies: ["Wire"], swiftSettings: pure),
    .testTarget(
      name: "JSONSchemaTests", dependencies: ["JSONSchema", "Wire"], swiftSettings: strict),
    .target(name: "JSONRPC", dependencies: ["Wire"], swiftSettings: strict),
    .testTarget(name: "JSONRPCTests", dependencies: ["JSONRPC", "Wire"], swiftSettings: strict),
    .target(name: "Loop", dependencies: ["CLinux", "JSONRPC", "Wire"], swiftSettings: strict),
    .testTarget(
      name: "LoopTests", dependencies: ["Loop", "CLinux", "JSONRPC", "Wire", "TestSupport"],
      swiftSettings: strict),
    .target(name: "Crypto", dependencies: ["CSodium"], swiftSettings: strict),
    // Optimized in debug too: tests read hundreds of pictures.
    .target(
      name: "QRCode",
      swiftSettings: pure + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    // Pictures of codes as a camera takes them: for the tests and for measuring.
    .target(
      name: "QRPhoto", dependencies: ["QRCode"],
      swiftSettings: pure + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(name: "Gate", dependencies: ["Crypto", "QRCode"], swiftSettings: pure),
    .testTarget(
      name: "GateTests", dependencies: ["Gate", "Crypto", "QRCode"], swiftSettings: strict),
    .target(name: "Store", dependencies: ["CSQLite"], swiftSettings: strict),
    .target(
      name: "Platform", dependencies: ["Store", "Wire", "QRCode", "Crypto", "Gate"],
      resources: [
        .embedInCode("Migrations/v0001_ledger.sql"),
        .embedInCode("Migrations/v0002_platform.sql"),
        .embedInCode("Migrations/v0003_ledger_keys.sql"),
        .embedInCode("Migrations/v0004_funding.sql"),
        .embedInCode("Migrations/v0005_escrow.sql"),
        .embedInCode("Migrations/v0006_schedule.sql"),
        .embedInCode("Migrations/v0007_ways.sql"),
        .embedInCode("Migrations/v0008_identity.sql"),
        .embedInCode("Escrow/escrow_providers.json"),
        .embedInCode("Migrations/v0009_ledger_segments.sql"),
        .embedInCode("Migrations/v0010_settlement_scan.sql"),
        .embedInCode("Migrations/v0011_tills.sql"),
        .embedInCode("Migrations/v0012_agents.sql"),
        .embedInCode("Migrations/v0013_programs.sql"),
        .embedInCode("Migrations/v0014_life.sql"),
        .embedInCode("tiers.json"),
        .embedInCode("tier-needs.json"),
        .embedInCode("identity-providers.json"),
        .embedInCode("inbox-templates.json"),
        .embedInCode("funding.json"),
        .embedInCode("risk.json"),
        .embedInCode("fees.json"),
      ],
      swiftSettings: pure),
    .target(
      name: "CFaultVFS", dependencies: ["CSQLite"], path: "Tests/Probes/CFaultVFS"),
    .testTarget(
      name: "PlatformTests",
      dependencies: [
        "Platform", "Store", "Wire", "Crypto", "QRCode", "Gate", "CFaultVFS", "TestSupport",
      ],
      swiftSettings: strict),
    .target(
      name: "Host", dependencies: ["JSONRPC", "JSONSchema", "Wire", "Loop", "Crypto"],
      swiftSettings: strict),
    .testTarget(
      name: "MiniProgramKitTests", dependencies: ["MiniProgramKit", "JSONRPC", "Wire"],
      swiftSettings: strict),
    .testTarget(
      name: "MiniProgramTests", dependencies: ["MiniProgramKit", "TestSupport"],
      swiftSettings: strict),
    .target(name: "MiniProgramKit", dependencies: ["JSONRPC", "Wire"], swiftSettings: strict),
    .executableTarget(
      name: "madangd",
      dependencies: [
        "Platform", "Host", "JSONRPC", "JSONSchema", "Wire", "Loop", "Crypto", "Store",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "madang",
      dependencies: ["JSONRPC", "Wire", "QRCode", "Loop", "Crypto", "Gate"],
      swiftSettings: strict),
    .executableTarget(
      name: "madang-bench",
      dependencies: [
        "Platform", "Store", "Wire", "Crypto", "JSONRPC", "Loop", "QRCode", "QRPhoto", "Gate",
        "Host",
      ],
      exclude: ["baselines"],
      resources: [
        .embedInCode("Compare/double_entry.sql"), .embedInCode("Compare/double_entry_check.sql"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "journal-baseline", path: "Sources/madang-bench/baselines/journal-baseline"),
    .executableTarget(name: "echo-baseline", path: "Sources/madang-bench/baselines/echo-baseline"),
    .executableTarget(name: "call-load", path: "Sources/madang-bench/baselines/call-load"),
    .executableTarget(name: "transfer-load", path: "Sources/madang-bench/baselines/transfer-load"),
    .executableTarget(
      name: "journal-server", path: "Sources/madang-bench/baselines/journal-server"),
    .testTarget(
      name: "SimulationTests",
      dependencies: ["Platform", "Store", "Wire", "Crypto", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "BenchTests", dependencies: ["Wire", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "madangTests",
      dependencies: ["madang", "JSONRPC", "Wire", "QRCode", "Crypto", "TestSupport"],
      swiftSettings: strict),
    .testTarget(name: "CryptoTests", dependencies: ["Crypto"], swiftSettings: strict),
    .testTarget(name: "TidyTests", swiftSettings: strict),
    .testTarget(
      name: "QRCodeTests", dependencies: ["QRCode", "QRPhoto", "TestSupport"],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .testTarget(name: "StoreTests", dependencies: ["Store", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "DaemonTests",
      dependencies: [
        "madangd", "Platform", "Wire", "JSONRPC", "Loop", "Crypto", "Store", "TestSupport",
      ],
      swiftSettings: strict),
  ] + miniPrograms.map(miniProgram)
)

// A change is tried faster with only its own tests: `MADANG_TESTS=WireTests,StoreTests swift test`.
if let chosen = Context.environment["MADANG_TESTS"]?.split(separator: ",").map(String.init) {
  package.targets.removeAll { $0.type == .test && !chosen.contains($0.name) }
}

// Sanitized are the chosen tests and what they need, no more: no sanitizer takes a static program.
// Every sanitized one is told how to report. See .ci/sanitize.
if Context.environment["MADANG_SANITIZE"] == "1" {
  for target in package.targets where target.type == .test || target.name == "madangd" {
    target.dependencies.append("CSanitize")
  }
  package.targets.append(.target(name: "CSanitize", path: "Tests/Probes/CSanitize"))
  var needed = Set(package.targets.lazy.filter { $0.type == .test }.map(\.name))
  var waiting = Array(needed)
  while let name = waiting.popLast() {
    for dependency in package.targets.first(where: { $0.name == name })?.dependencies ?? [] {
      if case .byNameItem(let other, _) = dependency, needed.insert(other).inserted {
        waiting.append(other)
      }
    }
  }
  package.targets.removeAll { !needed.contains($0.name) }
}

// Fuzzing needs a program of libFuzzer's own, which no other build has: see .ci/fuzz.
if Context.environment["MADANG_FUZZ"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "madang-fuzz", dependencies: ["Host", "JSONRPC", "Wire"],
      path: "Tests/Probes/madang-fuzz",
      exclude: ["README.md"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
