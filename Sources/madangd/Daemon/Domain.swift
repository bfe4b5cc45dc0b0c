import Crypto
import Store
import Wire

/// What the domain gives the daemon: an opened core and the few things the frame must ask it.
///
/// Closures that take a core run on the core thread, as jobs: they may write, they throw a
/// `Refusal` before writing, and what they return is used after COMMIT.
struct Domain<Core: CoreState> {
  /// The writing connection; used by the core thread only from `Daemon.run` on.
  var connection: Connection
  /// The domain's memory; used by the core thread only from `Daemon.run` on.
  var core: Core
  /// World time of the last commit; nil on fresh data.
  var storedTime: Instant?
  /// Finds or makes the person of a device.
  var identify: @Sendable (Core, VerifyingKey, Instant) throws -> Identity
  /// Finds a till by its key; throws `auth.unknown_till`.
  var identifyTill: @Sendable (Core, VerifyingKey, Instant) throws -> Identity
  /// Finds the person of a test token; throws `auth.unknown_token`.
  var identifyToken: @Sendable (Core, String, Instant) throws -> Identity
  /// Finds whose agent a key is; throws `agent.revoked`.
  var identifyAgent: @Sendable (Core, VerifyingKey, Instant) throws -> Identity = { _, _, _ in
    throw Refusal(AgentError.revoked)
  }
  /// The earliest moment at which something is due.
  var nextDue: @Sendable (Core) throws -> Instant?
  /// What `admin.status` counts.
  var counts: @Sendable (Core) throws -> DomainCounts
}

/// What `admin.status` tells of the domain.
struct DomainCounts: Sendable {
  /// Published apps.
  var apps = 0
  /// Open sessions.
  var sessions = 0
  /// Events not delivered yet.
  var outbox = 0
  /// People known.
  var people = 0
  /// COMMITs since the start.
  var commits: Int64 = 0
}
