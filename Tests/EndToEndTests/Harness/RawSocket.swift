import Glibc
import JSONRPC

/// A connection on which any bytes can be written.
final class RawSocket {
  private let transport: UnixSocketTransport
  private var splitter = FrameSplitter()

  init(_ world: World) throws {
    transport = try UnixSocketTransport(path: world.home + "/madangd.sock")
  }

  /// Writes until all is written or the other side has closed.
  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.write(transport.descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// The next line, or nil where the connection ended first.
  func line() throws -> [UInt8]? {
    while true {
      if let line = try splitter.next() { return line }
      guard Child.isReadable(transport.descriptor, milliseconds: Child.patienceMilliseconds) else {
        throw TestFault("nothing was answered")
      }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(transport.descriptor, &chunk, chunk.count)
      guard count > 0 else { return nil }
      splitter.append(Array(chunk[..<count]))
    }
  }
}
