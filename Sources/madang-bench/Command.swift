import Glibc

/// Runs a program to its end and reads what it prints.
enum Command {
  /// The most bytes of an answer.
  private static let maximumAnswerBytes = 1 << 20

  /// What a program printed; its error output goes to the end of `log`.
  static func run(
    _ words: [String], input: String? = nil, log: String
  ) throws(BenchmarkError) -> String {
    let fed = input.map { " < \(quoted($0))" } ?? " < /dev/null"
    let command = words.map(quoted).joined(separator: " ") + fed + " 2>> " + quoted(log)
    guard let pipe = popen(command, "r") else {
      throw .unavailable("\(words[0]) cannot be started")
    }
    var answer = [UInt8](repeating: 0, count: maximumAnswerBytes)
    var filled = 0
    while filled < answer.count {
      let count = answer.withUnsafeMutableBytes {
        fread($0.baseAddress.map { $0 + filled }, 1, $0.count - filled, pipe)
      }
      guard count > 0 else { break }
      filled += count
    }
    let text = String(decoding: answer[..<filled], as: UTF8.self)
    guard pclose(pipe) == 0 else {
      throw .unavailable("\(words.joined(separator: " ")) failed: \(text)\(lastLine(of: log))")
    }
    return text
  }

  /// A word as the shell takes it whole.
  private static func quoted(_ word: String) -> String {
    var text = "'"
    for character in word { text += character == "'" ? "'\\''" : String(character) }
    return text + "'"
  }

  /// What a program said last, for the sentence about its failure.
  static func lastLine(of log: String) -> String {
    let text = TextFile.read(log) ?? ""
    return text.split(separator: "\n").last.map(String.init) ?? ""
  }
}

/// Small files that benchmarks hand to other programs.
enum TextFile {
  /// Bytes one call reads.
  private static let chunkByteCount = 1 << 16

  /// The whole text, or nil where there is no such file.
  static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: chunkByteCount)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  /// Writes a file that other users may read.
  static func write(_ text: String, to path: String) throws(BenchmarkError) {
    guard let file = fopen(path, "w") else { throw .unavailable(path) }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw .unavailable(path) }
    chmod(path, 0o644)
  }
}
