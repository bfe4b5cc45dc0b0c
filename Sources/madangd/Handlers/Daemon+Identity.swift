import Platform
import Wire

/// Who somebody is, what apps see of them, and what they are told.
extension Daemon where Core == Platform {
  /// Registers the methods of identity, consent and inbox.
  func handleIdentity(_ worker: Worker<PlatformReader>) {
    read(IdentityDevicesMethod.self) { core, person, _, _ in try core.deviceList(person) }
    read(ConsentListMethod.self) { core, person, _, _ in try core.consentList(person) }
    read(ConsentLogMethod.self) { core, person, params, _ in
      try core.consentLog(person, params)
    }
    change(IdentityUpdateMethod.self) { try $0.identityUpdate($1, $2, $3, now: $4) }
    change(IdentitySendCodeMethod.self) { try $0.sendPhoneCode($1, $2, $3, now: $4) }
    change(IdentityConfirmCodeMethod.self) { try $0.confirmPhoneCode($1, $2, $3, now: $4) }
    change(IdentityStartMethod.self) { try $0.identityStart($1, $2, $3, now: $4) }
    change(IdentityAskMethod.self) { try $0.identityAsk($1, $2, $3, now: $4) }
    change(IdentityConfirmMethod.self) { try $0.identityConfirm($1, $2, $3, now: $4) }
    change(IdentityRevokeMethod.self) { try $0.revoke($1, $2, $3, now: $4) }
    change(IdentityEraseMethod.self) { try $0.erase($1, $2, $3, now: $4) }
    change(ConsentSetMethod.self) { try $0.consentSet($1, $2, $3, now: $4) }
    change(InboxClaimMethod.self) { try $0.inboxClaim($1, $2, $3, now: $4) }
    change(InboxMuteMethod.self) { try $0.inboxMute($1, $2, $3, now: $4) }
    dispatcher.handle(AdminVerificationsMethod.self) { [unowned self] _, _, reply in
      core.submit(for: reply) { core, _ in
        let result = try core.verifications()
        return { reply.ok(result) }
      }
    }
    handleExport(worker)
  }

  /// Registers `identity.export`: the core tells what it keeps, the worker the movements of money,
  /// and the core notes what was given out.
  private func handleExport(_ worker: Worker<PlatformReader>) {
    dispatcher.handle(IdentityExportMethod.self) { [unowned self] _, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let core = core
      core.submit(for: reply) { platform, now in
        let known = try platform.person(person, caller)
        let document = try platform.exportDocument(known, now: now)
        let start = try platform.historyStart(known)
        return {
          worker.submit(for: reply) { reader in
            let entries = try reader.wholeHistory(start)
            return {
              core.submit(for: reply) { platform, now in
                var whole = document
                whole["movements"] = .array(entries.map { JSON(encoding: $0) })
                let receipt = try platform.noteExport(known, whole, now: now)
                let result = IdentityExportMethod.Result(
                  document: .object(whole), receipt: receipt)
                return { reply.ok(result) }
              }
            }
          }
        }
      }
    }
  }
}
