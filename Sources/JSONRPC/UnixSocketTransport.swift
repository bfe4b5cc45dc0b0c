import Glibc

/// Messages over a unix socket: how shells and benchmarks talk to the daemon.
package final class UnixSocketTransport: Transport {
  /// The longest path a socket address holds, in bytes (unix(7): 108 with the closing zero).
  package static let pathByteLimit = 107

  /// The open socket, for a caller that polls it beside other descriptors.
  package let descriptor: Int32
  private let lines: DescriptorTransport

  /// Connects to the socket at a path.
  package init(path: String) throws(TransportError) {
    guard !path.isEmpty, path.utf8.count <= Self.pathByteLimit else { throw .pathTooLong }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      let cause = errno
      close(descriptor)
      throw .system(call: "connect", errno: cause)
    }
    self.descriptor = descriptor
    // SIGPIPE would end a shell whose daemon stopped; it shall read an error instead.
    signal(SIGPIPE, SIG_IGN)
    lines = DescriptorTransport(input: descriptor, output: descriptor)
  }

  deinit { close(descriptor) }

  /// Sends one message whole.
  package func send(_ message: Message) throws(TransportError) { try lines.send(message) }

  /// Waits for the next message, at most so many milliseconds where a number is given.
  package func receive(timeoutMilliseconds: Int? = nil) throws(TransportError) -> Received {
    try lines.receive(timeoutMilliseconds: timeoutMilliseconds)
  }
}
