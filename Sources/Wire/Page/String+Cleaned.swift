extension String {
  /// The text without anything that could steer a terminal or disguise what it says: control
  /// characters become blanks, characters of no width and bidirectional overrides vanish, and
  /// characters that look like the host's rail become `|`.
  package var cleaned: String {
    guard unicodeScalars.contains(where: { $0.replacement != .keep }) else { return self }
    var kept = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.replacement {
      case .keep: kept.append(scalar)
      case .drop: break
      case .by(let other): kept.append(other)
      }
    }
    return String(kept)
  }
}

private enum Replacement: Equatable {
  case keep
  case drop
  case by(Unicode.Scalar)
}

extension Unicode.Scalar {
  fileprivate var replacement: Replacement {
    switch value {
    case 0x20...0x7E: .keep
    case 0x0A: .keep
    case 0..<0x20, 0x7F..<0xA0: .by(" ")
    // Soft hyphen, zero-width characters, bidirectional marks, embeddings, overrides, isolates
    // (UAX #9), word joiner and invisible operators, byte order mark, interlinear annotation,
    // tag characters. U+200D stays: emoji and some scripts need the joiner.
    case 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F,
      0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF:
      .drop
    case 0x2028, 0x2029: .by("\n")
    // Vertical lines that could be mistaken for the rail.
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x2551, 0x258F, 0x2590, 0x258C, 0x2759,
      0x275A, 0x23D0, 0x2758, 0xFF5C, 0xFFE8:
      .by("|")
    default: .keep
    }
  }
}
