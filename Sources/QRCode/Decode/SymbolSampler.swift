/// Reads the modules of one symbol out of a picture.
struct SymbolSampler {
  let image: GrayImage
  let means: LocalMeans
  let map: DarkMap
  let triple: FinderTriple

  /// The reading of the symbol, with the place of its four corners; counts the grids it reads.
  func read(_ samples: inout Int) -> (reading: QRReading, corners: [Point])? {
    guard let corner = bottomRightCorner() else { return nil }
    var tried = 0
    for size in sizes(corner) {
      tried += 1
      guard tried <= Self.maximumSizes, let version = QRVersion(size: size),
        let map = coarseMap(size, corner)
      else { continue }
      for perspective in refined(map, version) {
        for isShadowed in [false, true] {
          samples += 1
          let modules = sample(perspective, size: size, isShadowed: isShadowed)
          let reading =
            QRReading(modules: modules, version: version)
            ?? QRReading(modules: Self.transposed(modules, size: size), version: version)
          if let reading { return (reading, Self.corners(perspective, size: size)) }
        }
      }
    }
    return nil
  }

  /// Sizes that are tried around the measured one.
  private static let maximumSizes = 5

  /// How well a timing pattern must alternate before any module is read; −1 to 1, chance is 0.
  private static let minimumTiming = 0.25

  private static func corners(_ map: Perspective, size: Int) -> [Point] {
    let side = Double(size)
    return [map(0, 0), map(side, 0), map(side, side), map(0, side)]
  }

  /// A mirrored symbol has rows and columns exchanged.
  private static func transposed(_ modules: [UInt8], size: Int) -> [UInt8] {
    var result = modules
    for row in 0..<size {
      for column in 0..<size { result[column * size + row] = modules[row * size + column] }
    }
    return result
  }

  // MARK: - Where the fourth corner is

  private var right: Point { triple.topRight.centre - triple.topLeft.centre }
  private var down: Point { triple.bottomLeft.centre - triple.topLeft.centre }

  /// Where the outer edges of two finder patterns meet; seen in perspective this is far from
  /// where a parallelogram would end.
  private func bottomRightCorner() -> Point? {
    let rightEdge = edge(of: triple.topRight, outward: right, along: down)
    let bottomEdge = edge(of: triple.bottomLeft, outward: down, along: right)
    guard let rightEdge, let bottomEdge else { return nil }
    let cross = rightEdge.direction.cross(bottomEdge.direction)
    guard abs(cross) > 0.1 else { return nil }
    let between = bottomEdge.point - rightEdge.point
    let corner =
      rightEdge.point + rightEdge.direction * (between.cross(bottomEdge.direction) / cross)
    let span = right.length + down.length
    return (corner - triple.topLeft.centre).length < 3 * span ? corner : nil
  }

  /// The outer edge of a pattern as a line: where the dark ring ends, seen from several places.
  private func edge(
    of pattern: FinderPattern, outward: Point, along: Point
  ) -> (point: Point, direction: Point)? {
    let out = outward * (1 / outward.length)
    let side = along * (1 / along.length)
    var points: [Point] = []
    for step in -4...4 {
      let start = pattern.centre + side * (Double(step) * 0.6 * pattern.module)
      if let end = ringEnd(from: start, out, pattern.module) { points.append(end) }
    }
    guard points.count >= 4 else { return nil }
    return Self.line(points)
  }

  /// The last step from dark to light about three and a half modules away.
  private func ringEnd(from start: Point, _ out: Point, _ module: Double) -> Point? {
    var end: Point?
    var wasDark = false
    var distance = 1.8 * module
    let step = max(0.25, module / 16)
    while distance < 5 * module {
      let dark = map.isDark(start + out * distance)
      if wasDark && !dark {
        end = start + out * (distance - step / 2)
        break
      }
      wasDark = dark
      distance += step
    }
    return end
  }

  /// The line through points by the direction of their greatest spread, outliers dropped once.
  private static func line(_ points: [Point]) -> (point: Point, direction: Point)? {
    func fit(_ points: [Point]) -> (point: Point, direction: Point) {
      let count = Double(points.count)
      let middle = points.reduce(Point(x: 0, y: 0), +) * (1 / count)
      var (xx, xy, yy) = (0.0, 0.0, 0.0)
      for point in points {
        let offset = point - middle
        xx += offset.x * offset.x
        xy += offset.x * offset.y
        yy += offset.y * offset.y
      }
      // The eigenvector of the larger eigenvalue of the two by two covariance.
      let root = ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot()
      var direction = Point(x: xx - yy + root, y: 2 * xy)
      if direction.length < 1e-9 {
        direction = xx >= yy ? Point(x: 1, y: 0) : Point(x: 0, y: 1)
      }
      return (middle, direction * (1 / direction.length))
    }
    let first = fit(points)
    let errors = points.map { abs(($0 - first.point).cross(first.direction)) }
    let limit = max(0.75, 2 * errors.reduce(0, +) / Double(errors.count))
    let kept = zip(points, errors).filter { $0.1 <= limit }.map(\.0)
    return kept.count >= 3 ? fit(kept) : first
  }

  // MARK: - How many modules there are

