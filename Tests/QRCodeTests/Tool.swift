import Foundation
import Testing

/// Runs a public program of the test's second opinion and answers what it printed.
enum Tool {
  struct Failure: Error { let text: String }

  static func run(_ name: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 127 {
      throw Failure(text: "\(name) is not installed; the README's second command installs it")
    }
    return Array(bytes)
  }

  /// What `zbarimg` reads from each picture; nil where it found nothing.
  ///
  /// Each text must start with its index and a `:`, so that an unread picture shifts nothing.
  static func zbar(_ pictures: [[UInt8]]) throws -> [String?] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "madang-qr-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    var names: [String] = []
    for (index, picture) in pictures.enumerated() {
      let file = folder.appending(path: "\(index).png")
      try Data(picture).write(to: file)
      names.append(file.path)
    }
    let options = ["--raw", "--quiet", "-Sdisable", "-Sqrcode.enable"]
    let output = String(decoding: try run("zbarimg", options + names), as: UTF8.self)
    var texts = [String?](repeating: nil, count: pictures.count)
    for line in output.split(separator: "\n") {
      guard let index = Int(line.prefix { $0 != ":" }), texts.indices.contains(index) else {
        continue
      }
      texts[index] = String(line)
    }
    return texts
  }

  /// The modules that `qrencode` draws, without margin, 1 for dark.
  static func qrencode(
    _ text: String, version: Int = 1, level: String
  ) throws -> [[UInt8]] {
    let output = try run(
      "qrencode", ["-t", "ASCII", "-m", "0", "-v", "\(version)", "-l", level, "--", text])
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map { line in
      let cells = Array(line.utf8)
      return stride(from: 0, to: cells.count, by: 2).map { cells[$0] == 0x23 ? 1 : 0 }
    }
  }
}
