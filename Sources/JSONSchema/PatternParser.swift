/// A regular expression as a tree.
indirect enum PatternTree {
  case empty
  case instruction(Pattern.Instruction)
  case sequence([PatternTree])
  case either(PatternTree, PatternTree)
  case repeated(PatternTree, minimum: Int, maximum: Int?)
}

/// Reads an expression of ECMA-262, 22.2.1; nil wherever it is malformed or not supported.
struct PatternParser {
  /// Groups inside each other.
  private static let maximumDepth = 50
  /// The largest number a repetition may name.
  private static let maximumRepetition = 1_000

  private var rest: ArraySlice<Unicode.Scalar>
  private var depth = 0

  init(_ scalars: [Unicode.Scalar]) { rest = scalars[...] }

  mutating func parse() -> PatternTree? {
    guard let tree = alternatives(), rest.isEmpty else { return nil }
    return tree
  }

  private mutating func alternatives() -> PatternTree? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth, let first = sequence() else { return nil }
    guard take("|") else { return first }
    guard let others = alternatives() else { return nil }
    return .either(first, others)
  }

  private mutating func sequence() -> PatternTree? {
    var parts: [PatternTree] = []
    while let next = rest.first, next != "|", next != ")" {
      guard let atom = atom() else { return nil }
      guard let part = quantified(atom) else { return nil }
      parts.append(part)
    }
    return parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func atom() -> PatternTree? {
    guard let next = rest.popFirst() else { return nil }
    switch next {
    case "^": return .instruction(.atStart)
    case "$": return .instruction(.atEnd)
    case ".": return .instruction(.scalars(.anyButLineEnd))
    case "(": return group()
    case "[": return characterClass().map { .instruction(.scalars($0)) }
    case "\\": return escape()
    case "*", "+", "?", "{", "}", "]": return nil
    default: return .instruction(.scalars(ScalarSet(next)))
    }
  }

  private mutating func group() -> PatternTree? {
    if take("?") {
      if take("<") {
        // A name; `(?<=` and `(?<!` look behind and are refused.
        guard let first = rest.first, first.properties.isAlphabetic || first == "_" else {
          return nil
        }
        while let next = rest.popFirst(), next != ">" {}
      } else if !take(":") {
        return nil
      }
    }
    guard let inner = alternatives(), take(")") else { return nil }
    return inner
  }

  private mutating func quantified(_ atom: PatternTree) -> PatternTree? {
    let range: (Int, Int?)
    switch rest.first {
    case "*": range = (0, nil)
    case "+": range = (1, nil)
    case "?": range = (0, 1)
    case "{":
      guard let counted = countedRange() else { return nil }
      range = counted
    default: return atom
    }
    if case .instruction(let instruction) = atom {
      switch instruction {
      case .atStart, .atEnd, .atWordBoundary: return nil
      default: break
      }
    }
    rest = rest.dropFirst()
    // Lazy or greedy is the same where only "matches or not" is asked.
    _ = take("?")
    return .repeated(atom, minimum: range.0, maximum: range.1)
  }

  /// `{n}`, `{n,}`, `{n,m}`; stays on the closing brace.
  private mutating func countedRange() -> (Int, Int?)? {
    rest = rest.dropFirst()
    guard let minimum = number() else { return nil }
    var maximum: Int? = minimum
    if take(",") { maximum = rest.first == "}" ? nil : number() }
    guard rest.first == "}", minimum <= maximum ?? minimum else { return nil }
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    var digits = ""
    while let next = rest.first, ("0"..."9").contains(next) {
      digits.unicodeScalars.append(next)
      rest = rest.dropFirst()
    }
    return Int(digits).flatMap { $0 <= Self.maximumRepetition ? $0 : nil }
  }

  // MARK: Escapes and classes

  private mutating func escape() -> PatternTree? {
    switch rest.first {
    case "b":
      rest = rest.dropFirst()
      return .instruction(.atWordBoundary(true))
    case "B":
      rest = rest.dropFirst()
      return .instruction(.atWordBoundary(false))
    default: return escapedSet().map { .instruction(.scalars($0)) }
    }
  }

  /// What stands behind a backslash, inside or outside a class.
  private mutating func escapedSet() -> ScalarSet? {
    guard let next = rest.popFirst() else { return nil }
    switch next {
    case "d": return .digit
    case "D": return ScalarSet.digit.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    case "p", "P":
      guard let set = property() else { return nil }
      return next == "p" ? set : set.inverted
    case "t": return ScalarSet("\t")
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "v": return ScalarSet("\u{0B}")
    case "f": return ScalarSet("\u{0C}")
    case "0": return ("0"..."9").contains(rest.first ?? " ") ? nil : ScalarSet("\0")
    case "c":
      guard let letter = rest.popFirst(), letter.isASCII, letter.properties.isAlphabetic else {
        return nil
      }
      return ScalarSet(Unicode.Scalar(UInt8(letter.value % 32)))
    case "x": return hexadecimal(2).flatMap(Unicode.Scalar.init).map(ScalarSet.init)
    case "u": return unicodeEscape().map(ScalarSet.init)
    default:
      // Any sign may be escaped; a letter or digit that means nothing is a mistake.
      return next.properties.isAlphabetic || next.properties.numericType != nil
        ? nil : ScalarSet(next)
    }
  }

  private mutating func unicodeEscape() -> Unicode.Scalar? {
    if take("{") {
      var digits = ""
      while let next = rest.popFirst(), next != "}" { digits.unicodeScalars.append(next) }
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
    }
    guard let first = hexadecimal(4) else { return nil }
    // Two halves of a surrogate pair are one character.
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard take("\\"), take("u"), let second = hexadecimal(4), (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    guard rest.count >= count else { return nil }
    var digits = ""
    digits.unicodeScalars.append(contentsOf: rest.prefix(count))
    rest = rest.dropFirst(count)
    return UInt32(digits, radix: 16)
  }

  private mutating func property() -> ScalarSet? {
    guard take("{") else { return nil }
    var name = ""
    while let next = rest.popFirst(), next != "}" { name.unicodeScalars.append(next) }
    return ScalarSet(property: name)
  }

  private mutating func characterClass() -> ScalarSet? {
    let isInverted = take("^")
    var set = ScalarSet()
    while let next = rest.popFirst() {
      if next == "]" { return isInverted ? set.inverted : set }
      guard let lower = member(next) else { return nil }
      guard rest.first == "-", rest.dropFirst().first != "]" else {
        set.formUnion(lower)
        continue
      }
      rest = rest.dropFirst()
      guard let end = rest.popFirst(), let upper = member(end), let first = lower.only,
        let last = upper.only, first <= last
      else { return nil }
      set.insert(first...last)
    }
    return nil
  }

  private mutating func member(_ scalar: Unicode.Scalar) -> ScalarSet? {
    guard scalar == "\\" else { return ScalarSet(scalar) }
    if take("b") { return ScalarSet("\u{08}") }
    return escapedSet()
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest = rest.dropFirst()
    return true
  }
}
