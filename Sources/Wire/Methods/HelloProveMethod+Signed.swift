extension HelloProveMethod {
  /// The words a proof starts with, so that a signature made here can mean nothing elsewhere.
  package static let prefix = "madang/hello/1"

  /// What the device signs: the prefix, the daemon's id and the challenge as it came, each as
  /// UTF-8,
  /// joined without anything between them.
  package static func signedBytes(daemon: String, challenge: String) -> [UInt8] {
    Array(prefix.utf8) + Array(daemon.utf8) + Array(challenge.utf8)
  }
}
