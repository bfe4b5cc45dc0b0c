import QRCode
import Wire

/// `madang qr parse`: what a scanned text is, without asking anybody.
enum QRParseCommand: Command {
  static let words = ["qr", "parse"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "코드의 글이 무엇인지 읽고 틀린 곳을 짚습니다.",
    en: "Reads what the text of a code is and points at its faults.")
  static let synopsis = "TEXT|-"
  static let examples = [
    "madang qr parse 4006381333931",
    "madang qr decode menu.png --plain | cut -f1 | madang qr parse -",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let parsed = Payload.parse(try invocation.text(0))
    invocation.output.answer(json(parsed), lines: lines(parsed, in: invocation.language))
    return parsed.valid ? .done : .badData
  }

  /// The answer scripts read; a key that occurs twice in a broken text keeps its first value.
  static func json(_ parsed: ParsedPayload) -> JSON {
    var seen = Set<String>()
    let fields = parsed.fields.filter { seen.insert($0.key).inserted }
    return [
      "kind": .string(parsed.kind.rawValue), "valid": .bool(parsed.valid),
      "fields": .object(JSONObject(fields.map { ($0.key, .string($0.value)) })),
      "errors": .array(parsed.errors.map(json)), "warnings": .array(parsed.warnings.map(json)),
    ]
  }

  private static func json(_ finding: ParsedPayload.Finding) -> JSON {
    ["code": .string(finding.code.rawValue), "offset": .integer(Int64(finding.offset))]
  }

  /// One line for each thing known, its parts separated by tabs.
  static func lines(_ parsed: ParsedPayload, in language: Language) -> [String] {
    ["kind\t\(parsed.kind.rawValue)", "valid\t\(parsed.valid)"]
      + parsed.fields.map { "field\t\($0.key)\t\($0.value.onOneLine)" }
      + parsed.errors.map { line("error", $0, language) }
      + parsed.warnings.map { line("warning", $0, language) }
  }

  private static func line(
    _ word: String, _ finding: ParsedPayload.Finding, _ language: Language
  ) -> String {
    let sentence = finding.code.sentence.text(in: language)
    return "\(word)\t\(finding.code.rawValue)\t\(finding.offset)\t\(sentence)"
  }
}
