import Wire

/// How one code goes through its life (qr.md, Session states); pure.
///
/// created → scanned → confirmed → consumed; cancelled and expired from any waiting state. A code
/// for single use belongs to who scans it first. One for many uses stays created. The clock
/// decides at the millisecond: at `expires` it is over, whoever looks and whenever it is swept.
struct CodeMachine: Hashable, Sendable {
  /// Where a code stands; people are rows.
  enum State: Hashable, Sendable {
    case created
    case scanned(by: Int64)
    case confirmed(by: Int64)
    case consumed(by: Int64?)
    case cancelled(by: Int64?)
    case expired(by: Int64?)
  }

  let uses: CodeEffect.Uses
  private(set) var expires: Instant
  private(set) var state: State

  /// A code in a state.
  init(uses: CodeEffect.Uses, expires: Instant, state: State = .created) {
    self.uses = uses
    self.expires = expires
    self.state = state
  }

  /// The state as it travels.
  var status: CodeView.Status {
    switch state {
    case .created: .created
    case .scanned: .scanned
    case .confirmed: .confirmed
    case .consumed: .consumed
    case .cancelled: .cancelled
    case .expired: .expired
    }
  }

  /// Who scanned it first.
  var scanner: Int64? {
    switch state {
    case .created: nil
    case .scanned(let person), .confirmed(let person): person
    case .consumed(let person), .cancelled(let person), .expired(let person): person
    }
  }

  /// The machine at a moment: expired once its time has come.
  func at(_ now: Instant) -> CodeMachine {
    guard status.isWaiting, now >= expires else { return self }
    var over = self
    over.state = .expired(by: scanner)
    return over
  }

  /// Somebody scans it. The first binds; scanning again is harmless.
  mutating func scan(by person: Int64, now: Instant) throws(Refusal) {
    self = at(now)
    switch state {
    case .created: if uses == .single { state = .scanned(by: person) }
    case .scanned(let first), .confirmed(let first):
      guard first == person else { throw Refusal(QRError.alreadyScanned) }
    case .consumed(let first):
      throw Refusal(first == person ? QRError.used : QRError.alreadyScanned)
    case .cancelled, .expired: throw ending
    }
  }

  /// Who scanned it says yes.
  mutating func confirm(by person: Int64, now: Instant) throws(Refusal) {
    self = at(now)
    switch state {
    case .scanned(let first):
      guard first == person else { throw Refusal(QRError.notBinder) }
      state = .confirmed(by: person)
    case .confirmed(let first):
      guard first == person else { throw Refusal(QRError.notBinder) }
    case .created: throw wrong
    case .consumed, .cancelled, .expired: throw ending
    }
  }

  /// It does what it is for, once.
  mutating func consume(now: Instant, from needed: CodeView.Status) throws(Refusal) {
    self = at(now)
    guard status.isWaiting else { throw ending }
    guard status == needed, let scanner else { throw wrong }
    state = .consumed(by: scanner)
  }

  /// Nobody wants it any more.
  mutating func cancel(now: Instant) throws(Refusal) {
    self = at(now)
    guard status.isWaiting else { throw ending }
    state = .cancelled(by: scanner)
  }

  /// Its time is over; false where it was over before or it is too early.
  mutating func expire(now: Instant) -> Bool {
    let was = state
    self = at(now)
    return was != state
  }

  /// Somebody must answer and gets so much time for it.
  mutating func extend(until moment: Instant) { expires = max(expires, moment) }

  private var wrong: Refusal {
    Refusal(QRError.wrongStatus, ["status": .string(status.rawValue)])
  }

  private var ending: Refusal {
    switch state {
    case .cancelled: Refusal(QRError.cancelled)
    case .expired: Refusal(QRError.expired)
    default: Refusal(QRError.used)
    }
  }
}
