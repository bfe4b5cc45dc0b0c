import CEndToEnd
import Foundation
import Glibc
import Loop
import Testing
import Wire

/// One home with its daemon, everything in one temporary folder; nothing of it is left behind.
final class World {
  /// The folder of everything.
  let folder: String
  /// The daemon's data.
  let home: String
  /// Options of `madangd serve`.
  let options: [String]
  /// What every process of this world has for its environment.
  var environment: [String: String] = ["PATH": "/usr/bin:/bin", "LANG": "en_US.UTF-8"]
  private(set) var daemon: Child?
  private let errors: Int32

  /// Makes the folder and starts the daemon.
  init(options: [String] = ["--virtual-clock"], startsDaemon: Bool = true) throws {
    var template = Array("/tmp/madang-e2e-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    home = folder + "/home"
    self.options = options
    environment["HOME"] = folder
    errors = open(folder + "/errors.txt", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    try #require(errors >= 0)
    if startsDaemon { try start() }
  }

  /// Runs a test in a world of its own; where it fails, the processes' last words are shown.
  static func with<T>(
    options: [String] = ["--virtual-clock"], startsDaemon: Bool = true,
    _ body: (World) throws -> T
  ) throws -> T {
    let world = try World(options: options, startsDaemon: startsDaemon)
    defer { world.remove() }
    do { return try body(world) } catch {
      Issue.record("what was said last:\n\(world.lastWords)")
      throw error
    }
  }

  /// Ends every process and removes the folder.
  func remove() {
    kill()
    killStarted()
    close(errors)
    do { try FileManager.default.removeItem(atPath: folder) } catch {
      Issue.record("\(folder) cannot be removed: \(error)")
    }
  }

  /// The end of what the daemon and the tools wrote as errors.
  var lastWords: String {
    let names = ["errors.txt", "home/daemon.log"]
    return names.map { name in
      let text = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
      return String(decoding: text.suffix(4000), as: UTF8.self)
    }.joined()
  }

  // MARK: the daemon

  /// Starts the daemon and waits until it is ready.
  func start() throws {
    let child = try spawnDaemon()
    daemon = child
    guard try !child.read().isEmpty else {
      throw TestFault("madangd ended: \(try child.waitForExit())")
    }
  }

  /// Starts the daemon and kills it so soon that it may still be reading its files.
  func startAndKill(afterNanoseconds limit: Int) throws {
    let child = try spawnDaemon()
    e2e_await_readable(child.output, limit)
    child.handle.kill()
    _ = child.handle.waitForExit()
  }

  private func spawnDaemon() throws -> Child {
    try Child(
      Built.path("madangd"), ["serve", "--home", home, "--ready-fd", "3"] + options,
      environment: environment, errors: errors, wiring: .readiness)
  }

  /// Ends the daemon with SIGKILL and waits until it is gone.
  func kill() {
    guard let daemon else { return }
    daemon.handle.kill()
    _ = daemon.handle.waitForExit()
    self.daemon = nil
  }

  /// Asks the daemon to stop and tells how it ended.
  func terminate() throws -> ProcessExit {
    guard let daemon else { throw TestFault("no daemon runs") }
    Glibc.kill(daemon.handle.pid, SIGTERM)
    let exit = try daemon.waitForExit()
    self.daemon = nil
    return exit
  }

  /// Ends a daemon that the shell started by itself; its pid stands in its status.
  private func killStarted() {
    guard access(home + "/madangd.sock", F_OK) == 0, daemon == nil else { return }
    do {
      let stop = try process("madangd", ["stop", "--home", home])
      _ = try stop.rest()
      _ = try stop.waitForExit()
    } catch {
      Issue.record("the daemon of \(home) may still run: \(error)")
    }
  }

  // MARK: tools

  /// Starts an executable of the package in this world.
  func process(
    _ name: String, _ arguments: [String], wiring: Child.Wiring = .pipes
  ) throws -> Child {
    try Child(
      Built.path(name), arguments, environment: environment, errors: errors, wiring: wiring)
  }

  /// What a tool came to.
  struct Outcome {
    let exit: ProcessExit
    let output: [UInt8]

    /// The last line as JSON.
    func json() throws -> JSON {
      guard let line = output.split(separator: 0x0A).last else {
        throw TestFault("nothing was written, \(exit)")
      }
      return try JSON.parse(Array(line))
    }
  }

  /// Runs `madang` with this home to its end.
  func madang(_ arguments: [String]) throws -> Outcome {
    try run("madang", arguments + ["--home", home])
  }

  /// Runs an executable to its end.
  func run(_ name: String, _ arguments: [String], input: [UInt8] = []) throws -> Outcome {
    let child = try process(name, arguments)
    if !input.isEmpty { try child.write(input) }
    child.closeInput()
    let output = try child.rest()
    return Outcome(exit: try child.waitForExit(), output: output)
  }

  /// Publishes a manifest of the repository, or a folder, as a merchant.
  func publish(_ path: String, as person: String = "owner") throws {
    let full = path.hasPrefix("/") ? path : Built.repository + "/" + path
    let outcome = try madang(["merchant", "publish", full, "--as", person, "--json"])
    guard outcome.exit == .exited(status: 0) else {
      throw TestFault("\(path): \(String(decoding: outcome.output, as: UTF8.self))")
    }
  }

  /// The payload of the code that is printed for a place of an app.
  func code(_ app: String, place: String, as person: String = "owner") throws -> String {
    try madang(["shop", "qr", app, "--place", place, "--as", person, "--json"]).json()
      .text(at: "codes.0.payload")
  }
}
