/// The status a command ends with (page.md, Commands).
enum ExitCode: Int32, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 2
  case paymentRefused = 10
  case conflict = 11
  case expired = 12
  case declined = 13
  case badData = 65
  case noInput = 66
  case unreachable = 69
  case ourBug = 70
  case outcomeUnknown = 75
  case notAllowed = 77
  case interrupted = 130
}
