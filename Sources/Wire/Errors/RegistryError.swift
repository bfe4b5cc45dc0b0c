/// The error codes about publishing.
package enum RegistryError {
  /// There is no app {app} here.
  package static let appUnknown = ErrorCode(
    "registry.app_unknown", .final,
    en: "There is no app {app} here.",
    ko: "{app} 앱이 없습니다.",
    fixEn: "See what is published: madang merchant list",
    fixKo: "게시된 앱 보기: madang merchant list")

  /// The manifest has {count} errors; the first: {first}
  package static let manifestInvalid = ErrorCode(
    "registry.manifest_invalid", .final,
    en: "The manifest has {count} errors; the first: {first}",
    ko: "매니페스트에 오류가 {count}개 있습니다. 첫 오류: {first}",
    fixEn: "Correct what details.issues lists.",
    fixKo: "details.issues에 있는 오류를 고치세요.")

  /// Version code {code} is not greater than the published {published}.
  package static let versionNotGreater = ErrorCode(
    "registry.version_not_greater", .final,
    en: "Version code {code} is not greater than the published {published}.",
    ko: "버전 코드 {code}은(는) 게시된 {published}보다 커야 합니다.",
    fixEn: "Raise version.code in the manifest.",
    fixKo: "매니페스트의 version.code를 올리세요.")

  /// The merchant {merchant} belongs to somebody else.
  package static let notOwner = ErrorCode(
    "registry.not_owner", .notAllowed,
    en: "The merchant {merchant} belongs to somebody else.",
    ko: "{merchant} 가맹점은 다른 사람의 것입니다.",
    fixEn: "Publish with the owner's device.",
    fixKo: "점주의 기기로 게시하세요.")

  /// The program cannot be read: {reason}
  package static let programMissing = ErrorCode(
    "registry.program_missing", .final,
    en: "The program cannot be read: {reason}",
    ko: "프로그램을 읽을 수 없습니다: {reason}",
    fixEn: "Build the package, or give a folder with the program.",
    fixKo: "패키지를 빌드하거나 프로그램이 든 폴더를 주세요.")

  /// The program and the manifest disagree: {reason}
  package static let programMismatch = ErrorCode(
    "registry.program_mismatch", .final,
    en: "The program and the manifest disagree: {reason}",
    ko: "프로그램과 매니페스트가 다릅니다: {reason}",
    fixEn: "Make the features of both the same.",
    fixKo: "양쪽의 기능을 같게 하세요.")

  /// The program's feature {feature} has a schema that cannot be checked: {pointer} {reason}.
  package static let schemaInvalid = ErrorCode(
    "registry.schema_invalid", .final,
    en: "The program's feature {feature} has a schema that cannot be checked: {pointer} {reason}.",
    ko: "프로그램의 {feature} 기능에 검사할 수 없는 스키마가 있습니다: {pointer} {reason}.",
    fixEn: "Correct the input schema and publish again.",
    fixKo: "입력 스키마를 고쳐 다시 게시하세요.")

  static let all = [
    appUnknown, manifestInvalid, versionNotGreater, notOwner, programMissing, programMismatch,
    schemaInvalid,
  ]
}
