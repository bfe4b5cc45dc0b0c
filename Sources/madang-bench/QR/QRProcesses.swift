import Glibc
import QRCode
import QRPhoto

/// The public tools and our shell as whole processes, turn by turn on the same inputs: start,
/// work, end. Like stands beside like.
struct QRProcesses {
  let inputs: QRInputs
  let scale: QRScale
  let directory: String

  /// One program with its times.
  struct Run {
    let name: String
    var timings = Timings()
  }

  /// qrencode, our encoder, zbarimg, our decoder.
  func run() throws -> [Run] {
    let shell = try Baseline.directory() + "/madang"
    let (qrencode, zbarimg) = (try Self.path("qrencode"), try Self.path("zbarimg"))
    let photos = try writePhotos()
    let picture = "\(directory)/code.png"
    let text = inputs.text
    let tools: [(name: String, words: (Int) -> [String])] = [
      ("qrencode", { _ in [qrencode, "-8", "-l", "M", "-o", picture, "--", text] }),
      (
        "madang qr encode",
        { _ in [shell, "qr", "encode", "--level", "M", "--png", picture, text] }
      ),
      (
        "zbarimg",
        { [zbarimg, "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", photos[$0]] }
      ),
      ("madang qr decode", { [shell, "qr", "decode", "--plain", photos[$0]] }),
    ]
    var runs = tools.map { Run(name: $0.name) }
    // Everybody must say the same before anybody is measured; zbarimg need not read every photo.
    for (index, tool) in tools.enumerated() {
      let said = try Command.run(tool.words(0), log: "\(directory)/tools.log")
      guard index < 2 ? try readsBack(picture) : said.contains(inputs.photoText) else {
        throw BenchmarkError.unavailable("\(tool.name) says \(said)")
      }
    }
    for round in 0..<scale.processes {
      for (index, tool) in tools.enumerated() {
        runs[index].timings.add(nanoseconds: try end(tool.words(round % photos.count)))
      }
    }
    return runs
  }

  private func readsBack(_ path: String) throws -> Bool {
    guard let file = fopen(path, "r") else { return false }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return try QRImageDecoder.decode(file: Array(bytes[..<count])).map(\.text) == [inputs.text]
  }

  /// Nanoseconds from the start of a program to its end.
  private func end(_ words: [String]) throws -> UInt64 {
    let child = try ChildProgram(
      path: words[0], Array(words.dropFirst()), pipeAs: STDOUT_FILENO,
      log: "\(directory)/tools.log")
    let code = child.wait()
    let nanoseconds = Timings.now() - child.startedAt
    // zbarimg ends with 4 where it found nothing: that took its time too.
    guard code == 0 || (code == 4 && words[0].hasSuffix("/zbarimg")) else {
      throw BenchmarkError.unavailable("\(words[0]) ended with \(code)")
    }
    return nanoseconds
  }

  private func writePhotos() throws -> [String] {
    try inputs.photos.enumerated().map { index, photo in
      let path = "\(directory)/photo-\(index).pgm"
      let bytes = photo.pgm
      guard let file = fopen(path, "w") else { throw BenchmarkError.unavailable(path) }
      let written = fwrite(bytes, 1, bytes.count, file)
      guard fclose(file) == 0, written == bytes.count else {
        throw BenchmarkError.unavailable(path)
      }
      return path
    }
  }

  /// Where an installed program lies.
  private static func path(_ name: String) throws -> String {
    let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"
    for folder in folders.split(separator: ":") where access("\(folder)/\(name)", X_OK) == 0 {
      return "\(folder)/\(name)"
    }
    throw BenchmarkError.unavailable(
      "\(name) is not installed; the README's second command installs it")
  }
}
