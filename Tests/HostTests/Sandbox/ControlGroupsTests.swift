import Glibc
import Testing
import Wire

@testable import Host

@Suite struct ControlGroupsTests {
  /// `/proc/self/cgroup`, a line of `/proc/self/mountinfo`, and the directory they lead to.
  @Test(
    arguments: [
      ("0::/a/b", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "/sys/fs/cgroup/a/b"),
      ("0::/", "35 24 0:30 / /sys/fs/cgroup rw,nosuid - cgroup2 none rw", "/sys/fs/cgroup"),
      ("4:memory:/x\n0::/y", "1 2 0:3 / /c rw - cgroup cgroup rw,memory", nil),
      ("4:memory:/x", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", nil),
      ("0::/../up", "35 24 0:30 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", nil),
      ("", "", nil),
    ] as [(String, String, String?)])
  func directory(_ membership: String, _ mounts: String, _ expected: String?) {
    #expect(ControlGroups.directory(membership: membership, mounts: mounts) == expected)
  }

  @Test func withoutDelegationNothingIsMadeAndTheReasonIsTold() {
    let groups = ControlGroups(membership: "", mounts: "", needed: ControlGroups.neededControllers)
    #expect(groups.reason?.hasPrefix("not delegated") == true)
    #expect(groups.make(memoryBytes: 1, threads: 1) == nil)
    let mounts = "35 24 0:30 / /nowhere rw - cgroup2 cgroup2 rw"
    let empty = ControlGroups(
      membership: "0::/", mounts: mounts, needed: ControlGroups.neededControllers)
    #expect(empty.reason == "not delegated: /nowhere has no memory controller")
  }

  @Test func aReportNamesEveryLayerOnce() {
    let whole = SandboxReport(
      layers: [.seccomp, .landlock], reason: .step(.namespaces, code: EPERM))
    #expect(whole.wire.map(\.name) == SandboxLayers.all.map(\.name))
    let namespaces = whole.wire.first { $0.name == "namespaces" }
    #expect(namespaces?.active == false)
    #expect(namespaces?.note == "step namespaces: Operation not permitted")
    #expect(whole.wire.first { $0.name == "seccomp" }?.active == true)
    let none = SandboxReport(layers: [], reason: .step(.landlock, code: ENOSYS))
    #expect(none.wire.allSatisfy { !$0.active && $0.note.hasPrefix("nothing is started") })
  }
}
