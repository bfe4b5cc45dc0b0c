import Glibc
import Wire

/// Runs a baseline program that was built beside this one and reads the JSON it prints.
enum Baseline {
  /// The most bytes of an answer.
  private static let maximumAnswerBytes = 65_536

  static func run(_ name: String, _ arguments: [String]) throws -> JSON {
    let path = "\(try directory())/\(name)"
    let command = ([path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    guard let pipe = popen(command, "r") else {
      throw BenchmarkError.unavailable("\(path) cannot be started")
    }
    var answer = [UInt8](repeating: 0, count: maximumAnswerBytes)
    let count = fread(&answer, 1, answer.count, pipe)
    guard pclose(pipe) == 0 else { throw BenchmarkError.unavailable("\(name) failed") }
    let line = answer[..<count].prefix { $0 != UInt8(ascii: "\n") }
    return try JSON.parse(Array(line))
  }

  /// The build folder this program lies in.
  static func directory() throws(BenchmarkError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { throw BenchmarkError.unavailable("/proc/self/exe") }
    let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }
}
