import Testing

@testable import Host

@Suite struct SandboxPolicyTests {
  @Test func theBlobIsWhatTheLauncherReads() {
    var policy = SandboxPolicy(bundleDirectory: "/b", entry: "e")
    policy.user = 0x0102_0304
    let blob = policy.encode(flags: [.dropIdentity], parent: 7)
    #expect(blob.count == SandboxPolicy.blobHeaderBytes + 3)
    #expect(Array(blob[..<4]) == Array("MDSB".utf8))
    #expect(Array(blob[4..<16]) == [2, 0, 0, 0, 107, 0, 0, 0, 2, 0, 0, 0])
    #expect(Array(blob[20..<28]) == [4, 3, 2, 1, 4, 3, 2, 1])
    #expect(Array(blob[28..<40]) == [7, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0])
    #expect(Array(blob.suffix(3)) == Array("/be".utf8))
  }

  @Test func flawsAreFoundBeforeAnythingStarts() {
    func check(
      _ expected: SandboxFailure.PolicyFlaw?, asRoot: Bool = false,
      _ change: (inout SandboxPolicy) -> Void
    ) {
      var policy = SandboxPolicy(bundleDirectory: "/bundle", entry: "Program")
      change(&policy)
      #expect(policy.flaw(asRoot: asRoot) == expected)
    }
    check(nil) { _ in }
    check(.bundlePathRelative) { $0.bundleDirectory = "bundle" }
    let long = "/" + String(repeating: "a", count: SandboxPolicy.bundlePathLimit - 1)
    check(nil) { $0.bundleDirectory = long }
    check(.bundlePathTooLong) { $0.bundleDirectory = long + "a" }
    check(.entryPathLength) { $0.entry = "" }
    let entry = String(repeating: "a", count: SandboxPolicy.entryPathLimit)
    check(nil) { $0.entry = entry }
    check(.entryPathLength) { $0.entry = entry + "a" }
    check(.entryOutsideBundle) { $0.entry = "a/../../b" }
    check(nil) { $0.entry = "a/..b" }
    check(.zeroByte) { $0.entry = "a\0b" }
    check(nil) { $0.limits.memoryMB = SandboxLimits.smallestMemoryMB }
    check(.memoryLimit) { $0.limits.memoryMB = SandboxLimits.smallestMemoryMB - 1 }
    check(nil) { $0.limits.memoryMB = SandboxLimits.largestMemoryMB }
    check(.memoryLimit) { $0.limits.memoryMB = SandboxLimits.largestMemoryMB + 1 }
    check(.cpuLimit) { $0.limits.cpuSeconds = 0 }
    check(.userMissing, asRoot: true) { _ in }
    check(.userMissing, asRoot: true) { $0.user = 0 }
    check(nil, asRoot: true) { $0.user = SandboxPolicy.programUser(slot: 0) }
  }

  @Test func layersHaveNames() {
    #expect(SandboxLayers(rawValue: 192).names == ["landlock", "seccomp"])
    #expect(SandboxLayers(rawValue: 1023).names.count == SandboxLayers.all.count)
  }
}
