/// The error codes about mini-programs and their sandbox.
package enum ProgramError {
  /// This shop's program is not available now. Nothing was paid.
  package static let unavailable = ErrorCode(
    "program.unavailable", .later,
    en: "This shop's program is not available now. Nothing was paid.",
    ko: "가게 프로그램을 지금 쓸 수 없습니다. 결제되지 않았습니다.",
    fixEn: "Try again later or ask the staff.",
    fixKo: "나중에 다시 시도하거나 직원에게 문의하세요.")

  /// The shop's program stopped unexpectedly. Nothing was changed.
  package static let crashed = ErrorCode(
    "program.crashed", .later,
    en: "The shop's program stopped unexpectedly. Nothing was changed.",
    ko: "가게 프로그램이 갑자기 멈췄습니다. 바뀐 것은 없습니다.",
    fixEn: "Try again.",
    fixKo: "다시 시도하세요.")

  /// The shop's program did not answer in time. Nothing was changed.
  package static let deadline = ErrorCode(
    "program.deadline", .later,
    en: "The shop's program did not answer in time. Nothing was changed.",
    ko: "가게 프로그램이 제때 답하지 않았습니다. 바뀐 것은 없습니다.",
    fixEn: "Try again.",
    fixKo: "다시 시도하세요.")

  /// The shop's program answered something unreadable. Nothing was changed.
  package static let garbage = ErrorCode(
    "program.garbage", .later,
    en: "The shop's program answered something unreadable. Nothing was changed.",
    ko: "가게 프로그램이 알 수 없는 답을 보냈습니다. 바뀐 것은 없습니다.",
    fixEn: "Try again; the merchant can see the error.",
    fixKo: "다시 시도하세요. 가맹점이 오류를 볼 수 있습니다.")

  /// The shop's program refused: {reason}
  package static let failed = ErrorCode(
    "program.failed", .final,
    en: "The shop's program refused: {reason}",
    ko: "가게 프로그램이 거절했습니다: {reason}",
    fixEn: "Follow what it says.",
    fixKo: "안내에 따라 주세요.")

  /// The shop's page cannot be shown: {pointer} {reason}. Nothing was changed.
  package static let pageInvalid = ErrorCode(
    "program.page_invalid", .later,
    en: "The shop's page cannot be shown: {pointer} {reason}. Nothing was changed.",
    ko: "가게 화면을 보여 줄 수 없습니다: {pointer} {reason}. 바뀐 것은 없습니다.",
    fixEn: "Try again; the merchant can see the error.",
    fixKo: "다시 시도하세요. 가맹점이 오류를 볼 수 있습니다.")

  /// The shop's program answered something not allowed: {pointer} {reason}. Nothing was changed.
  package static let resultInvalid = ErrorCode(
    "program.result_invalid", .later,
    en:
      "The shop's program answered something not allowed: {pointer} {reason}. Nothing was changed.",
    ko: "가게 프로그램의 답이 허용되지 않습니다: {pointer} {reason}. 바뀐 것은 없습니다.",
    fixEn: "Try again; the merchant can see the error.",
    fixKo: "다시 시도하세요. 가맹점이 오류를 볼 수 있습니다.")

  /// The shop's program asked for something that cannot be done: {code}. Nothing was changed.
  package static let effectRefused = ErrorCode(
    "program.effect_refused", .conflict,
    en: "The shop's program asked for something that cannot be done: {code}. Nothing was changed.",
    ko: "가게 프로그램의 요청을 처리할 수 없습니다: {code}. 바뀐 것은 없습니다.",
    fixEn: "Try again.",
    fixKo: "다시 시도하세요.")

  /// A reading feature tried to change something. Nothing was changed.
  package static let queryChanged = ErrorCode(
    "program.query_changed", .later,
    en: "A reading feature tried to change something. Nothing was changed.",
    ko: "조회 기능이 내용을 바꾸려 했습니다. 바뀐 것은 없습니다.",
    fixEn: "The merchant can see the error.",
    fixKo: "가맹점이 오류를 볼 수 있습니다.")

  /// This request made the shop's program fail again and again and is switched off.
  package static let disabled = ErrorCode(
    "program.disabled", .later,
    en: "This request made the shop's program fail again and again and is switched off.",
    ko: "이 요청은 가게 프로그램을 거듭 멈추게 하여 꺼 두었습니다.",
    fixEn: "Ask the staff.",
    fixKo: "직원에게 문의하세요.")

  /// The shop's program used more than {seconds} seconds of processor time. Nothing was changed.
  package static let cpuLimit = ErrorCode(
    "program.cpu_limit", .later,
    en: "The shop's program used more than {seconds} s of processor time. Nothing was changed.",
    ko: "가게 프로그램이 처리 시간 {seconds}초를 넘겼습니다. 바뀐 것은 없습니다.",
    fixEn: "Try again; the merchant can see the error.",
    fixKo: "다시 시도하세요. 가맹점이 오류를 볼 수 있습니다.")

  /// The app has no right to {scope}.
  package static let scopeMissing = ErrorCode(
    "scope.missing", .notAllowed,
    en: "The app has no right to {scope}.",
    ko: "이 앱에는 {scope} 권한이 없습니다.",
    fixEn: "The merchant must declare the scope in the manifest.",
    fixKo: "가맹점이 매니페스트에 권한을 선언해야 합니다.")

  /// The program offers {feature}, which its release does not declare.
  package static let featureUndeclared = ErrorCode(
    "host.feature_undeclared", .final,
    en: "The program offers {feature}, which its release does not declare.",
    ko: "프로그램이 릴리스에 선언하지 않은 {feature} 기능을 냅니다.",
    fixEn: "Publish a new version.",
    fixKo: "새 버전을 게시하세요.")

  /// Programs cannot be contained on this machine: {reason}
  package static let sandboxUnavailable = ErrorCode(
    "host.sandbox_unavailable", .later,
    en: "Programs cannot be contained on this machine: {reason}",
    ko: "이 기기에서는 프로그램을 격리할 수 없습니다: {reason}",
    fixEn: "See: madangd status",
    fixKo: "확인: madangd status")

  /// This program does not fit this machine: {reason}
  package static let runtimeMismatch = ErrorCode(
    "host.runtime_mismatch", .final,
    en: "This program does not fit this machine: {reason}",
    ko: "이 프로그램은 이 기기에 맞지 않습니다: {reason}",
    fixEn: "Install its modules for the interpreter that is named, and publish again.",
    fixKo: "안내된 해석기에 맞는 모듈을 설치한 뒤 다시 게시하세요.")

  static let all = [
    unavailable, crashed, deadline, garbage, failed, pageInvalid, resultInvalid, effectRefused,
    queryChanged, disabled, cpuLimit, scopeMissing, featureUndeclared, sandboxUnavailable,
    runtimeMismatch,
  ]
}
