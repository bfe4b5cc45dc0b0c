/// A place where a test may stop the world: it throws an injected fault, or kills the process.
package enum Failpoint: Hashable, Sendable {
  /// Before a statement takes its next step.
  case statement
  /// Before the group's COMMIT.
  case commit
  /// After COMMIT returned: the group is durable, nobody was answered yet.
  case committed
}
