import Platform
import Wire

/// The sandbox's phones: a person reads their own, the operator any.
extension Daemon where Core == Platform {
  /// Registers `phone.inbox`.
  func handlePhones() {
    dispatcher.handle(PhoneInboxMethod.self) { [unowned self] params, caller, reply in
      core.submit(for: reply) { core, _ in
        let person = try caller.person.map { try core.person($0, caller) }
        let result = try core.phoneInbox(person, params)
        return { reply.ok(result) }
      }
    }
  }
}
