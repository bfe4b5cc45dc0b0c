import QRCode
import Wire

extension ImageError {
  /// Why the picture is not read, for a person.
  var sentence: LocalizedText {
    switch self {
    case .unknownFormat:
      LocalizedText(ko: "PNG, PGM, PPM이 아닙니다.", en: "neither PNG nor PGM nor PPM")
    case .damaged: LocalizedText(ko: "파일이 깨졌습니다.", en: "the file is damaged")
    case .unsupported:
      LocalizedText(ko: "읽지 않는 종류의 그림입니다.", en: "this kind of picture is not read")
    case .tooLarge: LocalizedText(ko: "그림이 너무 큽니다.", en: "the picture is too large")
    }
  }
}
