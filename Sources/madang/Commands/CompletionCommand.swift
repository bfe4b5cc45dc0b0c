import Wire

/// `madang completion`: words for bash.
enum CompletionCommand: Command {
  static let words = ["completion"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "bash 자동 완성을 출력합니다.", en: "Prints completion for bash.")
  static let examples = ["source <(madang completion)"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    invocation.output.lines(script())
    return .done
  }

  private static func script() -> [String] {
    let options = GlobalOptions.all.map(\.name).joined(separator: " ")
    var cases: [String] = []
    let names = CommandList.all.map { $0.words }
    let firsts = unique(names.map { $0[0] })
    for first in firsts {
      let next = unique(names.filter { $0[0] == first && $0.count > 1 }.map { $0[1] })
      let own = CommandList.all.filter { $0.words[0] == first }.flatMap { $0.options.map(\.name) }
      let offered = (next + own).joined(separator: " ")
      cases.append("    \(first)) words=\"\(offered) \(options)\" ;;")
    }
    return [
      "_madang() {", "  local words", "  case \"${COMP_WORDS[1]}\" in",
    ] + cases + [
      "    *) words=\"\(firsts.joined(separator: " ")) \(options)\" ;;", "  esac",
      "  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))", "}",
      "complete -o default -F _madang madang",
    ]
  }

  private static func unique(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }
  }
}
