/// Three finder patterns in the order of a symbol.
struct FinderTriple {
  let topLeft: FinderPattern
  let topRight: FinderPattern
  let bottomLeft: FinderPattern
  /// How far the shape is from half a square; less is better.
  let distortion: Double

  /// Takes one of three patterns as the corner, nil when that is no square in perspective.
  ///
  /// The corner usually lies opposite to the longest side, but not in a view from the side.
  init?(_ patterns: [FinderPattern], corner: Int) {
    precondition(patterns.count == 3 && patterns.indices.contains(corner))
    let modules = patterns.map(\.module)
    guard let smallest = modules.min(), let largest = modules.max(), largest < smallest * 2.2
    else { return nil }
    let first = patterns[(corner + 1) % 3]
    let second = patterns[(corner + 2) % 3]
    let toFirst = first.centre - patterns[corner].centre
    let toSecond = second.centre - patterns[corner].centre
    let lengths = (toFirst.length, toSecond.length)
    let mean = (smallest + largest) / 2
    guard min(lengths.0, lengths.1) > 7 * smallest, max(lengths.0, lengths.1) < 190 * mean,
      max(lengths.0, lengths.1) < 2.5 * min(lengths.0, lengths.1)
    else { return nil }
    let cosine = abs(toFirst.dot(toSecond)) / (lengths.0 * lengths.1)
    guard cosine < 0.75 else { return nil }
    topLeft = patterns[corner]
    // Clockwise on the screen: right, then down.
    let isClockwise = toFirst.cross(toSecond) > 0
    topRight = isClockwise ? first : second
    bottomLeft = isClockwise ? second : first
    distortion =
      cosine + abs(lengths.0 - lengths.1) / max(lengths.0, lengths.1)
      + (largest - smallest) / largest
  }

  /// Every possible triple, the best shaped first.
  static func all(_ patterns: [FinderPattern]) -> [(indices: [Int], triple: FinderTriple)] {
    var triples: [(indices: [Int], triple: FinderTriple)] = []
    for first in patterns.indices {
      for second in patterns.indices where second > first {
        for third in patterns.indices where third > second {
          let indices = [first, second, third]
          for corner in 0..<3 {
            if let triple = FinderTriple(indices.map { patterns[$0] }, corner: corner) {
              triples.append((indices, triple))
            }
          }
        }
      }
    }
    return triples.sorted { $0.triple.distortion < $1.triple.distortion }
  }
}
