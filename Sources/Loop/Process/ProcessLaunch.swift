import CLinux
import Glibc

/// The thin layer over the kernel's ways to start a process.
package enum ProcessLaunch {
  /// How many descriptors a launched process can be given, from 0 on.
  package static let slotLimit = Int(CLINUX_LAUNCH_SLOTS)

  /// Starts an executable with no argument and no environment, `slots[i]` as its descriptor i.
  ///
  /// Must run on a thread that never ends: the child's parent-death signal is tied to it.
  package static func launch(path: String, slots: [Int32]) throws(ProcessFailure) -> Int32 {
    precondition(slots.count <= slotLimit, "more descriptors than slots")
    let padded = slots + Array(repeating: -1, count: slotLimit - slots.count)
    var pid: Int32 = 0
    let error = clinux_launch(path, padded, &pid)
    guard error == 0 else { throw ProcessFailure(call: "posix_spawn", code: error) }
    return pid
  }

  /// An empty network namespace that many children may share; only root can make one.
  package static func emptyNetworkNamespace() throws(ProcessFailure) -> OwnedDescriptor {
    let descriptor = clinux_new_network_namespace()
    guard descriptor >= 0 else { throw ProcessFailure(call: "unshare", code: -descriptor) }
    return OwnedDescriptor(owning: descriptor)
  }

  /// Whether a control group's directory carries the mark of delegation that systemd sets.
  package static func isDelegated(controlGroup path: String) -> Bool {
    clinux_is_delegated(path) == 1
  }

  /// A handle of a directory; a link as its last part is refused.
  package static func openDirectory(_ path: String) throws(ProcessFailure) -> OwnedDescriptor {
    let descriptor = clinux_open_directory(path)
    guard descriptor >= 0 else { throw ProcessFailure(call: "open", code: -descriptor) }
    return OwnedDescriptor(owning: descriptor)
  }
}
