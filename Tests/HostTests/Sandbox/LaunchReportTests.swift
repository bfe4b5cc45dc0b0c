import Testing

@testable import Host

@Suite struct LaunchReportTests {
  private static func record(
    _ kind: UInt32, step: UInt32 = 0, error: Int32 = 0, pid: Int32 = 0, layers: UInt32 = 0,
    magic: UInt32 = LaunchReport.magic
  ) -> [UInt8] {
    let fields = [
      magic, kind, step, UInt32(bitPattern: error), UInt32(bitPattern: pid), layers, 0, 0,
    ]
    return fields.flatMap { field in withUnsafeBytes(of: field.littleEndian) { Array($0) } }
  }

  @Test func recordsAreReadInAnyOrder() throws {
    let cloned = Self.record(1, pid: 4711)
    let ready = Self.record(2, layers: 255)
    for bytes in [cloned + ready, ready + cloned] {
      let report = try #require(LaunchReport(bytes: bytes))
      #expect(report.clonedPid == 4711)
      #expect(report.layers == SandboxLayers(rawValue: 255))
      #expect(report.failure == nil)
    }
    let failed = try #require(LaunchReport(bytes: ready + Self.record(3, step: 15, error: 8)))
    #expect(failed.failure == .step(.exec, code: 8))
  }

  @Test func anythingElseIsNoReport() {
    let ready = Self.record(2)
    for bytes in [
      [], Array(ready.dropLast()), ready + [0], Self.record(0), Self.record(4),
      Self.record(3, step: 0), Self.record(3, step: 17), Self.record(2, magic: 1),
    ] {
      #expect(LaunchReport(bytes: bytes) == nil)
    }
  }
}
