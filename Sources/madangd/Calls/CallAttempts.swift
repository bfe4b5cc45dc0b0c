import Platform
import Wire

/// How often calls were sent that came to nothing, so that the next attempt has the next number.
///
/// Confined to the loop's thread, in memory only: what is owed to programs is counted in the file,
/// and a person's call that the daemon itself did not survive begins at one again.
struct CallAttempts {
  /// Calls remembered; those that failed longest ago go first, half of all at once.
  static let limit = 8_192

  private var young: [String: Int] = [:]
  private var old: [String: Int] = [:]

  /// How many calls are remembered.
  var count: Int { young.count + old.count }

  /// Notes a call that was sent and came to nothing.
  mutating func noteFailed(_ call: String, attempt: Int) {
    old[call] = nil
    young[call] = attempt
    guard young.count >= CallAttempts.limit / 2 else { return }
    old = young
    young.removeAll(keepingCapacity: true)
  }

  /// How often a call was sent already.
  func sent(_ call: String) -> Int { young[call] ?? old[call] ?? 0 }

  /// The ticket with the number of its attempt.
  func numbered(_ ticket: CallTicket) -> CallTicket {
    guard count > 0, ticket.body != nil else { return ticket }
    let earlier = sent(ticket.context.id)
    return earlier == 0 ? ticket : ticket.following(attempt: earlier)
  }
}
