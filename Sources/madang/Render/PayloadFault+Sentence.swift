import QRCode
import Wire

extension PayloadFault {
  /// What is wrong, or odd, for a person; the offset stands beside it.
  var sentence: LocalizedText { Self.sentences[self] ?? LocalizedText(rawValue) }

  /// One row a fault, in the order of the list.
  static let sentences: [PayloadFault: LocalizedText] = [
    .textEmpty: LocalizedText(ko: "빈 글입니다.", en: "The text is empty."),
    .textLength: LocalizedText(
      ko: "\(Payload.maximumBytes)바이트보다 깁니다.",
      en: "The text is longer than \(Payload.maximumBytes) bytes."),
    .textControl: LocalizedText(
      ko: "제어 문자가 들어 있습니다.", en: "A control character stands in the text."),
    .textBidi: LocalizedText(
      ko: "글의 방향을 바꾸는 문자가 들어 있습니다.",
      en: "A character that turns the direction of writing stands in the text."),
    .unknownForm: LocalizedText(ko: "모르는 형식입니다.", en: "The form of the text is not known."),
    .schemeRefused: LocalizedText(
      ko: "받지 않는 종류의 주소입니다.", en: "Addresses of this scheme are not taken."),

    .platformLength: LocalizedText(
      ko: "마당 코드는 \(PlatformCode.maximumCharacters)자까지입니다.",
      en: "A Madang code has at most \(PlatformCode.maximumCharacters) characters."),
    .platformShape: LocalizedText(
      ko: "마당 코드는 MD:종류/앱/자리/확인 꼴입니다.",
      en: "A Madang code reads MD:kind/app/place/check."),
    .platformKind: LocalizedText(
      ko: "그런 종류의 마당 코드는 없습니다.", en: "There is no Madang code of this kind."),
    .platformShortID: LocalizedText(
      ko: "앱 번호의 글자나 길이가 틀렸습니다.", en: "The app's short id is misspelt."),
    .platformPlace: LocalizedText(
      ko: "자리의 글자나 길이가 틀렸습니다.", en: "The place is misspelt."),
    .platformOpaqueID: LocalizedText(
      ko: "이 종류의 코드에는 알 수 없는 번호가 있어야 합니다.",
      en: "A code of this kind needs an opaque id."),
    .platformCheck: LocalizedText(
      ko: "확인 글자의 글자나 길이가 틀렸습니다.", en: "The check is misspelt."),

    .miniAppID: LocalizedText(ko: "앱 이름의 꼴이 틀렸습니다.", en: "The app id is malformed."),
    .miniAppVersion: LocalizedText(
      ko: "버전의 꼴이 틀렸습니다.", en: "The version is malformed."),
    .miniAppParameter: LocalizedText(
      ko: "버전 말고는 덧붙일 수 없습니다.", en: "Only one version may follow the app id."),
    .miniAppPath: LocalizedText(
      ko: "경로가 너무 길거나 빈 칸, 점, 빗금 마디가 있습니다.",
      en: "The path is too long, or a part is empty, dots, or hides a slash."),
    .miniAppCharacter: LocalizedText(
      ko: "주소에 쓸 수 없는 글자입니다.", en: "This character may not stand in an address."),
    .miniAppPercent: LocalizedText(
      ko: "퍼센트 부호화가 틀렸습니다.", en: "The percent encoding is wrong."),

    .eanCheckDigit: LocalizedText(
      ko: "상품 번호의 검사 숫자가 맞지 않습니다.", en: "The product number's check digit is wrong."),

    .emvLength: LocalizedText(
      ko: "결제 코드는 \(EMVMerchantCode.maximumCharacters)자까지입니다.",
      en: "A payment code has at most \(EMVMerchantCode.maximumCharacters) characters."),
    .emvObject: LocalizedText(
      ko: "여기서부터 항목을 읽을 수 없습니다.", en: "From here on the objects cannot be read."),
    .emvDuplicate: LocalizedText(
      ko: "같은 항목이 두 번 나옵니다.", en: "The same object occurs twice."),
    .emvFormat: LocalizedText(
      ko: "형식 표시 000201로 시작해야 합니다.",
      en: "The code must begin with the format indicator 000201."),
    .emvCRCPlace: LocalizedText(
      ko: "체크섬(63)이 맨 끝에 네 자로 있어야 합니다.",
      en: "The checksum (63) must come last, with four characters."),
    .emvCRC: LocalizedText(ko: "체크섬이 맞지 않습니다.", en: "The checksum is wrong."),
    .emvCRCCase: LocalizedText(
      ko: "체크섬이 소문자입니다.", en: "The checksum is in lower case."),
    .emvMissing: LocalizedText(
      ko: "있어야 할 항목이 없습니다.", en: "An object that should be there is missing."),
    .emvNoAccount: LocalizedText(
      ko: "가맹점 계좌(02~51)가 없습니다.", en: "No merchant account (02 to 51) is given."),
    .emvValue: LocalizedText(
      ko: "항목의 값이 규칙에 맞지 않습니다.", en: "The value breaks the rule of its object."),
    .emvTip: LocalizedText(
      ko: "팁 항목이 팁 표시(55)와 맞지 않습니다.",
      en: "The tip does not agree with the tip indicator (55)."),
    .emvTooLong: LocalizedText(
      ko: "값이 규격보다 깁니다.", en: "The value is longer than the standard allows."),
    .emvTemplate: LocalizedText(
      ko: "묶음 안의 항목이 빠졌거나 읽을 수 없습니다.",
      en: "The template lacks an object or cannot be read."),

    .cpmBase64: LocalizedText(ko: "Base64가 아닙니다.", en: "The text is not base 64."),
    .cpmLength: LocalizedText(
      ko: "손님 결제 코드가 너무 깁니다.", en: "The customer's payment code is too long."),
    .cpmFormat: LocalizedText(
      ko: "형식 표시 CPV01로 시작해야 합니다.",
      en: "The code must begin with the format indicator CPV01."),
    .cpmObject: LocalizedText(
      ko: "여기서부터 항목을 읽을 수 없습니다.", en: "From here on the objects cannot be read."),
    .cpmDuplicate: LocalizedText(
      ko: "같은 항목이 너무 여러 번 나옵니다.", en: "The same object occurs too often."),
    .cpmApplication: LocalizedText(
      ko: "결제 앱(61, 4F)이 없습니다.", en: "No payment application (61, 4F) is given."),

    .gs1Length: LocalizedText(
      ko: "식별 번호의 길이가 틀렸습니다.", en: "The key has a wrong length."),
    .gs1Character: LocalizedText(
      ko: "값에 쓸 수 없는 글자가 있습니다.", en: "The value holds a character that is not allowed."),
    .gs1CheckDigit: LocalizedText(
      ko: "식별 번호의 검사 숫자가 맞지 않습니다.", en: "The key's check digit is wrong."),
    .gs1Qualifier: LocalizedText(
      ko: "이 번호 뒤에 올 수 없는 항목입니다.", en: "This qualifier may not follow here."),
    .gs1Duplicate: LocalizedText(
      ko: "같은 항목이 두 번 나옵니다.", en: "The same identifier occurs twice."),
    .gs1Percent: LocalizedText(
      ko: "퍼센트 부호화가 틀렸습니다.", en: "The percent encoding is wrong."),
    .gs1ShortGTIN: LocalizedText(
      ko: "상품 번호가 14자리보다 짧습니다.", en: "The product number has fewer than 14 digits."),
  ]
}
