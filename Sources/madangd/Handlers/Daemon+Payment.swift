import Platform
import Wire

/// Paying never waits for a program, but is refused where nobody could take the order in.
extension Daemon where Core == Platform {
  /// Registers `bill.pay`.
  func handlePayment(_ programs: Programs) {
    dispatcher.handle(BillPayMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      // Seen before the core runs: a program that dies later is what the outbox is for.
      let gone = programs.goneApps
      submit(for: reply) { core, now in
        let known = try core.person(person, caller)
        let body = RequestBody(BillPayMethod.name, params)
        if !gone.isEmpty, let app = try core.appToPay(params.bill), gone.contains(app) {
          if let replayed = try core.replayed(known, body) { return replayed }
          throw Refusal(
            ProgramError.unavailable, retryAfterMilliseconds: Programs.goneRetryMilliseconds)
        }
        return try core.billPay(known, params, body, now: now)
      }
    }
  }
}
