import CEscape
import Glibc

/// Runs a body on a thread of its own, as another user when asked: the kernel keeps users
/// by thread.
enum ProbeThread {
  private final class Body {
    let user: UInt32?
    let run: () throws -> Void
    var failure: (any Error)?

    init(user: UInt32?, run: @escaping () throws -> Void) {
      self.user = user
      self.run = run
    }
  }

  struct UserRefused: Error {
    let code: Int32
  }

  static func run(asUser user: UInt32?, _ body: () throws -> Void) throws {
    try withoutActuallyEscaping(body) { body in
      let box = Body(user: user, run: body)
      var thread = pthread_t()
      let started = pthread_create(
        &thread, nil,
        { raw in
          guard let raw else { return nil }
          let box = Unmanaged<Body>.fromOpaque(raw).takeUnretainedValue()
          do {
            if let user = box.user {
              let code = escape_become_user(user, user)
              if code != 0 { throw UserRefused(code: code) }
            }
            try box.run()
          } catch {
            box.failure = error
          }
          return nil
        }, Unmanaged.passUnretained(box).toOpaque())
      guard started == 0 else { throw UserRefused(code: started) }
      pthread_join(thread, nil)
      if let failure = box.failure { throw failure }
    }
  }
}