  /// Sizes in the order in which they are tried: those whose timing pattern fits best first.
  private func sizes(_ corner: Point) -> [Int] {
    let modules = (
      right: (extent(triple.topLeft, right) + extent(triple.topRight, right)) / 2,
      down: (extent(triple.topLeft, down) + extent(triple.bottomLeft, down)) / 2
    )
    let measured = (right.length / modules.right + down.length / modules.down) / 2 + 7
    let version = Int(((measured - 17) / 4).rounded())
    // The error grows with the size: about one version in ten.
    let spread = max(1, version / 8)
    let scored = ((version - spread)...(version + spread)).compactMap { number -> (Int, Double)? in
      guard let version = QRVersion(number), let map = coarseMap(version.size, corner) else {
        return nil
      }
      let score = timingScore(map, version.size)
      return score > Self.minimumTiming ? (version.size, score) : nil
    }
    return scored.sorted { $0.1 > $1.1 }.map(\.0)
  }

  /// Pixels of one module of a pattern in a direction, from the ends of its ring.
  private func extent(_ pattern: FinderPattern, _ direction: Point) -> Double {
    let unit = direction * (1 / direction.length)
    let ends = (
      ringEnd(from: pattern.centre, unit, pattern.module),
      ringEnd(from: pattern.centre, unit * -1, pattern.module)
    )
    guard let far = ends.0, let near = ends.1 else { return pattern.module }
    return (far - near).length / 7
  }

  /// How well light and dark alternate along both timing lines, −1 to 1.
  private func timingScore(_ map: Perspective, _ size: Int) -> Double {
    var score = 0.0
    for index in 8..<(size - 8) {
      let sign = index % 2 == 0 ? 1.0 : -1.0
      let along = Double(index) + 0.5
      score += self.map.isDark(map(along, 6.5)) ? sign : -sign
      score += self.map.isDark(map(6.5, along)) ? sign : -sign
    }
    return score / Double(2 * (size - 16))
  }

  // MARK: - The map from modules to pixels

  private func finderPairs(_ size: Int) -> [(from: Point, to: Point)] {
    let far = Double(size) - 3.5
    return [
      (Point(x: 3.5, y: 3.5), triple.topLeft.centre),
      (Point(x: far, y: 3.5), triple.topRight.centre),
      (Point(x: 3.5, y: far), triple.bottomLeft.centre),
    ]
  }

  private func coarseMap(_ size: Int, _ corner: Point) -> Perspective? {
    let end = Point(x: Double(size), y: Double(size))
    return Perspective(finderPairs(size) + [(end, corner)])
  }

  /// Better maps first: from all alignment patterns that are found, then the coarse one.
  private func refined(_ coarse: Perspective, _ version: QRVersion) -> [Perspective] {
    let centres = version.alignmentCentres
    guard let last = centres.last else { return [coarse] }
    let search = AlignmentSearch(image: image)
    var maps: [Perspective] = []
    let end = Point(x: Double(last) + 0.5, y: Double(last) + 0.5)
    var current = coarse
    // The far pattern stands where the coarse map is least sure.
    if let found = search.find(end, coarse, reach: 4) {
      if let map = Perspective(finderPairs(version.size) + [(end, found)]) {
        maps.append(map)
        current = map
      }
    }
    if centres.count > 2 {
      var pairs = finderPairs(version.size)
      for row in centres {
        for column in centres {
          if (row, column) == (6, 6) || (row, column) == (6, last) || (row, column) == (last, 6) {
            continue
          }
          let place = Point(x: Double(column) + 0.5, y: Double(row) + 0.5)
          if let found = search.find(place, current, reach: 1.5) { pairs.append((place, found)) }
        }
      }
      if pairs.count >= 4, let map = Perspective(pairs) { maps.insert(map, at: 0) }
    }
    return maps + [coarse]
  }

  // MARK: - The modules

  /// Pixels of a module beyond which the neighbourhood does not grow.
  private static let widestModule = 1_000.0

  /// Compares the middle of every module with the brightness around it.
  private func sample(_ map: Perspective, size: Int, isShadowed: Bool) -> [UInt8] {
    var modules = [UInt8](repeating: 0, count: size * size)
    let side = (map(Double(size), 0) - map(0, 0)).length / Double(size)
    // Masks keep light and dark even over a few modules.
    let radius = max(3, Int(min(side, Self.widestModule) * (isShadowed ? 2.5 : 6)))
    let offsets = [(0.0, 0.0), (-0.2, 0.0), (0.2, 0.0), (0.0, -0.2), (0.0, 0.2)]
    for row in 0..<size {
      for column in 0..<size {
        var sum = 0.0
        let middle = map(Double(column) + 0.5, Double(row) + 0.5)
        for offset in offsets {
          let point = map(Double(column) + 0.5 + offset.0, Double(row) + 0.5 + offset.1)
          sum += image.value(point.x, point.y)
        }
        let (x, y) = means.pixel(middle)
        let mean =
          isShadowed
          ? means.shadowMean(column: x, row: y, radius: radius)
          : means.mean(column: x, row: y, radius: radius)
        if sum / 5 < Double(mean) { modules[row * size + column] = 1 }
      }
    }
    return modules
  }
}
