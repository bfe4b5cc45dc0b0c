/// Names the device or the token of the caller and the protocol version.
package enum HelloMethod: Method {
  /// What the caller sends.
  package struct Params: Codable, Sendable, Hashable {
    /// The protocol version: 1.
    package var `protocol`: Int
    /// The device's Ed25519 public key in hexadecimal, or a test token.
    package var device: String?
    /// An agent's Ed25519 public key in hexadecimal, instead of a device.
    package var agent: String?
    /// The operator token of the home, instead of a device.
    package var `operator`: String?
    /// The public key of a till or a gate in hexadecimal, instead of a device.
    package var till: String?
    /// What the person reads.
    package var lang: Language?

    /// What the caller sends.
    package init(
      `protocol`: Int, device: String? = nil, agent: String? = nil, `operator`: String? = nil,
      till: String? = nil,
      lang: Language? = nil
    ) {
      self.protocol = `protocol`
      self.device = device
      self.agent = agent
      self.operator = `operator`
      self.till = till
      self.lang = lang
    }
  }

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// What the device must sign, in hexadecimal; nil where a token was enough.
    package var challenge: String?
    /// The daemon's id, part of what is signed.
    package var daemon: String
    /// Who a test token belongs to.
    package var person: PersonID?

    /// What the daemon answers.
    package init(challenge: String? = nil, daemon: String, person: PersonID? = nil) {
      self.challenge = challenge
      self.daemon = daemon
      self.person = person
    }
  }

  package static let name = "hello"
  package static let summary =
    "Names the device or the token of the caller and the protocol version."
  package static let access = MethodAccess.anyone
  package static let lane = MethodLane.connection
  package static let example = MethodExample(
    params: [
      "protocol": 1, "device": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
    result: ["challenge": "00112233445566778899aabbccddeeff", "daemon": "d_7k2m"])
}
