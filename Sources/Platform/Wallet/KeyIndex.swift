/// Where the keys of past requests are, by 64-bit fingerprint; the caller verifies each place.
///
/// Places are rows of the log when positive, remembered refusals when negative.
struct KeyIndex {
  private var places: [UInt64: Int64] = [:]
  /// Further places of a fingerprint two different keys share: almost always empty.
  private var collisions: [UInt64: [Int64]] = [:]

  var count: Int {
    places.count + collisions.values.reduce(0) { $0 + $1.count }
  }

  mutating func reserve(_ count: Int) {
    places.reserveCapacity(count)
  }

  mutating func insert(_ fingerprint: UInt64, at place: Int64) {
    guard places[fingerprint] != nil else {
      places[fingerprint] = place
      return
    }
    collisions[fingerprint, default: []].append(place)
  }

  /// Every place the fingerprint may mean, most often none.
  func candidates(_ fingerprint: UInt64) -> [Int64] {
    guard let place = places[fingerprint] else { return [] }
    return [place] + collisions[fingerprint, default: []]
  }
}
