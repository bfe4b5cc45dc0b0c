import MiniProgramKit

/// What the metro remembers about one person: halves of rides that wait for their other half.
struct RideState: ProgramState {
  /// Which side of the gates a passage leads to.
  enum Side: String, Codable {
    case entry, exit
  }

  /// One passage through a gate, half a ride.
  struct Half: Codable {
    var side: Side
    var pass: PassID
    var station: String
    var at: Instant
    /// When it is given up that the other half will be told.
    var until: Instant
  }

  /// A ride that was charged.
  struct Ride: Codable {
    var title: LocalizedText
    var amount: Int64
  }

  /// Rides that cost as one, because each began soon after the one before.
  struct Chain: Codable {
    /// When the last one ended.
    var end: Instant
    /// How far they lead together.
    var metres: Int64
    /// What was paid for them together.
    var paid: Int64
    /// How often somebody changed.
    var transfers: Int64 = 0
  }

  /// What no other half was found for, in the order it happened: gates without a network tell in
  /// any order.
  var halves: [Half] = []
  /// What the next ride may belong to.
  var chain: Chain?
  /// Counts rides, for the keys of fares.
  var number: Int64 = 0
  /// The last rides, newest first.
  var rides: [Ride] = []

  /// Where the person is inside, as far as gates have told.
  var inside: String? {
    halves.last.flatMap { $0.side == .entry ? $0.station : nil }
  }
}
