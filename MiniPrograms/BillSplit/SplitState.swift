import MiniProgramKit

/// What the split of one receipt remembers.
struct SplitState: ProgramState {
  /// How far a friend is.
  enum Status: String, Codable {
    case asked
    case paid
    case closed
  }

  /// What one friend was asked for.
  struct Share: Codable {
    var person: CallContext.Person
    /// Minor units.
    var amount: Int64
    var status: Status
    /// Whether the one reminder was sent.
    var reminded = false
  }

  /// The receipt, kept once the friends are asked.
  var receipt: CallContext.Receipt?
  /// Empty until the friends are asked.
  var shares: [Share] = []

  /// The shares' state for an event or a reminder.
  mutating func update(_ person: PairwiseID, _ change: (inout Share) -> Void) {
    guard let index = shares.firstIndex(where: { $0.person.id == person }) else { return }
    change(&shares[index])
  }
}
