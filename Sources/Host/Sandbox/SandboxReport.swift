import Glibc
package import Wire

/// What this machine grants to programs, found by a start without a program.
package struct SandboxReport: Equatable, Sendable {
  /// The layers that became active.
  package var layers: SandboxLayers

  /// Why not all of them did, or why nothing can be started; nil where nothing is missing.
  package var reason: SandboxFailure?

  /// Why programs have no control group of their own; nil where they have.
  package var controlGroupReason: String?

  /// What was found.
  package init(
    layers: SandboxLayers, reason: SandboxFailure? = nil, controlGroupReason: String? = nil
  ) {
    self.layers = layers
    self.reason = reason
    self.controlGroupReason = controlGroupReason
  }

  /// Whether programs are started at all.
  package var canStart: Bool { !layers.isEmpty }

  /// Every layer for `status` and `doctor`, with the reason of each that is missing.
  package var wire: [SandboxLayer] {
    SandboxLayers.all.map { layer, name in
      let isActive = layers.contains(layer)
      return SandboxLayer(
        name: name, active: isActive, note: isActive ? "" : note(layer))
    }
  }

  private func note(_ layer: SandboxLayers) -> String {
    guard canStart else {
      return "nothing is started: " + (reason.map(Self.sentence) ?? "unknown")
    }
    switch layer {
    case .ownUser: return "the daemon is not root: programs run as its user"
    case .controlGroup: return controlGroupReason ?? "not delegated"
    case .threadLimit:
      return "threads are counted for the whole user here; memory bounds them"
    case .landlock: return "this kernel has no landlock; the empty root stands alone"
    default: return reason.map(Self.sentence) ?? "not granted"
    }
  }

  /// A failure in words: `step namespaces: EPERM`.
  package static func sentence(_ failure: SandboxFailure) -> String {
    switch failure {
    case .step(let step, let code): "step \(step): \(String(cString: strerror(code)))"
    default: "\(failure)"
    }
  }
}
