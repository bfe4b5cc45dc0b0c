/// The launcher's steps in their order; numbers are the launcher's.
package enum SandboxStep: UInt32, Sendable {
  case policy = 1
  case parent
  case descriptors
  case network
  case identity
  case namespaces
  case session
  case maps
  case mounts
  case limits
  case privileges
  case landlock
  case program
  case seccomp
  case exec
  case controlGroup

  /// Refusals here mean that this machine grants no user namespaces, not that the program is bad.
  var needsNamespaces: Bool {
    switch self {
    case .namespaces, .maps, .mounts: true
    default: false
    }
  }
}
