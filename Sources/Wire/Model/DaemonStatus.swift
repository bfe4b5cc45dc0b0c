/// How a daemon is doing.
package struct DaemonStatus: Codable, Sendable, Hashable {
  /// Its id.
  package var daemon: String
  /// Its process.
  package var pid: Int
  /// The protocol version.
  package var `protocol`: Int
  /// The program's version.
  package var version: String
  /// World time.
  package var now: Instant
  /// Whether world time is moved by hand.
  package var virtualClock: Bool
  /// Published apps.
  package var apps: Int
  /// Open sessions.
  package var sessions: Int
  /// Events not delivered yet.
  package var outbox: Int
  /// Running mini-programs.
  package var processes: Int
  /// People known.
  package var people: Int
  /// The layers that contain programs.
  package var sandbox: [String]
  /// Every layer of the sandbox, and whether this machine grants it.
  package var layers: [SandboxLayer]?
  /// Memory of the daemon.
  package var rssKiB: Int
  /// COMMITs since its start; benchmarks count them.
  package var commits: Int64
  /// Requests of all clients since its start, this one included.
  package var requests: Int64

  /// How a daemon is doing.
  package init(
    daemon: String, pid: Int, `protocol`: Int, version: String, now: Instant, virtualClock: Bool,
    apps: Int, sessions: Int, outbox: Int, processes: Int, people: Int, sandbox: [String],
    rssKiB: Int, commits: Int64 = 0, requests: Int64 = 0, layers: [SandboxLayer]? = nil
  ) {
    self.daemon = daemon
    self.pid = pid
    self.protocol = `protocol`
    self.version = version
    self.now = now
    self.virtualClock = virtualClock
    self.apps = apps
    self.sessions = sessions
    self.outbox = outbox
    self.processes = processes
    self.people = people
    self.sandbox = sandbox
    self.rssKiB = rssKiB
    self.layers = layers
    self.commits = commits
    self.requests = requests
  }
}
