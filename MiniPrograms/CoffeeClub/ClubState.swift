import MiniProgramKit

/// What the club remembers about one card.
struct ClubState: ProgramState {
  /// What has become of the membership.
  enum Status: String, Codable {
    case none, asked, member, pastDue, ended
  }

  var status = Status.none
  /// How often somebody asked to join; each try is a mandate of its own.
  var tries = 0
  /// Periods that were paid.
  var months = 0
}

/// The merchant's settings.
struct ClubSettings: Codable {
  /// What a month costs, in won.
  var price: Int64
  /// How many months the club may charge altogether.
  var months: Int64
}

extension Call<ClubState> {
  /// The mandate's name: one card, one try.
  var mandateKey: String { "card-\(parameter("card") ?? 0)-\(state.tries)" }

  func settings() throws -> ClubSettings { try settings(as: ClubSettings.self) }
}
