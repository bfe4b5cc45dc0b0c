/// The error codes about agents and what they propose.
package enum AgentError {
  /// You have no such agent.
  package static let unknown = ErrorCode(
    "agent.unknown", .final,
    en: "You have no such agent.",
    ko: "해당하는 에이전트가 없습니다.",
    fixEn: "See yours: madang agent list",
    fixKo: "목록 보기: madang agent list")

  /// This key belongs to no agent, or to one that was ended.
  package static let revoked = ErrorCode(
    "agent.revoked", .notAllowed,
    en: "This key belongs to no agent, or to one that was ended.",
    ko: "등록되지 않았거나 해제된 에이전트 키입니다.",
    fixEn: "Its person adds it: madang agent add NAME",
    fixKo: "본인이 추가합니다: madang agent add NAME")

  /// A person may have at most {limit} agents.
  package static let limit = ErrorCode(
    "agent.limit", .final,
    en: "A person may have at most {limit} agents.",
    ko: "에이전트는 {limit}개까지 둘 수 있습니다.",
    fixEn: "End one first: madang agent revoke AGENT",
    fixKo: "먼저 하나를 해제하세요: madang agent revoke AGENT")

  /// An agent may call at most {limit} times a minute.
  package static let rate = ErrorCode(
    "agent.rate", .later,
    en: "An agent may call at most {limit} times a minute.",
    ko: "에이전트는 1분에 {limit}번까지 호출할 수 있습니다.",
    fixEn: "Call again after the time that is named.",
    fixKo: "표시된 시간 뒤에 다시 호출하세요.")

  /// {app} is not switched on for this agent.
  package static let appOff = ErrorCode(
    "agent.app_off", .notAllowed,
    en: "{app} is not switched on for this agent.",
    ko: "{app}은(는) 이 에이전트에 켜져 있지 않습니다.",
    fixEn: "Its person switches it on: madang agent apps AGENT APP",
    fixKo: "본인이 켭니다: madang agent apps AGENT APP")

  /// {feature} is not offered to agents.
  package static let feature = ErrorCode(
    "agent.feature", .notAllowed,
    en: "{feature} is not offered to agents.",
    ko: "{feature} 기능은 에이전트에 제공되지 않습니다.",
    fixEn: "Use it in your own shell.",
    fixKo: "본인의 셸에서 쓰세요.")

  /// The person is in no session of {app}.
  package static let noSession = ErrorCode(
    "agent.no_session", .final,
    en: "The person is in no session of {app}.",
    ko: "본인이 {app}의 자리에 들어가 있지 않습니다.",
    fixEn: "The person scans the place's code first, or name a way in.",
    fixKo: "본인이 먼저 자리의 코드를 스캔하세요.")

  /// There is no such proposal for you.
  package static let proposalUnknown = ErrorCode(
    "proposal.unknown", .final,
    en: "There is no such proposal for you.",
    ko: "해당하는 제안이 없습니다.",
    fixEn: "See what waits: madang agent proposals",
    fixKo: "기다리는 제안 보기: madang agent proposals")

  /// This proposal is {status}; nothing was done now.
  package static let proposalOver = ErrorCode(
    "proposal.over", .final,
    en: "This proposal is {status}; nothing was done now.",
    ko: "이 제안은 {status} 상태입니다. 지금 처리된 것은 없습니다.",
    fixEn: "Let the agent ask again.",
    fixKo: "에이전트가 다시 제안하게 하세요.")

  /// An agent may have at most {limit} proposals waiting.
  package static let proposalLimit = ErrorCode(
    "proposal.limit", .later,
    en: "An agent may have at most {limit} proposals waiting.",
    ko: "에이전트가 기다리게 할 수 있는 제안은 {limit}개까지입니다.",
    fixEn: "Wait for the person's word.",
    fixKo: "본인의 답을 기다리세요.")

  static let all = [
    unknown, revoked, limit, rate, appOff, feature, noSession, proposalUnknown, proposalOver,
    proposalLimit,
  ]
}
