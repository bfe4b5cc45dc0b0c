import Wire

/// `qr.scan` of a session code through a real daemon and its sandboxed program: somebody is
/// invited to a table, joins it, and leaves.
struct QRScans {
  let journeys: Journeys

  func run() throws -> JourneyFigures {
    try journeys.withDaemon("scan") { run in
      let host = run.person
      let guest = try BenchClient(personOf: run.daemon)
      let shop = try BenchShop(number: 1)
      try shop.publish(version: 1, host)
      let code = try shop.codes(host)[0]
      let scanned = try host.call(QRScanMethod.self, .init(key: host.newKey(), payload: code))
      guard let session = scanned.page?.session else {
        throw BenchmarkError.unavailable("no session")
      }
      var invite: CodeView?
      let guests = JourneyRun(daemon: run.daemon, operator: run.operator, person: guest)
      return try guests.measure(
        counted: journeys.scale.counted, timed: journeys.scale.pay
      ) { index in
        if let invite {
          _ = try guest.call(
            SessionLeaveMethod.self, .init(key: guest.newKey(), session: session))
          _ = try host.call(QRCancelMethod.self, .init(key: host.newKey(), code: invite.code))
        }
        let made = try host.call(
          QRCreateMethod.self, .init(key: host.newKey(), purpose: .invite, session: session))
        invite = made
        guard let payload = made.payload else { throw BenchmarkError.unavailable("no code") }
        return payload
      } step: { payload in
        try guest.raw(QRScanMethod.self, .init(key: guest.newKey(), payload: payload))
      }
    }
  }
}
