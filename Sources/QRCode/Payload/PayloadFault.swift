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

  case emvLength = "emv.length"
  case emvObject = "emv.object"
  case emvDuplicate = "emv.duplicate"
  case emvFormat = "emv.format"
  case emvCRCPlace = "emv.crcPlace"
  case emvCRC = "emv.crc"
  case emvCRCCase = "emv.crcCase"
  case emvMissing = "emv.missing"
  case emvNoAccount = "emv.noAccount"
  case emvValue = "emv.value"
  case emvTip = "emv.tip"
  case emvTooLong = "emv.tooLong"
  case emvTemplate = "emv.template"

  case cpmBase64 = "cpm.base64"
  case cpmLength = "cpm.length"
  case cpmFormat = "cpm.format"
  case cpmObject = "cpm.object"
  case cpmDuplicate = "cpm.duplicate"
  case cpmApplication = "cpm.application"

  case gs1Length = "gs1.length"
  case gs1Character = "gs1.character"
  case gs1CheckDigit = "gs1.checkDigit"
  case gs1Qualifier = "gs1.qualifier"
  case gs1Duplicate = "gs1.duplicate"
  case gs1Percent = "gs1.percent"
  case gs1ShortGTIN = "gs1.shortGTIN"
}
