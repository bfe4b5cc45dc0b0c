/// How the program ends (page.md, Commands).
enum ExitCode: Int32, Error {
  /// Done.
  case done = 0
  /// It did not work; the sentence says why.
  case failed = 1
  /// The arguments are wrong.
  case usage = 2
  /// Somebody else holds what is needed.
  case conflict = 11
  /// A file of ours does not hold what it must.
  case badData = 65
  /// There is no such home.
  case noInput = 66
  /// No daemon answers.
  case unreachable = 69
  /// Our bug, or a disk that failed under us.
  case fault = 70
  /// The daemon did not say whether it did it.
  case outcomeUnknown = 75
  /// Not allowed.
  case notAllowed = 77
}
