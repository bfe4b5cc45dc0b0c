import Platform
import Wire

/// Paying never waits for a program, but is refused where nobody could take the order in.
extension Daemon where Core == Platform {
  /// Registers `bill.pay`.
  func handlePayment(_ hasher: Worker<PINHasher>) {
    dispatcher.handle(BillPayMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let body = RequestBody(BillPayMethod.self, params)
      let request = PINRequest(person: person, caller: caller, body: body, reply: reply)
      prove(request, hasher, params.pin) { proof in
        self.pay(request, params, proof)
      }
    }
  }

  private func pay(
    _ request: PINRequest<BillPayMethod>, _ params: BillPayMethod.Params, _ proof: PINProof?
  ) {
    submit(for: request.reply) { core, now in
      let known = try core.person(request.person, request.caller)
      return try core.billPay(known, params, request.body, proof: proof, now: now)
    }
  }
}
