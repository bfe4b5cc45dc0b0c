import CLinux

/// Whether this process may be dumped or traced by others of its user.
package enum ProcessDump {
  /// Forbids core files and debuggers (prctl(2), PR_SET_DUMPABLE).
  package static func forbid() {
    let status = clinux_set_not_dumpable()
    precondition(status == 0, "this never fails on Linux")
  }
}
