extension String {
  /// The text with each particle of two forms, written as `이(가)`, `을(를)`, `은(는)`, `과(와)` or
  /// `(으)로`, in the form that the word before it takes.
  package var withKoreanParticles: String {
    var resolved = self
    for particle in koreanParticles where resolved.contains(particle.written) {
      resolved = particle.resolve(in: resolved)
    }
    return resolved
  }
}

/// One particle of Korean whose form depends on the end of the word before it.
private struct KoreanParticle: Sendable {
  let written: String
  let afterConsonant: String
  let afterVowel: String
  /// Whether ㄹ counts as a vowel: 서울로, 칠로.
  var takesRieulAsVowel = false

  func resolve(in text: String) -> String {
    var rest = text[...]
    var resolved = ""
    while let found = rest.firstRange(of: written) {
      resolved += rest[..<found.lowerBound]
      resolved += form(after: resolved)
      rest = rest[found.upperBound...]
    }
    return resolved + rest
  }

  private func form(after text: String) -> String {
    // Quotation marks and brackets at the word's end are not read.
    let last = text.last { $0.isLetter || $0.isNumber }
    switch last.map(KoreanEnding.init) ?? .unknown {
    case .vowel: return afterVowel
    case .rieul: return takesRieulAsVowel ? afterVowel : afterConsonant
    case .consonant: return afterConsonant
    case .unknown: return written
    }
  }
}

private let koreanParticles = [
  KoreanParticle(written: "이(가)", afterConsonant: "이", afterVowel: "가"),
  KoreanParticle(written: "을(를)", afterConsonant: "을", afterVowel: "를"),
  KoreanParticle(written: "은(는)", afterConsonant: "은", afterVowel: "는"),
  KoreanParticle(written: "과(와)", afterConsonant: "과", afterVowel: "와"),
  KoreanParticle(
    written: "(으)로", afterConsonant: "으로", afterVowel: "로", takesRieulAsVowel: true),
]

/// How a word ends when it is read aloud.
private enum KoreanEnding {
  case vowel, rieul, consonant, unknown

  /// A Hangul syllable by its final consonant (Unicode, section 3.12: 28 finals a vowel), a digit
  /// by how it is read: 영 일 이 삼 사 오 육 칠 팔 구.
  init(_ character: Character) {
    guard let scalar = character.unicodeScalars.last else {
      self = .unknown
      return
    }
    switch scalar.value {
    case 0xAC00...0xD7A3:
      switch (scalar.value - 0xAC00) % 28 {
      case 0: self = .vowel
      case 8: self = .rieul
      default: self = .consonant
      }
    case 0x30, 0x33, 0x36: self = .consonant
    case 0x31, 0x37, 0x38: self = .rieul
    case 0x32, 0x34, 0x35, 0x39: self = .vowel
    default: self = .unknown
    }
  }
}
