/// Which side of a gate somebody passed.
package enum GateSide: String, Codable, Sendable, Hashable, CaseIterable {
  case entry, exit
}

/// One person whom a gate let through, as the gate keeps it until the daemon has it.
package struct GateRecord: Codable, Sendable, Hashable {
  /// Counts the gate's records from 1.
  package var sequence: Int64
  /// The code as it was read.
  package var code: String
  /// The time step of the code, seconds since 1970 divided by 30.
  package var step: Int64
  /// Which side.
  package var side: GateSide
  /// Where the gate stands.
  package var station: String
  /// When, by the gate's clock.
  package var at: Instant

  /// One person whom a gate let through.
  package init(
    sequence: Int64, code: String, step: Int64, side: GateSide, station: String, at: Instant
  ) {
    self.sequence = sequence
    self.code = code
    self.step = step
    self.side = side
    self.station = station
    self.at = at
  }
}
