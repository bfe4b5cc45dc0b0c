/// The error codes about the daemon itself.
package enum PlatformError {
  /// Too many requests at once.
  package static let busy = ErrorCode(
    "platform.busy", .later,
    en: "Too many requests at once.",
    ko: "요청이 너무 많습니다.",
    fixEn: "Try again in a moment.",
    fixKo: "잠시 뒤에 다시 시도하세요.")

  /// The daemon is stopping.
  package static let draining = ErrorCode(
    "platform.draining", .later,
    en: "The daemon is stopping.",
    ko: "데몬이 멈추는 중입니다.",
    fixEn: "Try again in a moment.",
    fixKo: "잠시 뒤에 다시 시도하세요.")

  /// The disk is full; nothing was written.
  package static let diskFull = ErrorCode(
    "platform.disk_full", .later,
    en: "The disk is full; nothing was written.",
    ko: "디스크가 가득 차 아무것도 기록하지 않았습니다.",
    fixEn: "Make room, then try again with the same key.",
    fixKo: "공간을 비운 뒤 같은 키로 다시 시도하세요.")

  /// The answer did not arrive: it may or may not have happened.
  package static let outcomeUnknown = ErrorCode(
    "platform.outcome_unknown", .outcomeUnknown,
    en: "The answer did not arrive: it may or may not have happened.",
    ko: "답이 오지 않아 처리 여부를 알 수 없습니다.",
    fixEn: "Ask with the same key: madang pay … --key KEY. Do not pay again.",
    fixKo: "같은 키로 확인하세요: madang pay … --key KEY. 다시 결제하지 마세요.")

  /// The daemon cannot be reached: {reason}
  package static let unreachable = ErrorCode(
    "platform.unreachable", .later,
    en: "The daemon cannot be reached: {reason}",
    ko: "데몬에 연결할 수 없습니다: {reason}",
    fixEn: "Start it: madangd serve",
    fixKo: "시작하기: madangd serve")

  /// This daemon runs on the real clock.
  package static let realClock = ErrorCode(
    "platform.real_clock", .notAllowed,
    en: "This daemon runs on the real clock.",
    ko: "이 데몬은 실제 시계로 움직입니다.",
    fixEn: "Start one for tests: madangd serve --virtual-clock",
    fixKo: "시험용으로 시작하세요: madangd serve --virtual-clock")

  /// Something is wrong on our side: {reason}
  package static let internalFault = ErrorCode(
    "platform.internal", .final,
    en: "Something is wrong on our side: {reason}",
    ko: "내부 오류입니다: {reason}",
    fixEn: "Report it with the trace.",
    fixKo: "trace와 함께 알려 주세요.")

  /// The key {key} of this home is lost.
  package static let keyLost = ErrorCode(
    "platform.key_lost", .final,
    en: "The key {key} of this home is lost; what was sealed with it cannot be read.",
    ko: "이 홈의 {key} 키가 없어 봉인된 내용을 읽을 수 없습니다.",
    fixEn: "Put the key file back from a backup; money works without it.",
    fixKo: "백업에서 키 파일을 되돌리세요. 돈은 이 키 없이도 움직입니다.")

  static let all = [
    keyLost,
    busy, draining, diskFull, outcomeUnknown, unreachable, realClock, internalFault,
  ]
}
