package import Wire

extension CallTicket {
  /// What is known of a session that a call only reads: the answer needs no second look.
  struct SessionFacts: Sendable, Hashable {
    let place: LocalizedText?
    let stateByteCount: Int

    init(_ session: SessionRow) {
      place = session.place
      stateByteCount = session.stateByteCount
    }
  }

  /// Bytes of the session's state as compact JSON.
  package var stateByteCount: Int {
    facts?.stateByteCount ?? context.session.state.byteCount
  }

  /// The answer to a call that only read, from what was there when it was prepared; nil where the
  /// core has to look again. `page` is as people get it.
  package func readAnswer(page: JSON?) -> JSON? {
    guard let facts, isRead, let caller else { return nil }
    let session = context.session
    let reply = PageReply(
      session: session.id, app: release.key.app, name: release.manifest.name,
      place: facts.place, rev: session.rev, people: session.people.count, page: page)
    return wrapped(reply, for: caller)
  }

  /// An answer as whoever asked takes it: an agent sees less, a scan says what it led to.
  func wrapped(_ page: PageReply, for caller: Person?) -> JSON {
    if caller?.agent != nil {
      return JSON(
        encoding: AgentReply(
          app: page.app, name: page.name, session: page.session, rev: page.rev, page: page.page,
          ended: page.ended))
    }
    let reply = page.directJSON
    return wasScanned ? ["kind": "page", "page": reply] : reply
  }
}

extension ReadSet {
  /// This set with what an earlier one has read and this one has not.
  package func filled(from earlier: ReadSet) -> ReadSet {
    var filled = self
    for (item, revision) in earlier.revisions where revisions[item] == nil {
      filled.add(item, revision: revision)
    }
    return filled
  }
}
