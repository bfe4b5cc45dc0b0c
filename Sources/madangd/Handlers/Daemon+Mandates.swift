import Platform
import Wire

/// What people let apps charge later, and what merchants are told of their days.
extension Daemon where Core == Platform {
  /// Registers the methods of mandates; only a person's own device may call them.
  func handleMandates() {
    read(MandateListMethod.self) { core, person, params, now in
      try core.mandateList(person, params, now: now)
    }
    read(MandateShowMethod.self) { core, person, params, now in
      try core.mandateShow(person, params.mandate, now: now)
    }
    change(MandateDeclineMethod.self) { try $0.mandateDecline($1, $2, $3, now: $4) }
    change(MandateRevokeMethod.self) { try $0.mandateRevoke($1, $2, $3, now: $4) }
  }

  /// Registers `shop.statement`: a day that is not settled is read on the second connection, since
  /// it may be long.
  func handleStatements(_ worker: Worker<PlatformReader>) {
    dispatcher.handle(ShopStatementMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      core.submit(for: reply) { core, now in
        let start = try core.shopStatement(
          try core.person(person, caller), params, now: now)
        return {
          switch start {
          case .done(let statement): reply.ok(statement)
          case .open(let day):
            worker.submit(for: reply) { reader in
              let statement = try reader.statement(day)
              return { reply.ok(statement) }
            }
          }
        }
      }
    }
  }
}
