import JSONRPC
import Platform
import Wire

/// Every method about codes and gates, one line each.
extension Daemon where Core == Platform {
  /// Registers what codes and gates need.
  func handleWays() {
    let waits = CodeWaits(loop)
    noticed = { waits.wake($0) }
    endWaits = { [unowned self] in
      waits.endAll()
      sessionWaits.endAll()
      endQuestions()
    }
    read(QRShowMethod.self) { try $0.qrShow($1, $2.code, now: $3) }
    change(QRCreateMethod.self) { try $0.qrCreate($1, $2, $3, now: $4) }
    change(QRCancelMethod.self) { try $0.qrCancel($1, $2, $3, now: $4) }
    change(QRClaimMethod.self) { try $0.qrClaim($1, $2, $3, now: $4) }
    change(ShopReissueMethod.self) { try $0.shopReissue($1, $2, $3, now: $4) }
    change(ShopRevokeMethod.self) { try $0.shopRevoke($1, $2, $3, now: $4) }
    change(GatePassMethod.self) { try $0.gatePass($1, $2, $3, now: $4) }
    change(GateReportMethod.self) { try $0.gateReport($1, $2, $3, now: $4) }
    read(GateKeysMethod.self) { try $0.gateKeys($1, $2, now: $3) }
    change(ShopRefundMethod.self) { try $0.shopRefund($1, $2, $3, now: $4) }
    change(ShopAddTillMethod.self) { try $0.shopAddTill($1, $2, $3, now: $4) }
    change(ShopRemoveTillMethod.self) { try $0.shopRemoveTill($1, $2, $3, now: $4) }
    read(ShopTillsMethod.self) { core, person, params, _ in try core.shopTills(person, params) }
    handleCharge()
    handleWait(waits)
  }

  /// Registers `shop.charge`; who tries too many wrong digits waits.
  private func handleCharge() {
    dispatcher.handle(ShopChargeMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      if let refusal = wrongCodes.refusal(person, at: .now) { return reply.refuse(refusal) }
      let told = LoopBound(publish)
      let noted = LoopBound { [unowned self] (result: Result<JSON, Refusal>) in
        wrongCodes.note(person, result, at: .now)
        reply.finish(result)
      }
      core.submit(
        run: { core, now in
          let known = try core.person(person, caller)
          let body = RequestBody(ShopChargeMethod.self, params)
          let outcome = try core.shopCharge(known, params, body, now: now)
          return {
            told.value(outcome.notices, outcome.owesCalls)
            noted.value(outcome.result)
          }
        }, failed: { noted.value(.failure($0)) })
    }
  }

  /// Registers `qr.wait`: answered at once where the code has moved on, else when it does.
  private func handleWait(_ waits: CodeWaits) {
    dispatcher.handle(QRWaitMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let timeout = params.timeoutMs ?? CodeWaits.defaultMilliseconds
      guard (0...CodeWaits.limitMilliseconds).contains(timeout) else {
        return reply.refuse(
          .invalid(pointer: "/timeoutMs", reason: "must be 0 to \(CodeWaits.limitMilliseconds)"))
      }
      let show = LoopBound { [unowned self] in
        showCode(params.code, to: person, caller, reply)
      }
      let bound = LoopBound(waits)
      core.submit(for: reply) { core, now in
        let known = try core.person(person, caller)
        let view = try core.qrShow(known, params.code, now: now)
        return {
          if view.rev != params.rev || !view.status.isWaiting { return reply.ok(view) }
          let isWaiting = bound.value.wait(
            for: params.code, person: person, milliseconds: timeout, show.value)
          if !isWaiting { reply.refuse(.busy(retryAfterMilliseconds: CodeWaits.retry)) }
        }
      }
    }
  }

  private func showCode(
    _ code: CodeID, to person: PersonID, _ caller: Caller, _ reply: Reply<QRWaitMethod>
  ) {
    core.submit(for: reply) { core, now in
      let view = try core.qrShow(try core.person(person, caller), code, now: now)
      return { reply.ok(view) }
    }
  }
}
