import Store
package import Wire

/// What an agent may call, and how its calls begin.
extension Platform {
  /// The row of the agent that calls; only agents' methods come here.
  private func agentRow(_ caller: Person) -> Int64 {
    guard let agent = caller.agent else { preconditionFailure("only an agent asks this") }
    return agent
  }

  /// Features marked for agents of the apps that are switched on.
  package func agentTools(_ caller: Person) throws -> AgentToolsMethod.Result {
    var tools: [AgentTool] = []
    for app in try apps(of: agentRow(caller)) {
      let release = try currentRelease(app)
      for feature in release.manifest.features where feature.isForAgents {
        tools.append(
          AgentTool(
            app: app, name: release.manifest.name, feature: feature.name, title: feature.title,
            isQuery: feature.isQuery,
            inputSchema: release.tools[feature.name] ?? ["type": "object"]))
      }
    }
    return AgentToolsMethod.Result(tools: tools)
  }

  /// The person's open sessions in the apps that are switched on.
  package func agentSessions(_ caller: Person) throws -> AgentSessionsMethod.Result {
    let apps = Set(try apps(of: agentRow(caller)))
    return AgentSessionsMethod.Result(
      sessions: try sessionList(caller).sessions.filter { apps.contains($0.app) })
  }

  /// Begins a call for the agent's person: in the session that is named, in their newest one of
  /// the app, or through a way in that needs no place.
  package func prepareAgentCall(
    _ caller: Person, _ params: AgentCallMethod.Params, _ body: RequestBody, now: Instant
  ) throws -> CallStep {
    try step(caller, body, now: now) {
      guard try apps(of: agentRow(caller)).contains(params.app) else {
        throw Refusal(AgentError.appOff, ["app": .string(params.app.text)])
      }
      let arguments = JSON.object(params.arguments ?? [:])
      try check(arguments)
      guard let session = try agentSession(caller, params) else {
        return try agentDoor(caller, params, arguments, body, now: now)
      }
      try checkAlive(session.release.app)
      if let update = try update(of: session, now: now) { return .call(update) }
      guard let release = try release(session.release) else {
        preconditionFailure("session \(session.name) runs a release that is gone")
      }
      let feature = try allowed(params.feature, in: release, session.kind, caller)
      try requireForAgents(feature)
      if let sheet = try consentSheet(caller, release, feature) {
        return .answer(
          try propose(consent: sheet, caller, release, feature, session, body, now: now))
      }
      // An agent sees no page that could be old: what it starts runs on what is there now, and
      // what it may not finish is bound to this revision until the person says yes.
      return .call(
        CallTicket(
          release: release, feature: feature,
          context: try context(
            session, caller, release, seenRev: session.rev, joining: false, now: now),
          arguments: arguments, caller: caller, body: feature.isQuery ? nil : body,
          wasScanned: false, owed: nil,
          target: .session(row: session.id, rev: session.rev, peopleRev: session.peopleRev),
          joins: false))
    }
  }

  private func requireForAgents(_ feature: Manifest.Feature) throws {
    guard feature.isForAgents else {
      throw Refusal(AgentError.feature, ["feature": .string(feature.name)])
    }
  }

  private func agentSession(
    _ caller: Person, _ params: AgentCallMethod.Params
  ) throws -> SessionRow? {
    if let name = params.session {
      guard let session = try session(name), session.release.app == params.app,
        session.kind == .customer,
        try members(of: session.id).contains(where: { $0.person == caller.row && $0.isHere })
      else { throw Refusal(SessionError.unknown) }
      guard !session.isEnded else { throw Refusal(SessionError.ended) }
      return session
    }
    let row = try sql(
      "SELECT s.id FROM member m JOIN session s ON s.id = m.session WHERE m.person = ?"
        + " AND m.here = 1 AND s.app = ? AND s.kind = 'customer' AND s.ended IS NULL"
        + " ORDER BY s.id DESC LIMIT 1"
    ).first(.integer(caller.row), .text(params.app.text)) { $0.integer(0) }
    return try row.flatMap { try session(row: $0) }
  }

  /// Opens a session: by the route whose feature is called, or by one that needs no place.
  private func agentDoor(
    _ caller: Person, _ params: AgentCallMethod.Params, _ arguments: JSON, _ body: RequestBody,
    now: Instant
  ) throws -> CallStep {
    let release = try currentRelease(params.app)
    guard let feature = release.manifest.feature(params.feature) else {
      throw Refusal(SessionError.featureUnknown, ["feature": .string(params.feature)])
    }
    try requireForAgents(feature)
    let routes = release.manifest.routes.filter { $0.kind == .customer }
    let named = routes.first { $0.feature == feature.name }
    guard let route = named ?? routes.first(where: { $0.params.isEmpty }) else {
      throw Refusal(AgentError.noSession, ["app": .string(params.app.text)])
    }
    let place = try named == nil ? [:] : checked(arguments.object ?? [:], of: route)
    let door = door(of: route, place, caller)
    guard named != nil || !feature.scopes.contains(where: { IdentityScope(rawValue: $0) != nil })
    else {
      // What asks who somebody is comes after a first page, for agents too.
      throw Refusal(AgentError.noSession, ["app": .string(params.app.text)])
    }
    return try ticket(
      caller, release, feature: feature.name, arguments: arguments, door: door, body,
      wasScanned: false, now: now)
  }
}

extension Manifest.Feature {
  /// Whether an agent may call it at all.
  var isForAgents: Bool { agent && visibility == .person }
}

extension CallTicket {
  /// The effects of a call that wait for the person's word: all of an agent's, where one needs it.
  func mustPropose(_ effects: [Effect]) -> Bool {
    caller?.agent != nil && effects.contains(where: \.needsPerson)
  }
}
