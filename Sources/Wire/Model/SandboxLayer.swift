/// One layer of the sandbox as `status` and `doctor` show it.
package struct SandboxLayer: Codable, Sendable, Hashable {
  /// Its name: `namespaces`, `seccomp`.
  package var name: String
  /// Whether programs are behind it on this machine.
  package var active: Bool
  /// Why it is not, or what it rests on; empty where there is nothing to say.
  package var note: String

  /// One layer.
  package init(name: String, active: Bool, note: String = "") {
    self.name = name
    self.active = active
    self.note = note
  }
}
