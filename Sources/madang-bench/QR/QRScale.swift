/// How often `madang-bench qr` does what it measures.
struct QRScale {
  /// Symbols drawn.
  var encodes: Int
  /// Rounds over all photos.
  var photoRounds: Int
  /// Texts of each kind told apart.
  var parses: Int
  /// Codes shown to a gate, each of a pass of its own.
  var passes: Int
  /// Whole processes of each tool.
  var processes: Int
  /// The daemon's part.
  var journeys: JourneyScale

  /// What figures are quoted from.
  static let full = QRScale(
    encodes: 2_000, photoRounds: 100, parses: 20_000, passes: 5_000, processes: 96,
    journeys: .full)
  /// What a test runs: every step, no figure worth quoting.
  static let quick = QRScale(
    encodes: 20, photoRounds: 1, parses: 50, passes: 20, processes: 12, journeys: .quick)
}
