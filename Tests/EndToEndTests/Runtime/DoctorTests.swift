import Glibc
import Loop
import Testing
import Wire

/// What contains programs is told by name, active or not.
@Suite struct DoctorTests {
  private static let layers = [
    "namespaces", "network", "mounts", "user", "limits", "threads", "privileges", "landlock",
    "seccomp", "cgroup",
  ]

  @Test func everyLayerIsNamedAndWhyItIsMissing() throws {
    try World.with { world in
      let outcome = try world.madang(["doctor", "--json"])
      #expect(outcome.exit == .exited(status: 0))
      let told = try outcome.json().at("sandbox")?.array ?? []
      #expect(told.compactMap { $0["name"]?.string } == Self.layers)
      for layer in told {
        let isActive = layer["active"] == true
        #expect(isActive == (layer["note"] == ""), "\(layer.text)")
      }
      func isActive(_ name: String) -> Bool {
        told.first { $0["name"]?.string == name }?["active"] == true
      }
      #expect(isActive("seccomp") && isActive("limits") && isActive("privileges"))
      #expect(isActive("user") == (geteuid() == 0))
      #expect(isActive("namespaces") == isActive("mounts"))
      // The same in the operator's words; what is missing has a line of its own.
      let status = try world.run("madangd", ["status", "--home", world.home])
      let text = String(decoding: status.output, as: UTF8.self)
      for layer in told where layer["active"] != true {
        let name = layer["name"]?.string ?? ""
        #expect(text.contains("\t\(name): "), "\(name) is missing in: \(text)")
      }
      // A program then runs behind exactly these.
      try world.publish("Manifests/hello.json")
      let after = try Caller.asOperator(world).call("admin.status")
      let active = told.filter { $0["active"] == true }.compactMap { $0["name"] }
      #expect(after["sandbox"] == .array(active))
    }
  }
}
