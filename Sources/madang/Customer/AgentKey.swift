import Crypto
import Wire

/// The key of an agent, beside its person's own: whoever holds it is that agent and nobody else.
enum AgentKey {
  /// What an agent is called where nobody says it.
  static let defaultName = "agent"

  private static func directory(of person: String, in home: DataHome) -> String {
    home.shellPath(of: person) + "/agents"
  }

  /// Makes the key of a new agent; one whose adding failed half-way is used again.
  static func make(
    _ name: String, of person: String, in home: DataHome
  ) throws(ShellFailure) -> SigningKey {
    var random = SystemRandom()
    let path = try path(name, of: person, in: home)
    if !Files.exists(path) {
      try Files.createDirectories(directory(of: person, in: home), mode: 0o700)
      let seed = Hex.encode(random.bytes(SigningKey.seedByteCount))
      try Files.write(Array((seed + "\n").utf8), to: path, mode: 0o600, exclusive: true)
    }
    return try DeviceKey.read(path)
  }

  /// The key of an agent that was added.
  static func load(
    _ name: String, of person: String, in home: DataHome
  ) throws(ShellFailure) -> SigningKey {
    let path = try path(name, of: person, in: home)
    guard Files.exists(path) else { throw .refused(Refusal(AgentError.revoked)) }
    return try DeviceKey.read(path)
  }

  private static func path(
    _ name: String, of person: String, in home: DataHome
  ) throws(ShellFailure) -> String {
    guard DeviceKey.isName(name), DeviceKey.isName(person) else {
      throw .fault(
        ShellFault(.badInput, ["reason": .string("an agent is called a–z, 0–9, _ or -")]))
    }
    return directory(of: person, in: home) + "/" + name + ".key"
  }
}
