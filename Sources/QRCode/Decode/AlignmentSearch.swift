/// Finds alignment patterns: five by five modules, compared with the picture itself.
struct AlignmentSearch {
  let image: GrayImage

  /// Samples of the template: −1 where it is dark, 1 where it is light, summing to zero.
  private static let template: [(x: Double, y: Double, weight: Double)] = {
    var samples: [(x: Double, y: Double, weight: Double)] = []
    for row in -2...2 {
      for column in -2...2 {
        let isLight = max(abs(row), abs(column)) == 1
        // Seventeen dark and eight light modules.
        samples.append((Double(column), Double(row), isLight ? 1.0 / 8 : -1.0 / 17))
      }
    }
    return samples
  }()

  /// The pixel where the pattern around a module really is, within `reach` modules.
  ///
  /// Nil when nothing there looks like it.
  func find(_ place: Point, _ map: Perspective, reach: Double) -> Point? {
    guard let coarse = best(around: place, map, reach: reach, step: 0.5),
      let fine = best(around: coarse.place, map, reach: 0.375, step: 0.125)
    else { return nil }
    return fine.contrast > Self.minimumContrast ? map(fine.place.x, fine.place.y) : nil
  }

  /// Shades between the light and the dark modules of a pattern that is believed.
  private static let minimumContrast = 12.0

  private func best(
    around place: Point, _ map: Perspective, reach: Double, step: Double
  ) -> (place: Point, contrast: Double)? {
    var best: (place: Point, contrast: Double)?
    var y = -reach
    while y <= reach {
      var x = -reach
      while x <= reach {
        let candidate = Point(x: place.x + x, y: place.y + y)
        let contrast = contrast(candidate, map)
        if contrast > best?.contrast ?? 0 { best = (candidate, contrast) }
        x += step
      }
      y += step
    }
    return best
  }

  private func contrast(_ place: Point, _ map: Perspective) -> Double {
    var sum = 0.0
    for sample in Self.template {
      let point = map(place.x + sample.x, place.y + sample.y)
      sum += image.value(point.x, point.y) * sample.weight
    }
    return sum
  }
}
