/// A feature with its types erased: JSON in, JSON out.
struct FeatureEntry: Sendable {
  /// What a run gave.
  struct Outcome {
    var page: Page
    /// The new state, or nil where the feature left it alone.
    var state: JSON?
    var effects: [Effect]
  }

  let name: String
  let tool: MCP.Tool
  let needsHost: Bool
  let run: @Sendable (JSONObject, CallContext, ReadLog) throws -> Outcome

  init(_ feature: some Feature) {
    name = feature.name
    needsHost = feature.needsHost
    tool = Self.tool(feature)
    run = { arguments, context, reads in
      try Self.run(feature, arguments, context, reads)
    }
  }

  private static func run<F: Feature>(
    _ feature: F, _ arguments: JSONObject, _ context: CallContext, _ reads: ReadLog
  ) throws -> Outcome {
    if let (pointer, reason) = feature.schema.fault(in: arguments) {
      throw ArgumentFault(pointer: pointer, reason: reason)
    }
    let input: F.Input
    do {
      input = try JSON.object(arguments).decodeByContainers(F.Input.self)
    } catch {
      let (pointer, reason) = error.pointerAndReason
      throw ArgumentFault(pointer: pointer, reason: reason)
    }
    let before = context.session.state
    let state = before.isNull ? F.State() : try before.decodeByContainers(F.State.self)
    var call = Call(state: state, context: context, reads: reads)
    let page = try feature.run(input, &call)
    // Canonical, because a dictionary has another order in every process: the same call must
    // give the same bytes.
    let after = JSON(encodingByContainers: call.state).canonical
    // A host sends the state as it was given, so that looking whether it is the same comes first.
    let changed =
      after != before
      && after != (before.isNull ? JSON(encodingByContainers: F.State()) : before).canonical
    return Outcome(page: page, state: changed ? .some(after) : .none, effects: call.effects)
  }

  private static func tool(_ feature: some Feature) -> MCP.Tool {
    var about: JSONObject = [
      "title": feature.title.json, "visibility": .string(feature.visibility.rawValue),
    ]
    if feature.isQuery { about["query"] = true }
    if feature.confirms { about["confirms"] = true }
    var tool = MCP.Tool(
      name: feature.name, title: feature.title.text(in: .english),
      description: feature.title.text(in: .english) + " / " + feature.title.text(in: .korean),
      inputSchema: feature.schema.json,
      meta: .object(JSONObject([(HostExtension.featureKey, .object(about))])))
    tool.annotations = ["readOnlyHint": .bool(feature.isQuery)]
    return tool
  }
}

/// Arguments that do not fit the feature's schema.
struct ArgumentFault: Error, Equatable {
  var pointer: String
  var reason: String
}
