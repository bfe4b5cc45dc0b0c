import Crypto
import JSONRPC
package import Wire

/// Which call it was, as far as a crash is concerned: the feature and what it was asked.
package struct CallSignature: Sendable, Hashable {
  /// What a signature is written down as: the same in every run of the daemon.
  package struct Key: Sendable, Hashable {
    /// The feature; empty for a crash outside any call.
    package let feature: String
    /// BLAKE2b of the arguments' canonical bytes in hexadecimal.
    package let arguments: String

    /// A signature that was written down.
    package init(feature: String, arguments: String) {
      self.feature = feature
      self.arguments = arguments
    }
  }

  /// The feature; empty for a crash outside any call.
  package let feature: String
  private let arguments: JSON

  /// The signature of a call.
  package init(feature: String, arguments: JSON) {
    self.feature = feature
    self.arguments = arguments
  }

  /// Computed only where a program has crashed: hashing every call costs more than the call.
  package var key: Key {
    var bytes: [UInt8] = []
    arguments.canonical.write(to: &bytes)
    return Key(feature: feature, arguments: Blake2b.hash(bytes).hex)
  }

  /// Two calls are the same whatever the order of their arguments.
  package static func == (left: CallSignature, right: CallSignature) -> Bool {
    left.feature == right.feature && left.arguments.canonical == right.arguments.canonical
  }

  /// Hashes the feature.
  package func hash(into hasher: inout Hasher) { hasher.combine(feature) }

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

  private var counts: [CallSignature.Key: Int] = [:]
  private var order: [CallSignature.Key] = []
  private var recent: [(key: CallSignature.Key, at: MonotonicTime)] = []

  /// A ledger that knows which calls were disabled before; no more than `signatureLimit`.
  init(disabled: [CallSignature.Key] = []) {
    order = disabled.suffix(Self.signatureLimit)
    for key in order { counts[key] = Self.crashesToDisable }
  }

  /// Calls that are refused because they crash their program, the oldest first.
  var disabled: [CallSignature.Key] {
    order.filter { counts[$0, default: 0] >= Self.crashesToDisable }
  }

  /// Notes a crash; true where the program belongs in quarantine.
  mutating func record(_ signature: CallSignature, now: MonotonicTime) -> Bool {
    let key = signature.key
    if !signature.feature.isEmpty { count(key) }
    recent.removeAll { now - $0.at >= Self.windowMilliseconds || $0.key == key }
    recent.append((key, now))
    return recent.count >= Self.crashesToQuarantine
  }

  /// Whether a call is refused because it crashes its program.
  func isDisabled(_ signature: CallSignature) -> Bool {
    !counts.isEmpty && counts[signature.key, default: 0] >= Self.crashesToDisable
  }

  /// A call went well: what it did before was not its own fault.
  mutating func clear(_ signature: CallSignature) {
    guard !counts.isEmpty else { return }
    let key = signature.key
    guard counts.removeValue(forKey: key) != nil else { return }
    order.removeAll { $0 == key }
  }

  private mutating func count(_ key: CallSignature.Key) {
    if counts[key] == nil {
      if order.count == Self.signatureLimit { counts[order.removeFirst()] = nil }
      order.append(key)
    }
    counts[key, default: 0] += 1
  }
}
