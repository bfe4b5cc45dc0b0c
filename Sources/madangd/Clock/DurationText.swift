/// Durations as ISO 8601 writes them, without years and months, whose length varies.
enum DurationText {
  /// The longest duration taken, in milliseconds: ten years of 366 days.
  static let limitMilliseconds: Int64 = 3660 * 86_400_000

  /// The milliseconds of `PT15M`, `P1DT2H`, `PT0.5S`; nil for anything else.
  static func milliseconds(_ text: String) -> Int64? {
    var rest = Substring(text)
    guard rest.popFirst() == "P" else { return nil }
    let parts = rest.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let dates = parts.first else { return nil }
    var total: Int64 = 0
    var count = 0
    guard add(dates, units: [("W", 604_800_000), ("D", 86_400_000)], &total, &count) else {
      return nil
    }
    if parts.count == 2 {
      let before = count
      let units: [(Character, Int64)] = [("H", 3_600_000), ("M", 60_000), ("S", 1000)]
      guard add(parts[1], units: units, &total, &count), count > before else { return nil }
    }
    return count > 0 && total <= limitMilliseconds ? total : nil
  }

  /// Adds `<number><unit>` pairs whose units come in order, each at most once.
  private static func add(
    _ text: Substring, units: [(Character, Int64)], _ total: inout Int64, _ count: inout Int
  ) -> Bool {
    var rest = text
    var units = units[...]
    while !rest.isEmpty {
      guard let end = rest.firstIndex(where: { $0.isLetter }),
        let position = units.firstIndex(where: { $0.0 == rest[end] }),
        let value = value(rest[..<end], of: units[position].1, mayHaveFraction: rest[end] == "S")
      else { return false }
      let (sum, overflow) = total.addingReportingOverflow(value)
      guard !overflow else { return false }
      total = sum
      count += 1
      units = units[(position + 1)...]
      rest = rest[rest.index(after: end)...]
    }
    return true
  }

  private static func value(
    _ digits: Substring, of unit: Int64, mayHaveFraction: Bool
  ) -> Int64? {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = number(parts[0]) else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    guard parts.count > 1 else { return product }
    guard mayHaveFraction, parts.count == 2, parts[1].count <= 3,
      let fraction = number(parts[1] + String(repeating: "0", count: 3 - parts[1].count)),
      !parts[1].isEmpty
    else { return nil }
    let (sum, sumOverflow) = product.addingReportingOverflow(fraction)
    return sumOverflow ? nil : sum
  }

  private static func number(_ digits: some StringProtocol) -> Int64? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(digits)
  }
}
