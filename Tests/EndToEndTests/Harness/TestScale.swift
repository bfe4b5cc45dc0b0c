import Glibc

/// How much the heavy tests do: 1 in each run, the numbers of the issues with
/// `MADANG_TEST_SCALE=full`.
enum TestScale {
  static var isFull: Bool {
    getenv("MADANG_TEST_SCALE").map { String(cString: $0) == "full" } ?? false
  }
}
