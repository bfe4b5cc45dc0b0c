import Wire

/// What one connection may do; tests choose smaller numbers.
struct ClientLimits: Sendable {
  /// Requests a second and at once.
  struct Rate: Sendable {
    /// Requests at once.
    var burst: Double
    /// Requests a second in the long run.
    var perSecond: Double
  }

  /// How long a connection may stay without saying who it is, in milliseconds.
  var helloMilliseconds: Int64 = 10_000
  /// Before hello: a few attempts, no flood.
  var strangerRate = Rate(burst: 20, perSecond: 5)
  /// A person's device or the operator: far above what a shell needs, below what hurts others.
  var callerRate = Rate(burst: 20_000, perSecond: 20_000)
  /// Requests refused for their rate, one after the other, before the connection is closed.
  var refusedInARow = 1000
}
