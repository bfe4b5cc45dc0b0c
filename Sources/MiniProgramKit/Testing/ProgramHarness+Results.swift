/// What a host checks about an answer before it believes it.
extension ProgramHarness {
  func accept(
    _ result: MCP.CallResult, _ feature: Manifest.Feature, _ session: SessionID,
    _ context: CallContext
  ) throws(HarnessFault) -> Page {
    guard result.isError != true else {
      throw .declined(result.content.first?["text"]?.string ?? "")
    }
    let answer: CallResult
    do {
      answer = try (result.hostResult ?? .null).decode(CallResult.self)
    } catch {
      throw .invalid(pointer: "/_meta", reason: "\(error)")
    }
    let page = try page(answer)
    let effects = try effects(answer, feature)
    if feature.isQuery, answer.state != nil || !effects.isEmpty {
      throw .notAllowed("\(feature.name) is a query and wants to change something")
    }
    if let state = answer.state, state.bytes.count > CallContext.stateByteLimit {
      throw .invalid(pointer: "/state", reason: "larger than \(CallContext.stateByteLimit) bytes")
    }
    try apply(effects, in: session, for: context.viewer.id)
    if let state = answer.state { sessions[session]?.state = state }
    if answer.state != nil || !effects.isEmpty { sessions[session]?.rev += 1 }
    self.effects = effects
    return page
  }

  /// The page, read strictly; what its actions call must exist.
  private func page(_ answer: CallResult) throws(HarnessFault) -> Page {
    let reading: Page.Reading
    do {
      reading = try Page.read(answer.page ?? .null)
    } catch {
      throw .invalid(pointer: error.pointer, reason: error.message.text(in: .english))
    }
    if let warning = reading.warnings.first {
      throw .invalid(pointer: warning.pointer, reason: warning.message.text(in: .english))
    }
    for action in reading.page.actions where manifest.feature(action.feature) == nil {
      throw .notAllowed("the page calls \(action.feature), which is not declared")
    }
    return reading.page
  }

  private func effects(
    _ answer: CallResult, _ feature: Manifest.Feature
  ) throws(HarnessFault) -> [Effect] {
    let effects: [Effect]
    do {
      effects = try Effect.read(answer.effects ?? [])
    } catch {
      throw .invalid(pointer: error.pointer, reason: error.message.text(in: .english))
    }
    for effect in effects {
      guard let scope = effect.scope, !feature.scopes.contains(scope) else { continue }
      throw .notAllowed("\(feature.name) lacks the scope \(scope)")
    }
    return effects
  }
}

extension Page {
  /// Every action on the page, `refresh` included.
  package var actions: [PageAction] {
    (refresh.map { [$0] } ?? []) + body.flatMap(\.actions)
  }

  /// Every node of the page, sections opened, from top to bottom.
  package var allNodes: [PageNode] { body.flatMap(\.withDescendants) }

  /// The buttons from top to bottom.
  package var buttons: [PageButton] {
    allNodes.compactMap { node in
      guard case .button(let button) = node else { return nil }
      return button
    }
  }

  /// The items of all lists from top to bottom.
  package var items: [PageList.Item] {
    allNodes.flatMap { node -> [PageList.Item] in
      guard case .list(let list) = node else { return [] }
      return list.items
    }
  }

  /// The action behind an id, or nil where there is none or it is disabled.
  package func action(of id: String) -> PageAction? {
    if let button = buttons.first(where: { $0.id == id }) {
      return button.disabled == nil ? button.action : nil
    }
    return items.first { $0.id == id }.flatMap { $0.disabled == nil ? $0.action : nil }
  }
}

extension PageNode {
  fileprivate var withDescendants: [PageNode] {
    switch self {
    case .section(_, let children), .columns(let children):
      [self] + children.flatMap(\.withDescendants)
    default: [self]
    }
  }

  fileprivate var actions: [PageAction] {
    withDescendants.flatMap { node -> [PageAction] in
      switch node {
      case .button(let button): [button.action]
      case .list(let list): list.items.compactMap(\.action)
      default: []
      }
    }
  }
}
