import MiniProgramKit

/// What the metro remembers about one person: the half of a ride that waits for its other half.
struct RideState: ProgramState {
  /// One passage through a gate.
  struct Passage: Codable {
    var pass: PassID
    var station: String
    var at: Instant
  }

  /// A ride that was charged.
  struct Ride: Codable {
    var title: LocalizedText
    var amount: Int64
  }

  /// Who is inside, as far as gates have told.
  var entry: Passage?
  /// An exit whose entry no gate has told yet: gates without a network tell in any order.
  var exit: Passage?
  /// Counts rides, for the keys of fares and timers.
  var number: Int64 = 0
  /// The last rides, newest first.
  var rides: [Ride] = []
}

/// The stations in order and what a ride costs, from the manifest.
struct Line: Codable, Sendable {
  struct Station: Codable, Sendable {
    var id: String
    var name: LocalizedText
  }

  var stations: [Station]
  /// What the first stations cost together.
  var baseFare: Int64
  /// How many stations that is.
  var baseStations: Int64
  /// What each further station costs.
  var stationFare: Int64
  /// What a ride costs whose other end is unknown.
  var maximumFare: Int64

  /// The fare between two stations; the highest where one of them is unknown.
  func fare(_ from: String, _ to: String) -> Int64 {
    guard let start = stations.firstIndex(where: { $0.id == from }),
      let end = stations.firstIndex(where: { $0.id == to })
    else { return maximumFare }
    let further = max(0, Int64(abs(end - start)) - baseStations)
    return min(maximumFare, baseFare + further * stationFare)
  }

  /// What a station is called.
  func name(_ id: String) -> LocalizedText {
    stations.first { $0.id == id }?.name ?? LocalizedText(id)
  }
}
