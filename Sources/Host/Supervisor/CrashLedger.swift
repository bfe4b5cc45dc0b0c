import JSONRPC
package import Wire

/// Which call it was, as far as a crash is concerned: the feature and what it was asked.
package struct CallSignature: Hashable, Sendable {
  /// The feature; empty for a crash outside any call.
  package let feature: String
  /// A hash of the arguments' canonical bytes.
  package let argumentsHash: Int

  /// The signature of a call.
  package init(feature: String, arguments: JSON) {
    self.feature = feature
    var hasher = Hasher()
    hasher.combine(arguments.canonical)
    argumentsHash = hasher.finalize()
  }

  /// A program that ends by itself, or while it starts.
  static let outsideCalls = CallSignature(feature: "", arguments: nil)
}

/// What crashed a program, how often and when; pure.
struct CrashLedger {
  /// So many crashes disable the call that causes them.
  static let crashesToDisable = 3
  /// So many different crashes within the window put the program in quarantine (protocol.md).
  static let crashesToQuarantine = 5
  /// How long a crash counts towards quarantine, in milliseconds (protocol.md).
  static let windowMilliseconds: Int64 = 60_000
  /// The most calls remembered; the oldest are forgotten first.
  static let signatureLimit = 1000

  private var counts: [CallSignature: Int] = [:]
  private var order: [CallSignature] = []
  private var recent: [(signature: CallSignature, at: MonotonicTime)] = []

  /// Notes a crash; true where the program belongs in quarantine.
  mutating func record(_ signature: CallSignature, now: MonotonicTime) -> Bool {
    if signature != .outsideCalls { count(signature) }
    recent.removeAll { now - $0.at >= Self.windowMilliseconds || $0.signature == signature }
    recent.append((signature, now))
    return recent.count >= Self.crashesToQuarantine
  }

  /// Whether a call is refused because it crashes its program.
  func isDisabled(_ signature: CallSignature) -> Bool {
    counts[signature, default: 0] >= Self.crashesToDisable
  }

  /// A call went well: what it did before was not its own fault.
  mutating func clear(_ signature: CallSignature) {
    guard counts.removeValue(forKey: signature) != nil else { return }
    order.removeAll { $0 == signature }
  }

  private mutating func count(_ signature: CallSignature) {
    if counts[signature] == nil {
      if order.count == Self.signatureLimit { counts[order.removeFirst()] = nil }
      order.append(signature)
    }
    counts[signature, default: 0] += 1
  }
}
