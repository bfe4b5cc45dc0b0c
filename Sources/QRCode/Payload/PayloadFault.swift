/// Everything that can be wrong, or merely odd, with a scanned text.
///
/// The raw values are stable: they stand in the answer of `qr.parse` and in scripts.
package enum PayloadFault: String, CaseIterable, Sendable {
  case textEmpty = "text.empty"
  case textLength = "text.length"
  case textControl = "text.control"
  case textBidi = "text.bidi"
  case unknownForm = "payload.unknown"
  case schemeRefused = "payload.scheme"

  case platformLength = "platform.length"
  case platformShape = "platform.shape"
  case platformKind = "platform.kind"
  case platformShortID = "platform.shortId"
  case platformPlace = "platform.place"
  case platformOpaqueID = "platform.opaqueId"
  case platformCheck = "platform.check"

  case miniAppID = "miniapp.appId"
  case miniAppVersion = "miniapp.version"
  case miniAppParameter = "miniapp.parameter"
  case miniAppPath = "miniapp.path"
  case miniAppCharacter = "miniapp.character"
  case miniAppPercent = "miniapp.percent"

  case eanCheckDigit = "ean.checkDigit"
}
