import CLinux
import Glibc

/// A listening unix socket that only processes of our own user may connect to.
///
/// Confined to the loop's thread.
package final class UnixListener {
  /// The longest path bind(2) takes, in bytes (unix(7): 108 with the closing zero).
  package static let pathByteLimit = 107
  /// The most connections open at once; more are closed unanswered.
  package static let connectionLimit = 12_000
  /// The most connections taken in one turn, so that those already open are served between.
  static let acceptsPerTurn = 64
  /// How long accepting rests when descriptors have run out, in milliseconds.
  static let restMilliseconds: Int64 = 100
  private static let backlog: Int32 = 512

  /// Who was turned away and why, as counts.
  package struct Refused: Equatable, Sendable {
    /// Processes of another user.
    package var foreignUser = 0
    /// Connections beyond the limit.
    package var tooMany = 0
  }

  /// Takes each new connection's socket; its owner calls `connectionEnded` once at its end.
  package var onAccept: (consuming OwnedDescriptor) -> Void = { _ in }
  /// Who was turned away.
  package private(set) var refused = Refused()
  /// Connections open now.
  package private(set) var openCount = 0

  private let loop: EventLoop
  private let path: String
  private let limit: Int
  private let user: UInt32
  private var descriptor: Int32?

  /// Listens at a path, which nobody but our user can open (0600); a socket left there by a
  /// process that was killed is replaced.
  package convenience init(
    _ loop: EventLoop, path: String, connectionLimit: Int = UnixListener.connectionLimit
  ) throws(LoopError) {
    try self.init(loop, path: path, connectionLimit: connectionLimit, user: geteuid())
  }

  /// Lets processes of one user in.
  init(
    _ loop: EventLoop, path: String, connectionLimit: Int, user: UInt32
  ) throws(LoopError) {
    precondition(connectionLimit > 0, "a listener needs room for one")
    guard path.utf8.count <= Self.pathByteLimit else {
      throw .pathTooLong(byteCount: path.utf8.count)
    }
    self.loop = loop
    self.path = path
    limit = connectionLimit
    self.user = user
    try Self.removeLeftover(path)
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let socket = OwnedDescriptor(owning: try check(Glibc.socket(AF_UNIX, kind, 0), "socket"))
    // Linux gives the path the mode of the socket: it is never open to others, not for a moment.
    _ = try check(fchmod(socket.raw, 0o600), "fchmod")
    try Self.bind(socket.raw, path)
    _ = try check(listen(socket.raw, Self.backlog), "listen")
    descriptor = socket.release()
  }

  deinit { close() }

  /// Begins to accept; `onAccept` is set before.
  package func start() throws(LoopError) {
    guard let descriptor else { preconditionFailure("a closed listener starts no more") }
    try loop.watch(descriptor, for: .read) { [weak self] _ in self?.accept() }
  }

  /// One connection taken before is over.
  package func connectionEnded() {
    precondition(openCount > 0, "more ends than connections")
    openCount -= 1
  }

  /// Accepts nobody any more and removes the path.
  package func close() {
    guard let descriptor else { return }
    loop.unwatch(descriptor)
    Glibc.close(descriptor)
    unlink(path)
    self.descriptor = nil
  }

  private func accept() {
    for _ in 0..<Self.acceptsPerTurn {
      guard let descriptor else { return }
      let number = clinux_accept(descriptor)
      guard number >= 0 else {
        if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS { rest() }
        return
      }
      admit(OwnedDescriptor(owning: number))
    }
  }

  private func admit(_ socket: consuming OwnedDescriptor) {
    var uid: uid_t = 0
    var pid: pid_t = 0
    guard clinux_peer(socket.raw, &uid, &pid) == 0, uid == user else {
      refused.foreignUser += 1
      return
    }
    guard openCount < limit else {
      refused.tooMany += 1
      return
    }
    openCount += 1
    onAccept(socket)
  }

  /// Without descriptors the socket stays readable: asking again at once would spin.
  private func rest() {
    guard let descriptor else { return }
    loop.rewatch(descriptor, for: [])
    loop.schedule(afterMilliseconds: Self.restMilliseconds) { [weak self] in
      guard let self, let descriptor = self.descriptor else { return }
      loop.rewatch(descriptor, for: .read)
    }
  }

  private static func removeLeftover(_ path: String) throws(LoopError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .pathOccupied }
    _ = try check(unlink(path), "unlink")
  }

  private static func bind(_ socket: Int32, _ path: String) throws(LoopError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    _ = try check(status, "bind")
  }
}
