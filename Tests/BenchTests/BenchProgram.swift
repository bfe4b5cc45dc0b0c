import Foundation
import Testing
import Wire

extension String {
  /// Without the line end behind it.
  var trimmed: String { trimmingCharacters(in: .newlines) }
}

/// `madang-bench` as it was built beside the tests.
enum BenchProgram {
  /// What it prints where it must end well.
  static func run(_ arguments: String...) throws -> String {
    let (output, code) = try end(arguments)
    #expect(code == 0, "\(output)")
    return output
  }

  static func end(_ arguments: String...) throws -> (output: String, code: Int32) {
    try end(arguments)
  }

  /// What it prints on both outputs, and its exit code.
  static func end(_ arguments: [String]) throws -> (output: String, code: Int32) {
    let process = Process()
    process.executableURL = try products().appending(path: "madang-bench")
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: bytes, as: UTF8.self), process.terminationStatus)
  }

  /// A number of a report, or −1.
  static func number(_ json: JSON?) -> Double {
    switch json {
    case .integer(let value)?: Double(value)
    case .double(let value)?: value
    default: -1
    }
  }

  /// The build folder: programs lie beside the tests.
  private static func products() throws -> URL {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: own).deletingLastPathComponent()
  }
}
