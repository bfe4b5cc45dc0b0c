import Glibc
import JSONRPC
import Wire

/// `madang drive`: the shell for tests, lines of JSON in and out.
enum DriveCommand: Command {
  static let words = ["drive"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "JSON 줄로 셸을 움직입니다.", en: "Drives the shell by lines of JSON, for tests.")
  static let options = [
    CommandOption(
      "--virtual-clock", ko: "데몬을 가상 시계로 시작", en: "start the daemon on a virtual clock")
  ]
  static let examples = [
    #"echo '{"do":"open","code":"MD:T/…"}' | madang drive --home /tmp/world"#
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let isVirtual = invocation.options["--virtual-clock"] != nil
    let drive = Drive(
      person: invocation.global.person, language: invocation.language,
      makeEngine: { person throws(ShellFailure) in
        try invocation.engine(as: person, virtualClock: isVirtual)
      },
      makeOperator: { () throws(ShellFailure) in
        try invocation.operatorLink(virtualClock: isVirtual)
      })
    let input = StdioLines(descriptor: STDIN_FILENO)
    while let line = input.next() {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      invocation.output.write(drive.answer(line).bytes + [0x0A])
    }
    return .done
  }
}
