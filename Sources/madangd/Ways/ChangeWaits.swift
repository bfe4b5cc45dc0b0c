import Loop
import Platform
import Wire

/// Who waits for something to change: woken by the change, or when their time is up. A wait holds
/// nothing of what changed: who is woken reads the newest, however much was missed.
///
/// Confined to the loop's thread.
final class ChangeWaits<Key: Hashable> {
  /// The longest wait, in milliseconds: a minute.
  static var limitMilliseconds: Int64 { 60_000 }
  /// A wait of unsaid length, in milliseconds.
  static var defaultMilliseconds: Int64 { 30_000 }
  /// Waits of one person at once.
  static var personLimit: Int { 16 }
  /// Waits of everybody at once.
  static var limit: Int { 10_000 }
  /// When somebody with too many waits may ask again, in milliseconds.
  static var retry: Int64 { 1000 }

  private struct Wait {
    let key: Key
    let person: PersonID
    let timer: EventLoop.Timer
    let done: () -> Void
  }

  private let loop: EventLoop
  private var waits: [UInt64: Wait] = [:]
  private var byKey: [Key: Set<UInt64>] = [:]
  private var counts: [PersonID: Int] = [:]
  private var last: UInt64 = 0

  init(_ loop: EventLoop) { self.loop = loop }

  /// How many wait.
  var count: Int { waits.count }

  /// Waits; false where too many do.
  func wait(
    for key: Key, person: PersonID, milliseconds: Int64, _ done: @escaping () -> Void
  ) -> Bool {
    guard waits.count < Self.limit, counts[person, default: 0] < Self.personLimit else {
      return false
    }
    last += 1
    let number = last
    let timer = loop.schedule(afterMilliseconds: milliseconds) { [weak self] in
      self?.end(number, cancels: false)
    }
    waits[number] = Wait(key: key, person: person, timer: timer, done: done)
    byKey[key, default: []].insert(number)
    counts[person, default: 0] += 1
    return true
  }

  /// Wakes who waits for something.
  func wake(_ key: Key) {
    for number in (byKey[key] ?? []).sorted() { end(number, cancels: true) }
  }

  /// Ends every wait, because the daemon stops.
  func endAll() {
    for number in waits.keys.sorted() { end(number, cancels: true) }
  }

  private func end(_ number: UInt64, cancels: Bool) {
    guard let wait = waits.removeValue(forKey: number) else { return }
    if cancels { loop.cancel(wait.timer) }
    byKey[wait.key]?.remove(number)
    if byKey[wait.key]?.isEmpty == true { byKey[wait.key] = nil }
    counts[wait.person, default: 1] -= 1
    if counts[wait.person] == 0 { counts[wait.person] = nil }
    wait.done()
  }
}

/// Who waits for a code to change.
typealias CodeWaits = ChangeWaits<CodeID>

extension CodeWaits {
  /// Wakes who waits for what a notice is about.
  func wake(_ notice: Notice) {
    guard notice.method == ServerNotification.codeChanged,
      let name = notice.params["code"]?["code"]?.string
    else { return }
    wake(CodeID(name))
  }
}
