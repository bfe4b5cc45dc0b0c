import Crypto
import Wire

/// What stays when a call is sent again after a crash or a conflict (protocol.md, tools/call).
struct CallIdentity: Hashable {
  /// The call's name.
  let id: String
  /// The only randomness its program may use.
  let seed: Int64
}

/// A request with a key names its call: whoever asks again with it, after a crash of the program
/// or of the daemon, makes the same call, and nobody draws a better seed by asking again.
extension Platform {
  /// Bytes of a call's name, as of all public names.
  private static let nameByteCount = 10
  private static let seedByteCount = 8

  /// The identity of a request's call: nobody without the key can tell its seed beforehand.
  func callIdentity(of caller: Person, _ body: RequestBody) -> CallIdentity {
    let request = Array("\(caller.keyScope)\u{0}\(body.key)\u{0}".utf8) + body.hash
    let tag = keys.calls.tag(request)
    return CallIdentity(
      id: "c_" + Base32.encode(Array(tag.prefix(Platform.nameByteCount))),
      seed: Platform.seed(tag.dropFirst(Platform.nameByteCount)))
  }

  /// The identity of a call that has its name already.
  func callIdentity(of name: String) -> CallIdentity {
    CallIdentity(id: name, seed: Platform.seed(keys.calls.tag(Array(name.utf8))[...]))
  }

  private static func seed(_ bytes: ArraySlice<UInt8>) -> Int64 {
    precondition(bytes.count >= seedByteCount, "a tag has room for a seed")
    return bytes.prefix(seedByteCount).reduce(Int64(0)) { $0 << 8 | Int64($1) } & Int64.max
  }

  /// A call under the name of its request; one that only reads has a name of its own each time.
  func identified(_ step: CallStep) -> CallStep {
    guard case .call(var ticket) = step, let caller = ticket.caller, let body = ticket.body else {
      return step
    }
    let identity = callIdentity(of: caller, body)
    (ticket.context.id, ticket.context.seed) = (identity.id, identity.seed)
    return .call(ticket)
  }
}

extension CallTicket {
  /// The same call as one that was sent before.
  package func following(attempt: Int) -> CallTicket {
    var ticket = self
    ticket.context.attempt = attempt + 1
    return ticket
  }
}
