import Wire

/// Which six digits may be a PIN.
enum PINRules {
  /// Digits of a PIN.
  static let digitCount = 6

  /// Whether a text has the form of a PIN, good or bad.
  static func isPIN(_ text: String) -> Bool {
    text.utf8.count == digitCount
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Whether a PIN is not among those that are guessed first: no run up or down, no repeated
  /// digit, pair or half, no day of birth.
  static func isStrong(_ text: String) -> Bool {
    guard isPIN(text) else { return false }
    let digits = text.utf8.map { Int($0) - Int(UInt8(ascii: "0")) }
    return !isRun(digits) && !isRepeated(digits) && !isDay(digits)
  }

  /// 123456, 890123, 654321, and every digit the same.
  private static func isRun(_ digits: [Int]) -> Bool {
    let steps = zip(digits.dropFirst(), digits).map { ($0 - $1 + 10) % 10 }
    return [0, 1, 9].contains(steps[0]) && steps.allSatisfy { $0 == steps[0] }
  }

  /// 121212, 123123, 112233, 111222: six digits that are really two or three.
  private static func isRepeated(_ digits: [Int]) -> Bool {
    let pairs = stride(from: 0, to: digitCount, by: 2).map { Array(digits[$0..<$0 + 2]) }
    let halves = [Array(digits[..<3]), Array(digits[3...])]
    return Set(digits).count <= 2 || Set(pairs).count == 1 || Set(halves).count == 1
      || pairs.allSatisfy { $0[0] == $0[1] }
  }

  /// YYMMDD, DDMMYY or MMDDYY of some day.
  private static func isDay(_ digits: [Int]) -> Bool {
    let pairs = stride(from: 0, to: digitCount, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
    func isDay(_ month: Int, _ day: Int) -> Bool {
      (1...12).contains(month) && (1...31).contains(day)
    }
    return isDay(pairs[1], pairs[2]) || isDay(pairs[1], pairs[0]) || isDay(pairs[0], pairs[1])
  }
}
