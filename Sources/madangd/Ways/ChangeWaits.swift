import Loop
import Platform
import Wire

/// Who waits for a code to change: woken by the notice of the change, or when their time is up.
/// A wait holds nothing of the code; who is cut off asks again with the revision they know.
///
/// Confined to the loop's thread.
final class CodeWaits {
  /// The longest wait, in milliseconds: a minute.
  static let limitMilliseconds: Int64 = 60_000
  /// A wait of unsaid length, in milliseconds.
  static let defaultMilliseconds: Int64 = 30_000
  /// Waits of one person at once.
  static let personLimit = 16
  /// Waits of everybody at once.
  static let limit = 10_000
  /// When somebody with too many waits may ask again, in milliseconds.
  static let retry: Int64 = 1000

  private struct Wait {
    let code: CodeID
    let person: PersonID
    let timer: EventLoop.Timer
    let done: () -> Void
  }

  private let loop: EventLoop
  private var waits: [UInt64: Wait] = [:]
  private var byCode: [CodeID: Set<UInt64>] = [:]
  private var counts: [PersonID: Int] = [:]
  private var last: UInt64 = 0

  init(_ loop: EventLoop) { self.loop = loop }

  /// How many wait.
  var count: Int { waits.count }

  /// Waits; false where too many do.
  func wait(
    for code: CodeID, person: PersonID, milliseconds: Int64, _ done: @escaping () -> Void
  ) -> Bool {
    guard waits.count < Self.limit, counts[person, default: 0] < Self.personLimit else {
      return false
    }
    last += 1
    let number = last
    let timer = loop.schedule(afterMilliseconds: milliseconds) { [weak self] in
      self?.end(number, cancels: false)
    }
    waits[number] = Wait(code: code, person: person, timer: timer, done: done)
    byCode[code, default: []].insert(number)
    counts[person, default: 0] += 1
    return true
  }

  /// Wakes who waits for what the notices are about.
  func wake(_ notice: Notice) {
    guard notice.method == ServerNotification.codeChanged,
      let name = notice.params["code"]?["code"]?.string
    else { return }
    for number in (byCode[CodeID(name)] ?? []).sorted() { end(number, cancels: true) }
  }

  /// Ends every wait, because the daemon stops.
  func endAll() {
    for number in waits.keys.sorted() { end(number, cancels: true) }
  }

  private func end(_ number: UInt64, cancels: Bool) {
    guard let wait = waits.removeValue(forKey: number) else { return }
    if cancels { loop.cancel(wait.timer) }
    byCode[wait.code]?.remove(number)
    if byCode[wait.code]?.isEmpty == true { byCode[wait.code] = nil }
    counts[wait.person, default: 1] -= 1
    if counts[wait.person] == 0 { counts[wait.person] = nil }
    wait.done()
  }
}
