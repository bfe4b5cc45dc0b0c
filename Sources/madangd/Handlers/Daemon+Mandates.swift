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
    read(ShopStatementMethod.self) { core, person, params, now in
      try core.shopStatement(person, params, now: now)
    }
  }
}
