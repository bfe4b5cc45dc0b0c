import JSONRPC
import Wire

/// Counts wrong codes of each person, so that nobody can guess a check (qr.md, Platform code).
///
/// A pure table; its owner gives the time.
struct WrongCodes {
  /// Wrong checks one person may scan within the window.
  static let limit = 10
  /// The window in milliseconds: a minute.
  static let windowMilliseconds: Int64 = 60_000
  /// People remembered at once; beyond that the window of everybody begins anew.
  static let peopleLimit = 10_000

  private var wrong: [PersonID: [MonotonicTime]] = [:]

  /// Why a person may not scan now; nil where they may.
  func refusal(_ person: PersonID, at now: MonotonicTime) -> Refusal? {
    let recent = recent(person, at: now)
    guard recent.count >= WrongCodes.limit, let oldest = recent.first else { return nil }
    return Refusal(
      QRError.tooManyWrong,
      retryAfterMilliseconds: WrongCodes.windowMilliseconds - (now - oldest))
  }

  /// Notes what a scan came to.
  mutating func note(_ person: PersonID, _ result: Result<JSON, Refusal>, at now: MonotonicTime) {
    guard case .failure(let refusal) = result, refusal.code == QRError.badCheck else { return }
    if wrong.count >= WrongCodes.peopleLimit, wrong[person] == nil { wrong = [:] }
    wrong[person] = recent(person, at: now).suffix(WrongCodes.limit - 1) + [now]
  }

  private func recent(_ person: PersonID, at now: MonotonicTime) -> [MonotonicTime] {
    (wrong[person] ?? []).filter { now - $0 < WrongCodes.windowMilliseconds }
  }
}
