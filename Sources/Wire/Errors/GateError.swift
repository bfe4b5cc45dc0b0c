/// The error codes about gates and their passes.
package enum GateError {
  /// This app has no gates.
  package static let none = ErrorCode(
    "gate.none", .final,
    en: "This app has no gates.",
    ko: "개찰구가 없는 앱입니다.",
    fixEn: "Open an app of a railway or a store with gates.",
    fixKo: "개찰구가 있는 앱을 여세요.")

  /// This device is not one of yours.
  package static let deviceUnknown = ErrorCode(
    "gate.device_unknown", .final,
    en: "This device is not one of yours.",
    ko: "본인의 기기가 아닙니다.",
    fixEn: "Ask for the pass on the device that will show it.",
    fixKo: "코드를 보여 줄 기기에서 요청하세요.")

  /// A fare of this account is unpaid: {amount}.
  package static let unpaid = ErrorCode(
    "gate.unpaid", .final,
    en: "A fare of this account is unpaid: {amount}.",
    ko: "내지 않은 운임이 있습니다: {amount}.",
    fixEn: "madang wallet topup, then ask for the pass again.",
    fixKo: "madang wallet topup 뒤에 다시 받으세요.")

  /// The program asked for a fare that its pass does not allow: {reason}.
  package static let fareInvalid = ErrorCode(
    "gate.fare_invalid", .final,
    en: "The program asked for a fare that its pass does not allow: {reason}.",
    ko: "프로그램이 허용되지 않은 운임을 요청했습니다: {reason}.",
    fixEn: "Tell the merchant.",
    fixKo: "가맹점에 알려 주세요.")

  static let all = [none, deviceUnknown, unpaid, fareInvalid]
}
