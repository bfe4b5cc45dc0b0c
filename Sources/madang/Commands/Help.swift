import Wire

/// Help texts, generated from the list of commands.
enum Help {
  /// What `madang` alone says where there is no terminal.
  static func short(in language: Language) -> [String] {
    [
      Words.pick(
        language, ko: "마당: QR을 스캔해 주문하고 결제하는 셸입니다.",
        en: "Madang: scan a code, order, pay. The shell of a super-app for the terminal."),
      "",
      Words.pick(language, ko: "처음이라면:", en: "Start with:"),
      "  madang demo lunch",
      "  madang help",
    ]
  }

  /// The help of a command, or of everything.
  static func text(of command: (any Command.Type)?, in language: Language) -> [String] {
    guard let command else { return overview(in: language) }
    var lines = [command.summary.text(in: language), ""]
    lines += [heading(language, ko: "사용법", en: "USAGE")]
    let usage = ["madang", command.name, command.synopsis].filter { !$0.isEmpty }
    lines += [
      "  " + usage.joined(separator: " ") + Words.pick(language, ko: " [옵션]", en: " [flags]")
    ]
    if !command.options.isEmpty {
      lines += ["", heading(language, ko: "옵션", en: "FLAGS")]
      lines += table(command.options.map { ($0.usage, $0.help.text(in: language)) })
    }
    lines += ["", heading(language, ko: "공통 옵션", en: "INHERITED FLAGS")]
    lines += table(GlobalOptions.all.map { ($0.usage, $0.help.text(in: language)) })
    if !command.examples.isEmpty {
      lines += ["", heading(language, ko: "보기", en: "EXAMPLES")]
      lines += command.examples.map { "  $ " + $0 }
    }
    return lines
  }

  private static func overview(in language: Language) -> [String] {
    var lines =
      short(in: language).prefix(1) + [
        "", heading(language, ko: "사용법", en: "USAGE"),
        Words.pick(language, ko: "  madang <명령> [옵션]", en: "  madang <command> [flags]"),
      ]
    let width = CommandList.all.map { $0.name.count }.max() ?? 0
    for group in CommandGroup.allCases {
      lines += ["", heading(group.title.text(in: language).uppercased())]
      lines += table(
        CommandList.all.filter { $0.group == group }.map {
          ($0.name, $0.summary.text(in: language))
        }, width: width)
    }
    lines += ["", heading(language, ko: "공통 옵션", en: "FLAGS")]
    lines += table(GlobalOptions.all.map { ($0.usage, $0.help.text(in: language)) })
    lines += ["", heading(language, ko: "보기", en: "EXAMPLES")]
    lines += [
      "  $ madang demo lunch", "  $ madang scan MD:T/… --as mina", "  $ madang wallet show",
    ]
    lines += ["", heading(language, ko: "끝난 상태", en: "EXIT CODES")]
    lines += ["  " + ExitCode.allCases.map { "\($0.rawValue) \($0)" }.joined(separator: ", ")]
    lines += [
      "", heading(language, ko: "더 알아보기", en: "LEARN MORE"),
      Words.pick(
        language, ko: "  명령마다: madang <명령> --help · 오류 코드: madang explain <코드>",
        en: "  Each command: madang <command> --help. Error codes: madang explain <code>."),
    ]
    return lines.flatMap { CellWidth().wrap($0, to: 100) }
  }

  private static func heading(_ language: Language, ko korean: String, en english: String) -> String
  {
    heading(Words.pick(language, ko: korean, en: english))
  }

  private static func heading(_ text: String) -> String { text }

  private static func table(_ rows: [(String, String)], width: Int? = nil) -> [String] {
    let width = width ?? rows.map { CellWidth().cells($0.0) }.max() ?? 0
    return rows.map { "  " + CellWidth().pad($0.0, to: width) + "  " + $0.1 }
  }
}
