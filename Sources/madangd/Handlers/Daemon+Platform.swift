import Crypto
import JSONRPC
import Platform
import Store
import Wire

extension Platform: CoreState {
  func willCommit(now: Instant) throws(StoreError) { try closeGroup(now: now) }
  func willStop() throws(StoreError) { try ledger.writeAllSnapshots() }
}

/// Every method of the domain, one line each.
extension Daemon where Core == Platform {
  /// Registers the methods that only need the core.
  func handlePlatform() {
    read(IdentityShowMethod.self) { core, person, _, _ in try core.identityShow(person) }
    read(WalletBalanceMethod.self) { core, person, _, _ in try core.walletBalance(person) }
    read(WalletLookupMethod.self) { core, person, params, _ in try core.lookup(person, params) }
    read(BillShowMethod.self) { core, person, params, now in
      try core.billShow(person, params.bill, now: now)
    }
    read(BillListMethod.self) { core, person, params, now in
      try core.billList(person, params, now: now)
    }
    read(InboxListMethod.self) { try $0.inboxList($1, $2, now: $3) }
    read(SessionListMethod.self) { core, person, _, _ in try core.sessionList(person) }
    read(ShopBillsMethod.self) { core, person, params, now in
      try core.shopBills(person, params, now: now)
    }
    read(ShopCodesMethod.self) { core, person, params, _ in try core.shopCodes(person, params) }
    change(WalletTopUpMethod.self) { try $0.topUp($1, $2, $3, now: $4) }
    change(BillCancelMethod.self) { try $0.billCancel($1, $2, $3, now: $4) }
    change(BillRefundMethod.self) { try $0.billRefund($1, $2, $3, now: $4) }
    handleMandates()
    handleBatches()
    change(SessionLeaveMethod.self) { try $0.sessionLeave($1, $2, $3, now: $4) }
    change(ShopInviteMethod.self) { try $0.shopInvite($1, $2, $3, now: $4) }
    dispatcher.handle(RegistryListMethod.self) { [unowned self] _, _, reply in
      core.submit(for: reply) { core, _ in
        let result = try core.registryList()
        return { reply.ok(result) }
      }
    }
    dispatcher.handle(AdminTokenMethod.self) { [unowned self] params, _, reply in
      submit(for: reply) { core, now in
        try core.makeToken(RequestBody(AdminTokenMethod.self, params), now: now)
      }
    }
  }

  /// Registers the methods that call a program.
  func handleCalls(_ flow: CallFlow) {
    handleScan(flow)
    call(SessionOpenMethod.self, through: flow) { core, person, params, body, now in
      try core.prepareOpen(person, params, body.required, now: now)
    }
    call(ShopOpenMethod.self, through: flow) { core, person, params, body, now in
      try core.prepareShop(person, params, body.required, now: now)
    }
    call(ReceiptOpenMethod.self, through: flow) { core, person, params, body, now in
      try core.prepareReceipt(person, params, body.required, now: now)
    }
    call(SessionCallMethod.self, through: flow) { core, person, params, body, now in
      try core.prepareCall(person, params, body, now: now)
    }
  }

  /// Registers `qr.scan`; who scans too many wrong codes waits.
  private func handleScan(_ flow: CallFlow) {
    dispatcher.handle(QRScanMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      if let refusal = wrongCodes.refusal(person, at: .now) { return reply.refuse(refusal) }
      let body = RequestBody(QRScanMethod.self, params)
      flow.run(
        key: "\(person.text) \(params.key)", trace: caller.trace,
        prepare: { core, now in
          let known = try core.person(person, caller)
          return try core.prepareScan(known, payload: params.payload, body, now: now)
        },
        done: { [unowned self] result in
          wrongCodes.note(person, result, at: .now)
          reply.finish(result)
        })
    }
  }

  /// Registers what reads history on the second connection.
  func handleHistory(_ worker: Worker<PlatformReader>) {
    handleStatements(worker)
    dispatcher.handle(WalletHistoryMethod.self) { [unowned self] params, caller, reply in
      withHistory(caller, reply, worker) { try $0.history($1, params) }
    }
    dispatcher.handle(WalletAuditMethod.self) { [unowned self] _, caller, reply in
      withHistory(caller, reply, worker) { try $0.walletAudit($1) }
    }
    dispatcher.handle(AdminAuditMethod.self) { _, _, reply in
      worker.submit(for: reply) { reader in
        let report = try reader.audit()
        return { reply.ok(report) }
      }
    }
  }

  /// Asks the core where somebody's history begins, then reads it on the worker.
  private func withHistory<M: Method>(
    _ caller: Caller, _ reply: Reply<M>, _ worker: Worker<PlatformReader>,
    _ run: @escaping @Sendable (PlatformReader, HistoryStart?) throws -> M.Result
  ) {
    guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
    core.submit(for: reply) { core, _ in
      let start = try core.historyStart(try core.person(person, caller))
      return {
        worker.submit(for: reply) { reader in
          let result = try run(reader, start)
          return { reply.ok(result) }
        }
      }
    }
  }
}

extension RequestBody? {
  /// The body of a method whose parameters always carry a key.
  var required: RequestBody {
    guard let body = self else { preconditionFailure("keyed parameters carry a key") }
    return body
  }
}
