/// The layers that were active when a program started, as the launcher reported them.
package struct SandboxLayers: OptionSet, Sendable {
  /// The bits as the launcher numbers them.
  package let rawValue: UInt32

  /// Takes the bits of a status record.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Own user, pid, ipc, uts, mount and cgroup namespaces.
  package static let namespaces = SandboxLayers(rawValue: 1)
  /// A network namespace without any interface that is up.
  package static let network = SandboxLayers(rawValue: 2)
  /// An empty root with the bundle read-only.
  package static let mounts = SandboxLayers(rawValue: 4)
  /// Memory, processor, file and descriptor limits.
  package static let limits = SandboxLayers(rawValue: 8)
  /// A limit on threads that counts this program only.
  package static let threadLimit = SandboxLayers(rawValue: 16)
  /// No capability, and none to be gained.
  package static let privileges = SandboxLayers(rawValue: 32)
  /// File, TCP and signal rights by landlock.
  package static let landlock = SandboxLayers(rawValue: 64)
  /// The system-call filter.
  package static let seccomp = SandboxLayers(rawValue: 128)
  /// A user of its own, because the daemon is root.
  package static let ownUser = SandboxLayers(rawValue: 256)

  /// A control group of its own, with limits for memory, processor and threads together.
  package static let controlGroup = SandboxLayers(rawValue: 512)

  /// Every layer with its name, strongest first.
  package static let all: [(layer: SandboxLayers, name: String)] = [
    (.namespaces, "namespaces"), (.network, "network"), (.mounts, "mounts"),
    (.ownUser, "user"), (.limits, "limits"), (.threadLimit, "threads"),
    (.privileges, "privileges"), (.landlock, "landlock"), (.seccomp, "seccomp"),
    (.controlGroup, "cgroup"),
  ]

  /// Names for `status` and `doctor`, strongest first.
  package var names: [String] { Self.all.filter { contains($0.layer) }.map(\.name) }
}
