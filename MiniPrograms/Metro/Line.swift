import MiniProgramKit

/// The stations of a line and what rides cost by their length, from the manifest.
struct Line: Codable, Sendable {
  struct Station: Codable, Sendable {
    var id: String
    var name: LocalizedText
    /// How far it lies from the line's beginning.
    var metres: Int64
  }

  /// What rides up to a length cost.
  struct Fare: Codable, Sendable {
    var upToMetres: Int64
    var amount: Int64
  }

  /// When a ride counts as part of the one before.
  struct Transfer: Codable, Sendable {
    /// How soon after the last exit it must begin.
    var seconds: Int64
    /// How often that is possible in a row.
    var limit: Int64
  }

  var stations: [Station]
  /// The table of fares, the shortest first.
  var fares: [Fare]
  /// What a ride costs beyond the table, or whose other end is unknown.
  var maximumFare: Int64
  var transfer: Transfer

  /// How far it is between two stations; nil where one of them is unknown.
  func metres(_ from: String, _ to: String) -> Int64? {
    guard let start = stations.first(where: { $0.id == from }),
      let end = stations.first(where: { $0.id == to })
    else { return nil }
    return abs(end.metres - start.metres)
  }

  /// What a length costs, never more than the highest fare.
  func fare(metres: Int64) -> Int64 {
    min(maximumFare, fares.first { metres <= $0.upToMetres }?.amount ?? maximumFare)
  }

  /// What a station is called.
  func name(_ id: String) -> LocalizedText {
    stations.first { $0.id == id }?.name ?? LocalizedText(id)
  }
}
