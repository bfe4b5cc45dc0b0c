import Glibc
import Testing

@testable import Host

/// Which modes this kernel grants. A missing full mode is a failure, unless whoever runs the tests
/// says that the machine has no user namespaces; then it is shown.
enum GrantedModes {
  /// Set to 1 where the machine is known to grant no user namespaces.
  static let variable = "MADANG_NO_USERNS"

  static func ways(in world: ProbeWorld) throws -> [EscapeTests.Way] {
    let report = world.launch.trial(
      directory: "\(world.folder)/bundles", user: SandboxPolicy.programUser(slot: 0))
    let isFull = report.layers.isSuperset(of: [.namespaces, .mounts])
    let reason = report.reason.map(SandboxReport.sentence) ?? "no reason"
    print("modes as uid \(geteuid()): \(isFull ? "full" : "no full mode (\(reason))"), fallback")
    if isFull { return EscapeTests.Way.all }
    let isKnown = getenv(variable).map { String(cString: $0) == "1" } ?? false
    if isKnown {
      print("\(variable)=1: the full mode is not tried")
    } else {
      Issue.record("the full mode is missing: \(reason); set \(variable)=1 if that is known")
    }
    return EscapeTests.Way.all.filter { $0.mode == .fallback }
  }
}
