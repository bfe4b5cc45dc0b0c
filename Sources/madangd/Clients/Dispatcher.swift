import JSONRPC
import Wire

/// The table from method names to handlers, and what every request must pass before its handler:
/// access, well-formed parameters, a well-formed key.
///
/// Confined to the loop's thread. A handler is registered once, at start:
///
///     dispatcher.handle(WalletBalanceMethod.self) { params, caller, reply in
///       core.submit(for: reply) { core, now in
///         let result = try core.balance(of: caller)   // plan and apply
///         return { reply.ok(result) }                 // runs after COMMIT, on the loop
///       }
///     }
final class Dispatcher {
  /// What every connection answers by itself, before there is a caller.
  static let connectionMethods: Set<String> = [HelloMethod.name, HelloProveMethod.name]

  private struct Entry {
    let access: MethodAccess
    let isMutating: Bool
    let run: (JSONObject, Caller, ReplySlot) throws(Refusal) -> Void
  }

  private var entries: [String: Entry] = [:]

  /// Registers the handler of a method; it answers through `reply`, now or later.
  func handle<M: Method>(
    _ method: M.Type, _ body: @escaping (M.Params, Caller, Reply<M>) -> Void
  ) {
    precondition(MethodList.named(M.name) != nil, "\(M.name) stands in no list")
    precondition(!Self.connectionMethods.contains(M.name), "answered by the connection")
    precondition(entries[M.name] == nil, "\(M.name) has two handlers")
    entries[M.name] = Entry(access: M.access, isMutating: M.isMutating) {
      (params, caller, slot) throws(Refusal) in
      body(try Self.decode(M.self, params), caller, Reply<M>(slot))
    }
  }

  /// Methods of the list that nobody handles; empty in a complete daemon.
  var missing: [String] {
    MethodList.all.map { $0.name }.filter {
      entries[$0] == nil && !Self.connectionMethods.contains($0)
    }
  }

  /// Whether a method changes something; false for one that does not exist.
  func isMutating(_ method: String) -> Bool { entries[method]?.isMutating ?? false }

  /// Passes a request to its handler, or answers it with what stands against that.
  func dispatch(_ method: String, _ params: JSONObject, from caller: Caller, to slot: ReplySlot) {
    guard let entry = entries[method] else {
      return slot.answer(.failure(.methodNotFound(method)))
    }
    do throws(Refusal) {
      try Self.check(caller, entry.access)
      try Self.checkKey(params)
      try entry.run(params, caller, slot)
    } catch {
      slot.answer(.failure(RPCError(error, in: caller.language)))
    }
  }

  /// The parameters as a typed value; the refusal names the member at fault.
  static func decode<M: Method>(
    _ method: M.Type, _ params: JSONObject
  ) throws(Refusal) -> M.Params {
    do throws(DecodingError) {
      return try M.params(from: params)
    } catch {
      let (pointer, reason) = error.pointerAndReason
      throw .invalid(pointer: pointer, reason: reason)
    }
  }

  private static func check(_ caller: Caller, _ access: MethodAccess) throws(Refusal) {
    guard access.credentials.contains(caller.principal.credential) else {
      throw Refusal(refusal(of: access, to: caller))
    }
    if let tier = caller.principal.tier, tier < access.tier {
      throw Refusal(
        AuthError.tierTooLow,
        ["needed": .string(access.tier.rawValue), "tier": .string(tier.rawValue)])
    }
  }

  /// Who a method is for, said to somebody else.
  private static func refusal(of access: MethodAccess, to caller: Caller) -> ErrorCode {
    if access.credentials.contains(.person) {
      return caller.principal.credential == .till
        ? AuthError.notForTills : AuthError.personOnly
    }
    return access.credentials.contains(.operator)
      ? AuthError.operatorOnly : AuthError.agentOnly
  }

  /// A key is the same everywhere; where it must stand, decoding finds it missing.
  private static func checkKey(_ params: JSONObject) throws(Refusal) {
    guard case .string(let key)? = params["key"], !IdempotencyKey.isValid(key) else { return }
    let length = IdempotencyKey.length
    throw .invalid(
      pointer: "/key",
      reason: "is not \(length.lowerBound)-\(length.upperBound) of A-Z a-z 0-9 _ -")
  }
}
