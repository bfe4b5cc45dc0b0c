/// Finds finder patterns: runs of 1 : 1 : 3 : 1 : 1, in rows and then across.
///
/// Any straight line through the middle of the pattern has these proportions, whatever the
/// rotation (ISO/IEC 18004, section 12).
struct FinderScanner {
  /// Patterns that are looked at together; a picture of three symbols has nine.
  static let maximumPatterns = 24

  private let map: DarkMap
  private var patterns: [FinderPattern] = []

  /// The patterns of a picture, those crossed by most lines first.
  static func patterns(_ map: DarkMap) -> [FinderPattern] {
    var scanner = FinderScanner(map: map)
    for row in 0..<map.height { scanner.scan(row: row) }
    return Array(scanner.patterns.sorted { $0.lines > $1.lines }.prefix(maximumPatterns))
  }

  private init(map: DarkMap) { self.map = map }

  private mutating func scan(row: Int) {
    // The last five runs, the newest at the end; a run of light starts the row.
    var runs = (0, 0, 0, 0, 0)
    var isDark = false
    var length = 0
    let start = row * map.width
    for column in 0...map.width {
      let dark = column < map.width ? map.pixels[start + column] == 1 : !isDark
      if dark == isDark {
        length += 1
        continue
      }
      runs = (runs.1, runs.2, runs.3, runs.4, length)
      if isDark && Self.isFinder(runs) {
        let half = Double(runs.2) / 2
        let middle = Double(column - runs.4 - runs.3) - half
        check(middle, row: row, total: runs.0 + runs.1 + runs.2 + runs.3 + runs.4)
      }
      isDark = dark
      length = 1
    }
  }

  /// Whether five runs have the proportions, each within about a half module.
  private static func isFinder(_ runs: (Int, Int, Int, Int, Int)) -> Bool {
    let total = runs.0 + runs.1 + runs.2 + runs.3 + runs.4
    guard total >= 7, runs.0 > 0 else { return false }
    let module = Double(total) / 7
    let slack = module * 0.6 + 0.5
    func fits(_ run: Int) -> Bool { abs(Double(run) - module) < slack }
    return fits(runs.0) && fits(runs.1) && fits(runs.3) && fits(runs.4)
      && abs(Double(runs.2) - 3 * module) < 2 * slack
  }

  /// Crosses a hit of a row downwards, then again sideways at the middle that was found.
  private mutating func check(_ middle: Double, row: Int, total: Int) {
    let column = Int(middle)
    guard let down = cross(column: column, row: row, downwards: true, about: total),
      let across = cross(column: column, row: Int(down.middle), downwards: false, about: total)
    else { return }
    let point = Point(x: across.middle, y: down.middle)
    let module = Double(down.total + across.total) / 14
    for index in patterns.indices where patterns[index].isNear(point, module: module) {
      return patterns[index].add(point, module: module)
    }
    patterns.append(FinderPattern(centre: point, module: module, lines: 1))
  }

  /// The five runs through a pixel in one direction.
  private func cross(
    column: Int, row: Int, downwards: Bool, about expected: Int
  ) -> (middle: Double, total: Int)? {
    let limit = downwards ? map.height : map.width
    let origin = downwards ? row : column
    func dark(_ position: Int) -> Bool {
      downwards
        ? map.isDark(column: column, row: position) : map.isDark(column: position, row: row)
    }
    guard (0..<limit).contains(origin), dark(origin) else { return nil }
    var position = origin
    var runs = [0, 0, 0, 0, 0]
    for (run, isDark) in [(2, true), (1, false), (0, true)] {
      while position >= 0, dark(position) == isDark, runs[run] <= expected {
        runs[run] += 1
        position -= 1
      }
    }
    position = origin + 1
    for (run, isDark) in [(2, true), (3, false), (4, true)] {
      while position < limit, dark(position) == isDark, runs[run] <= expected {
        runs[run] += 1
        position += 1
      }
    }
    let total = runs.reduce(0, +)
    // A pattern seen at an angle is at most about twice as high as wide.
    guard total * 2 >= expected, total <= expected * 2,
      Self.isFinder((runs[0], runs[1], runs[2], runs[3], runs[4]))
    else { return nil }
    return (Double(position - runs[4] - runs[3]) - Double(runs[2]) / 2, total)
  }
}
