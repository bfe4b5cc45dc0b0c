/// Reads the codes in a picture: screens, prints and photos of both.
package enum QRImageDecoder {
  /// Codes of one picture.
  package static let maximumCodes = 16

  /// Triples of finder patterns that are tried in one view of a picture.
  private static let maximumTriples = 120

  /// Grids of modules that are read in one view before it is given up.
  private static let maximumSamples = 60

  /// The codes of a PNG, PGM or PPM file; empty when there are none.
  package static func decode(file bytes: [UInt8]) throws(ImageError) -> [QRReading] {
    decode(try GrayImage(file: bytes))
  }

  /// The codes of a picture.
  ///
  /// Tried as it is, smoothed, at half size, and then all of it in negative: a terminal with
  /// light letters on black shows codes inverted.
  package static func decode(_ image: GrayImage) -> [QRReading] {
    var found: [Found] = []
    for picture in [image, image.negative] {
      search(picture, &found)
      if !found.isEmpty { break }
    }
    return found.map(\.reading)
  }

  private struct Found {
    let reading: QRReading
    /// The corners in order around the symbol.
    let corners: [Point]

    func contains(_ point: Point) -> Bool {
      let sides = corners.indices.map { index in
        let next = corners[(index + 1) % corners.count]
        return (next - corners[index]).cross(point - corners[index]) >= 0
      }
      return sides.allSatisfy { $0 } || sides.allSatisfy { !$0 }
    }
  }

  private static func search(_ image: GrayImage, _ found: inout [Found]) {
    search(image, .local, scale: 1, &found)
    search(image, .global, scale: 1, &found)
    if !found.isEmpty { return }
    search(image, .shadow, scale: 1, &found)
    if !found.isEmpty { return }
    search(image.smoothed, .local, scale: 1, &found)
    if found.isEmpty && min(image.width, image.height) >= 200 {
      search(image.halved, .local, scale: 2, &found)
    }
    if found.isEmpty && min(image.width, image.height) >= 1_600 {
      search(image.halved.halved, .local, scale: 4, &found)
    }
  }

  private static func search(
    _ image: GrayImage, _ threshold: DarkMap.Threshold, scale: Double, _ found: inout [Found]
  ) {
    guard image.width >= 21 && image.height >= 21 else { return }
    let means = LocalMeans(image)
    let map = DarkMap(image, means: means, threshold: threshold)
    let patterns = FinderScanner.patterns(map).filter { pattern in
      !found.contains { $0.contains(pattern.centre * scale) }
    }
    var used = Set<Int>()
    var samples = 0
    for (indices, triple) in FinderTriple.all(patterns).prefix(maximumTriples) {
      if found.count >= maximumCodes { return }
      if indices.contains(where: used.contains) { continue }
      if samples >= maximumSamples { return }
      let sampler = SymbolSampler(image: image, means: means, map: map, triple: triple)
      guard let result = sampler.read(&samples) else { continue }
      let code = Found(reading: result.reading, corners: result.corners.map { $0 * scale })
      found.append(code)
      for index in patterns.indices where code.contains(patterns[index].centre * scale) {
        used.insert(index)
      }
    }
  }
}
