import Wire

/// How often each agent may call; a pure table, its owner gives the time.
struct AgentRates {
  /// Calls of one agent in a minute (protocol.md, Agents).
  static let callsPerMinute = 60
  /// Agents remembered at once; beyond that everybody's minute begins anew.
  static let agentLimit = 10_000

  private var buckets: [String: TokenBucket] = [:]

  /// Takes a call of an agent; why it must wait where none is left.
  mutating func take(_ credential: String, nowNanoseconds now: Int64) -> Refusal? {
    if buckets[credential] == nil, buckets.count >= Self.agentLimit { buckets = [:] }
    var bucket =
      buckets[credential]
      ?? TokenBucket(
        capacity: Double(Self.callsPerMinute), perSecond: Double(Self.callsPerMinute) / 60,
        nowNanoseconds: now)
    defer { buckets[credential] = bucket }
    guard !bucket.take(nowNanoseconds: now) else { return nil }
    return Refusal(
      AgentError.rate, ["limit": .integer(Int64(Self.callsPerMinute))],
      retryAfterMilliseconds: max(1, bucket.retryMilliseconds))
  }
}
