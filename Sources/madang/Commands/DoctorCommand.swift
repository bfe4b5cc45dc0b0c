import Glibc
import Wire

/// `madang doctor`: what works here, and what to do about the rest.
enum DoctorCommand: Command {
  static let words = ["doctor"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "무엇이 되고 안 되는지 살펴봅니다.", en: "Checks what works here and what does not.")
  static let examples = ["madang doctor", "madang doctor --json"]

  private struct Check {
    var name: String
    var isGood: Bool
    var note: String
  }

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let (daemon, layers) = daemon(invocation)
    let checks = programs() + [home(invocation.home), daemon]
    let isGood = checks.allSatisfy(\.isGood)
    invocation.output.answer(
      [
        "ok": .bool(isGood),
        "checks": .array(
          checks.map { check in
            [
              "name": .string(check.name), "ok": .bool(check.isGood), "note": .string(check.note),
            ]
          }),
        "sandbox": .array(layers.map { JSON(encoding: $0) }),
      ],
      lines: checks.map { "\($0.isGood ? "ok" : "NO")\t\($0.name)\t\($0.note)" }
        + layers.map { "\($0.active ? "on" : "off")\tsandbox \($0.name)\t\($0.note)" })
    return isGood ? .done : .failed
  }

  private static func programs() -> [Check] {
    ["madangd", "sandbox-launcher"].map { name in
      let path = Files.executableDirectory + "/" + name
      return Check(name: name, isGood: access(path, X_OK) == 0, note: path)
    }
  }

  private static func home(_ home: DataHome) -> Check {
    do {
      try home.create()
      return Check(name: "home", isGood: access(home.path, W_OK) == 0, note: home.path)
    } catch {
      return Check(name: "home", isGood: false, note: error.message(in: .english))
    }
  }

  /// The daemon, and each layer of its sandbox. A missing layer is no fault as long as programs
  /// are still started: what is missing is said, and where too much is, none is started.
  private static func daemon(_ invocation: Invocation) -> (Check, [SandboxLayer]) {
    do {
      let status = try invocation.link().call(AdminStatusMethod.self, .init())
      let layers = status.layers ?? []
      let check = Check(
        name: "daemon", isGood: layers.isEmpty || layers.contains(where: \.active),
        note: "pid \(status.pid), \(status.apps) apps, \(status.rssKiB) KiB, sandbox "
          + status.sandbox.joined(separator: " "))
      return (check, layers)
    } catch {
      let note = error.message(in: invocation.language)
      return (Check(name: "daemon", isGood: false, note: note), [])
    }
  }
}
