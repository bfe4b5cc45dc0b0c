import Crypto
import Platform
import Wire

/// What hashes PINs: a worker of its own, one hash at a time (16 MiB each).
struct PINHasher {}

/// Cards, accounts, PIN and payment tokens.
extension Daemon where Core == Platform {
  /// Registers the methods that only need the core.
  func handleFunding() {
    read(FundingListMethod.self) { core, person, _, _ in try core.fundingList(person) }
    read(PinShowMethod.self) { core, person, _, now in try core.pinShow(person, now: now) }
    change(FundingLinkMethod.self) { try $0.fundingLink($1, $2, $3, now: $4) }
    change(FundingConfirmMethod.self) { try $0.fundingConfirm($1, $2, $3, now: $4) }
    change(FundingRemoveMethod.self) { try $0.fundingRemove($1, $2, $3, now: $4) }
    change(PhoneApproveMethod.self) { try $0.phoneApprove($1, $2, $3, now: $4) }
    change(BillRevokeMethod.self) { try $0.billRevoke($1, $2, $3, now: $4) }
  }

  /// Registers the methods that may carry a PIN.
  func handlePINs(_ hasher: Worker<PINHasher>) {
    withPIN(WalletTransferMethod.self, hasher, \.pin) {
      try $0.transfer($1, $2, $3, proof: $4, now: $5)
    }
    withPIN(WalletWithdrawMethod.self, hasher, \.pin) {
      try $0.withdraw($1, $2, $3, proof: $4, now: $5)
    }
    withPIN(TradeFundMethod.self, hasher, \.pin) {
      try $0.tradeFund($1, $2, $3, proof: $4, now: $5)
    }
    withPIN(BillAuthorizeMethod.self, hasher, \.pin) {
      try $0.billAuthorize($1, $2, $3, proof: $4, now: $5)
    }
    withPIN(QRConfirmMethod.self, hasher, \.pin) {
      try $0.qrConfirm($1, $2, $3, proof: $4, now: $5)
    }
    withPIN(PinQuickPayMethod.self, hasher, \.pin) {
      try $0.pinQuickPay($1, $2, $3, proof: $4, now: $5)
    }
    withPIN(MandateApproveMethod.self, hasher, \.pin) {
      try $0.mandateApprove($1, $2, $3, proof: $4, now: $5)
    }
    withPIN(MandateRetryMethod.self, hasher, \.pin) {
      try $0.mandateRetry($1, $2, $3, proof: $4, now: $5)
    }
    dispatcher.handle(PinSetMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let body = RequestBody(PinSetMethod.self, params)
      let request = PINRequest(person: person, caller: caller, body: body, reply: reply)
      prove(request, hasher, params.pin) { proof in
        self.setPIN(request, hasher, params.newPin, proof)
      }
    }
  }

  /// Registers a command whose parameters may carry a PIN.
  private func withPIN<M: Method>(
    _ method: M.Type, _ hasher: Worker<PINHasher>, _ pin: @escaping (M.Params) -> String?,
    _ run:
      @escaping @Sendable (Platform, Person, M.Params, RequestBody, PINProof?, Instant) throws
      -> Outcome<JSON>
  ) where M.Params: Keyed {
    dispatcher.handle(method) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let body = RequestBody(M.self, params)
      let proved = { [unowned self] (proof: PINProof?) in
        submit(for: reply) { core, now in
          let known = try core.person(person, caller)
          return try run(core, known, params, body, proof, now)
        }
      }
      let request = PINRequest(person: person, caller: caller, body: body, reply: reply)
      prove(request, hasher, pin(params), proved)
    }
  }

  /// Proves a PIN: counted and committed in the core, hashed on the worker, compared in the core;
  /// without a PIN goes on at once. What a key has answered before is answered without a try.
  func prove<M: Method>(
    _ request: PINRequest<M>, _ hasher: Worker<PINHasher>, _ pin: String?,
    _ proved: @escaping (PINProof?) -> Void
  ) {
    guard let pin else { return proved(nil) }
    let bound = LoopBound((self, proved))
    let reply = request.reply
    core.submit(for: reply) { core, now in
      let known = try core.person(request.person, request.caller)
      if let replayed = try core.replayed(known, request.body) {
        return { reply.finish(replayed.result) }
      }
      switch try core.beginPIN(known, pin, request.body, now: now) {
      case .failure(let refusal): return { reply.refuse(refusal) }
      case .success(let attempt):
        return {
          hasher.submit(for: reply) { _ in
            let hash = try PasswordHash.hash(attempt.password, salt: attempt.salt)
            return { bound.value.0.compare(attempt, hash, reply, bound.value.1) }
          }
        }
      }
    }
  }

  private func compare<M: Method>(
    _ attempt: PINAttempt, _ hash: [UInt8], _ reply: Reply<M>,
    _ proved: @escaping (PINProof?) -> Void
  ) {
    let bound = LoopBound(proved)
    core.submit(for: reply) { core, now in
      switch try core.finishPIN(attempt, hash: hash, now: now) {
      case .failure(let refusal): return { reply.refuse(refusal) }
      case .success(let proof): return { bound.value(proof) }
      }
    }
  }

  private func setPIN(
    _ request: PINRequest<PinSetMethod>, _ hasher: Worker<PINHasher>, _ pin: String,
    _ proof: PINProof?
  ) {
    let bound = LoopBound(self)
    let reply = request.reply
    core.submit(for: reply) { core, _ in
      let known = try core.person(request.person, request.caller)
      if let replayed = try core.replayed(known, request.body) {
        return { reply.finish(replayed.result) }
      }
      switch try core.prepareNewPIN(known, pin, provesPresent: proof != nil) {
      case .failure(let refusal): return { reply.refuse(refusal) }
      case .success(let new):
        return {
          hasher.submit(for: reply) { _ in
            let hash = try PasswordHash.hash(new.password, salt: new.salt)
            return {
              bound.value.submit(for: reply) { core, now in
                let known = try core.person(request.person, request.caller)
                return try core.setPIN(
                  known, new, hash: hash, proof: proof, request.body, now: now)
              }
            }
          }
        }
      }
    }
  }
}

/// A request on its way through the proof of a PIN.
struct PINRequest<M: Method>: Sendable {
  let person: PersonID
  let caller: Caller
  let body: RequestBody
  let reply: Reply<M>
}
