import Glibc
import JSONRPC

@testable import Loop

/// Two connected sockets: the loop serves one, the test is the other side.
final class SocketPair {
  private var far: Int32
  private var near: Int32?

  init() {
    var numbers: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    precondition(socketpair(AF_UNIX, kind, 0, &numbers) == 0)
    near = numbers[0]
    far = numbers[1]
  }

  deinit {
    if let near { close(near) }
    closeFar()
  }

  /// The loop's side; once.
  func takeNear() -> OwnedDescriptor {
    guard let number = near else { preconditionFailure("taken already") }
    near = nil
    return OwnedDescriptor(owning: number)
  }

  func write(_ text: String) { write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          far, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// What has arrived, without waiting.
  func readAvailable() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(far, &bytes, bytes.count, Int32(MSG_DONTWAIT))
    return count > 0 ? Array(bytes[..<count]) : []
  }

  /// Whether the other side has ended and everything was read.
  var isAtEnd: Bool {
    var byte: UInt8 = 0
    return recv(far, &byte, 1, Int32(MSG_DONTWAIT | MSG_PEEK)) == 0
  }

  func closeFar() {
    if far >= 0 { close(far) }
    far = -1
  }
}
