import JSONRPC

/// One `tools/call`: context, reads, the feature, the result.
extension MCPServer {
  func callTool(_ params: JSONObject, _ client: Client) throws(RPCError) -> JSON {
    guard let name = params["name"]?.string else { throw .invalidParams("name is missing") }
    guard let feature = program.feature(name) else {
      throw .invalidParams("there is no tool \(name)")
    }
    let context = try context(params["_meta"]?[HostExtension.callKey])
    guard client.isHost || !feature.needsHost else { throw Self.hostNeeded(name) }
    let round = try round(params)
    let source: ReadLog.Source = client.isHost ? .host(try answers(params)) : .nothing
    let reads = ReadLog(source)
    let outcome: FeatureEntry.Outcome
    do {
      outcome = try feature.run(try arguments(params), context, reads)
    } catch let error as Declined where !reads.isSuspended {
      return failure(error.text.text(in: context.viewer.lang), client)
    } catch {
      if reads.isSuspended { return try askHost(reads, after: round) }
      throw Self.protocolError(error)
    }
    // A feature that swallows the error of a read must still be run again with the answer.
    if reads.isSuspended { return try askHost(reads, after: round) }
    return finished(outcome, context, client, unread: reads.unread)
  }

  private func context(_ json: JSON?) throws(RPCError) -> CallContext {
    guard let json else { return plainContext }
    do {
      return try json.decode(CallContext.self)
    } catch {
      throw .invalidParams(error)
    }
  }

  /// What a plain client's call means: one guest at the first moment, with the example's settings.
  private var plainContext: CallContext {
    let guest = PairwiseID("guest")
    return CallContext(
      id: "plain", now: Instant(milliseconds: 0), seed: 0,
      session: CallContext.Session(
        id: SessionID("plain"), kind: .customer, rev: 0, state: .null,
        people: [CallContext.Person(id: guest, number: 1)]),
      viewer: CallContext.Viewer(id: guest, role: .customer, tier: .visitor, lang: .english),
      config: program.example)
  }

  private func arguments(_ params: JSONObject) throws(RPCError) -> JSONObject {
    guard let json = params["arguments"], !json.isNull else { return JSONObject() }
    guard let arguments = json.object else { throw .invalidParams("arguments is not an object") }
    guard json.byteCount <= HostExtension.argumentsByteLimit else {
      throw .invalidParams("arguments are over \(HostExtension.argumentsByteLimit) bytes")
    }
    return arguments
  }

  /// How many rounds of `input_required` came before: `requestState` is nothing but that number.
  private func round(_ params: JSONObject) throws(RPCError) -> Int {
    guard let state = params["requestState"], !state.isNull else { return 0 }
    guard let text = state.string, let round = Int(text),
      (1...HostExtension.inputRoundLimit).contains(round)
    else { throw .invalidParams("requestState is not ours") }
    return round
  }

  private func answers(_ params: JSONObject) throws(RPCError) -> JSONObject {
    guard let json = params["inputResponses"], !json.isNull else { return JSONObject() }
    guard let answers = json.object else {
      throw .invalidParams("inputResponses is not an object")
    }
    return answers
  }

  private func askHost(_ reads: ReadLog, after round: Int) throws(RPCError) -> JSON {
    guard round < HostExtension.inputRoundLimit else {
      throw .invalidParams("the answers of \(round) rounds still lack a request's")
    }
    let requests = JSONObject(reads.asked.map { ($0.answerName, $0.wire) })
    return JSON(
      encoding: MCP.InputRequired(
        inputRequests: requests, requestState: String(round + 1), meta: .object(resultMeta)))
  }

  private func finished(
    _ outcome: FeatureEntry.Outcome, _ context: CallContext, _ client: Client, unread: [String]
  ) -> JSON {
    let page = outcome.page.json
    let effects = outcome.effects.isEmpty ? nil : outcome.effects.map(\.json)
    let result = CallResult(page: page, state: outcome.state, effects: effects)
    var meta = resultMeta
    if !unread.isEmpty { meta[HostExtension.unreadKey] = .array(unread.map(JSON.string)) }
    let language = context.viewer.lang
    // A host draws the page itself: the text is for everybody else.
    let text = client.isHost ? outcome.page.title.text(in: language) : plainText(outcome, language)
    if client.isHost { meta[HostExtension.resultKey] = JSON(encoding: result) }
    var answer = MCP.CallResult(text: text, meta: .object(meta))
    if client.isLegacy { answer.resultType = nil }
    if !client.isHost { answer.structuredContent = JSON(encoding: result) }
    return JSON(encoding: answer)
  }

  private func plainText(_ outcome: FeatureEntry.Outcome, _ language: Language) -> String {
    var text = outcome.page.plainText(in: language)
    for effect in outcome.effects { text += "\n(not done without a host: \(effect.json.text))" }
    return text
  }

  private func failure(_ text: String, _ client: Client) -> JSON {
    var answer = MCP.CallResult(text: text, isError: true, meta: .object(resultMeta))
    if client.isLegacy { answer.resultType = nil }
    return JSON(encoding: answer)
  }

  private static func hostNeeded(_ name: String) -> RPCError {
    RPCError(
      code: MCP.ErrorCode.missingClientCapability,
      message: "\(name) needs a client with the extension \(HostExtension.identifier).",
      data: ["requiredCapabilities": ["extensions": .object(HostExtension.extensions)]])
  }

  private static func protocolError(_ error: any Error) -> RPCError {
    switch error {
    case let error as RPCError: return error
    case let error as ArgumentFault:
      return RPCError(
        code: RPCError.invalidParamsCode,
        message: "The arguments are invalid: \(error.pointer) \(error.reason).",
        data: ["pointer": .string(error.pointer), "reason": .string(error.reason)])
    case ReadFault.unfit(let name):
      return .invalidParams("the answer \(name) does not fit its request")
    case let error as DecodingError:
      let (pointer, reason) = error.pointerAndReason
      return .internalError("State, settings or a record is unreadable: \(pointer) \(reason).")
    default: return .internalError("The feature failed: \(error).")
    }
  }
}
