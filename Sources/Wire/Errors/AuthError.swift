/// The error codes about who may call.
package enum AuthError {
  /// Say hello before anything else.
  package static let helloFirst = ErrorCode(
    "auth.hello_first", .notAllowed,
    en: "Say hello before anything else.",
    ko: "먼저 hello로 접속을 알려야 합니다.",
    fixEn: "Send hello, then hello.prove.",
    fixKo: "hello와 hello.prove를 먼저 보내세요.")

  /// This device could not prove who it is.
  package static let badSignature = ErrorCode(
    "auth.bad_signature", .notAllowed,
    en: "This device could not prove who it is.",
    ko: "이 기기를 확인하지 못했습니다.",
    fixEn: "Sign the challenge with the device key you named.",
    fixKo: "알려 준 기기 키로 challenge에 서명하세요.")

  /// This test token is not known here.
  package static let unknownToken = ErrorCode(
    "auth.unknown_token", .notAllowed,
    en: "This test token is not known here.",
    ko: "등록되지 않은 시험용 토큰입니다.",
    fixEn: "Make one with: madang id new",
    fixKo: "만들기: madang id new")

  /// Only a person can do this.
  package static let personOnly = ErrorCode(
    "auth.person_only", .notAllowed,
    en: "Only a person can do this.",
    ko: "사람만 할 수 있는 일입니다.",
    fixEn: "Approve it in your own shell.",
    fixKo: "본인의 셸에서 승인하세요.")

  /// Only an agent asks this.
  package static let agentOnly = ErrorCode(
    "auth.agent_only", .notAllowed,
    en: "Only an agent can ask this.",
    ko: "에이전트만 할 수 있는 요청입니다.",
    fixEn: "Use your own shell: madang call",
    fixKo: "본인의 셸을 쓰세요: madang call")

  /// Only the operator of this daemon can do this.
  package static let operatorOnly = ErrorCode(
    "auth.operator_only", .notAllowed,
    en: "Only the operator of this daemon can do this.",
    ko: "운영자만 할 수 있는 일입니다.",
    fixEn: "Use the operator token of this home.",
    fixKo: "이 홈의 operator.token으로 접속하세요.")

  /// This needs the tier {needed}; yours is {tier}.
  package static let tierTooLow = ErrorCode(
    "auth.tier", .notAllowed,
    en: "This needs the tier {needed}; yours is {tier}.",
    ko: "이 일은 {needed} 등급부터 할 수 있습니다. 지금은 {tier} 등급입니다.",
    fixEn: "Raise your tier (madang id verify), or choose a smaller amount.",
    fixKo: "등급을 올리거나(madang id verify) 금액을 줄이세요.")

  /// Only staff of this shop with the right role can do this.
  package static let role = ErrorCode(
    "auth.role", .notAllowed,
    en: "Only staff of this shop with the right role can do this.",
    ko: "이 가게의 담당 직원만 할 수 있습니다.",
    fixEn: "Ask the owner for an invitation: madang shop staff invite",
    fixKo: "점주에게 초대를 요청하세요: madang shop staff invite")

  /// This device was revoked by its owner.
  package static let deviceRevoked = ErrorCode(
    "auth.device_revoked", .notAllowed,
    en: "This device was revoked by its owner.",
    ko: "주인이 해제한 기기입니다.",
    fixEn: "Use another of your devices, or begin with a new device key.",
    fixKo: "다른 기기를 쓰거나 새 기기 키로 시작하세요.")

  /// This till is not registered with a shop.
  package static let unknownTill = ErrorCode(
    "auth.unknown_till", .notAllowed,
    en: "This till is not registered with a shop.",
    ko: "어느 가게에도 등록되지 않은 단말기입니다.",
    fixEn: "Ask the owner: madang shop till add",
    fixKo: "점주에게 등록을 요청하세요: madang shop till add")

  /// A till cannot do this.
  package static let notForTills = ErrorCode(
    "auth.not_for_tills", .notAllowed,
    en: "A till cannot do this.",
    ko: "단말기로는 할 수 없는 일입니다.",
    fixEn: "Use the device of a person who works here.",
    fixKo: "직원 본인의 기기를 쓰세요.")

  static let all = [
    notForTills, unknownTill, deviceRevoked, helloFirst, badSignature, unknownToken, personOnly,
    operatorOnly, tierTooLow, role, agentOnly,
  ]
}
