import Glibc
import Wire

/// Where a PIN comes from: a file or a prompt without echo; never the command line or the
/// environment, which other programs can read.
enum PINInput {
  /// Bytes of a file that are read: a PIN, a line end and what an editor may add.
  static let fileByteLimit = 64

  /// The option that names a file.
  static let option = CommandOption(
    "--pin-file", value: "FILE", ko: "PIN이 든 파일", en: "a file that holds the PIN")

  /// The PIN of a file, if one is named.
  static func pin(_ invocation: Invocation) throws(ShellFailure) -> String? {
    guard let path = invocation.options["--pin-file"] else { return nil }
    return try read(path)
  }

  /// The first line of a file that only its owner can read.
  static func read(_ path: String) throws(ShellFailure) -> String {
    var facts = stat()
    guard stat(path, &facts) == 0, let bytes = Files.read(path, limit: fileByteLimit) else {
      throw .fault(ShellFault(.noInput, ["path": .string(path)]))
    }
    guard facts.st_mode & 0o077 == 0 else {
      throw .fault(
        ShellFault(
          .badInput, ["reason": .string("\(path) can be read by others; chmod 600 it")]))
    }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first
      .map { String($0) } ?? ""
  }

  /// Asks on the terminal, without showing what is typed.
  static func ask(_ prompt: String, _ invocation: Invocation) throws(ShellFailure) -> String {
    guard Shell.isInteractive(invocation) else {
      throw .fault(ShellFault(.usage, ["reason": "--pin-file is missing"]))
    }
    var before = termios()
    tcgetattr(STDIN_FILENO, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    Files.write(Array("\(prompt): ".utf8), descriptor: STDERR_FILENO)
    let line = StdioLines(descriptor: STDIN_FILENO).next() ?? []
    Files.write([0x0A], descriptor: STDERR_FILENO)
    return String(decoding: line, as: UTF8.self)
  }
}
