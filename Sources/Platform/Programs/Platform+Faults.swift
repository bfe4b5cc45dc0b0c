import Store
package import Wire

/// What went wrong with programs, for their merchants: one row a version, feature and code.
extension Platform {
  /// Rows of one version; the one that was longest ago goes first.
  static let faultLimit: Int64 = 100
  /// Characters of a reason.
  static let faultReasonLimit = 500
  /// Rows of one answer.
  static let faultListLimit: Int64 = 200

  /// Whether a refusal is a program's own fault, and not its caller's or only its consequence.
  static func isFault(_ code: ErrorCode) -> Bool {
    if code == ProgramError.unavailable || code == ProgramError.disabled { return false }
    return code.name.hasPrefix("program.") || code.name.hasPrefix("host.")
      || code == RegistryError.programMismatch || code == RegistryError.programMissing
  }

  /// Notes what went wrong with a call.
  func note(
    _ refusal: Refusal, _ ticket: CallTicket, trace: TraceID?, now: Instant
  ) throws {
    guard Platform.isFault(refusal.code) else { return }
    let key = ticket.release.key
    var reason = refusal.details["reason"]?.string ?? refusal.details["code"]?.string ?? ""
    if let pointer = refusal.details["pointer"]?.string, !pointer.isEmpty {
      reason = "\(pointer) \(reason)"
    }
    var plan = Plan()
    plan.write(
      "INSERT INTO program_fault(app, version, feature, code, reason, count, first, last, trace,"
        + " call) VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6, ?7, ?8)"
        + " ON CONFLICT(app, version, feature, code) DO UPDATE SET count = count + 1,"
        + " reason = excluded.reason, last = excluded.last, trace = excluded.trace,"
        + " call = excluded.call",
      .text(key.app.text), .integer(key.version), .text(ticket.feature.name),
      .text(refusal.code.name),
      .text(String(reason.cleaned.prefix(Platform.faultReasonLimit))),
      .integer(now.milliseconds), .text(trace?.text), .text(ticket.context.id))
    plan.write(
      "DELETE FROM program_fault WHERE app = ?1 AND version = ?2 AND (feature, code) IN ("
        + "SELECT feature, code FROM program_fault WHERE app = ?1 AND version = ?2"
        + " ORDER BY last DESC, feature, code LIMIT -1 OFFSET ?3)",
      .text(key.app.text), .integer(key.version), .integer(Platform.faultLimit))
    try apply(plan)
  }

  /// What `shop.errors` lists.
  package func shopErrors(
    _ caller: Person, _ params: ShopErrorsMethod.Params
  ) throws -> ShopErrorsMethod.Result {
    try checkInsight(caller, params.app)
    let rows = try sql(
      "SELECT version, feature, code, reason, count, first, last, trace, call"
        + " FROM program_fault WHERE app = ?1 AND version = ifnull(?2, version)"
        + " ORDER BY last DESC, version DESC, feature, code LIMIT ?3"
    ).rows(
      .text(params.app.text), .integer(params.version), .integer(Platform.faultListLimit)
    ) {
      ProgramFault(
        version: $0.integer(0), feature: $0.text(1), code: $0.text(2), reason: $0.text(3),
        count: $0.integer(4), first: Instant(milliseconds: $0.integer(5)),
        last: Instant(milliseconds: $0.integer(6)), trace: $0.optionalText(7),
        call: $0.optionalText(8))
    }
    return ShopErrorsMethod.Result(
      app: params.app, errors: rows,
      deadLetters: try deadLetters(of: params.app, version: params.version))
  }

  /// Who may look into an app's programs: its owner and manager.
  package func checkInsight(_ caller: Person, _ app: AppID) throws {
    let release = try currentRelease(app)
    _ = try requireRole(caller, at: release.manifest.merchant, oneOf: [.owner, .manager])
  }

  /// The version whose program runs a recorded call again.
  package func releaseToRun(_ key: ReleaseKey) throws -> Release {
    guard let release = try release(key) else {
      throw Refusal(
        AppError.versionUnknown,
        ["app": .string(key.app.text), "version": .integer(key.version)])
    }
    return release
  }
}
