import QRCode
import Wire

/// `madang qr encode`: draws a text as a symbol.
enum QREncodeCommand: Command {
  /// Light modules around a symbol; more would only be paper.
  static let maximumMargin = 64

  static let words = ["qr", "encode"]
  static let group = CommandGroup.tools
  static let summary = LocalizedText(
    ko: "글을 QR 코드로 그립니다.", en: "Draws a text as a QR code.")
  static let synopsis = "TEXT|-"
  static let options = [
    CommandOption(
      "--level", value: "L|M|Q|H", ko: "오류 정정 수준(기본 M)",
      en: "how much may be lost; M unless said"),
    CommandOption("--png", value: "FILE", ko: "PNG 파일(-는 표준 출력)", en: "a PNG file, - for output"),
    CommandOption("--svg", value: "FILE", ko: "SVG 파일(-는 표준 출력)", en: "an SVG file, - for output"),
    CommandOption("--text", ko: "색 없는 글자로", en: "as characters without colours"),
    CommandOption("--cells", ko: "색을 정한 터미널 칸으로", en: "as terminal cells with own colours"),
    CommandOption(
      "--margin", value: "N", ko: "둘레의 밝은 칸(그림 4, 터미널 2)",
      en: "light modules around it; 4 in pictures, 2 on terminals"),
  ]
  static let examples = [
    "madang qr encode https://example.com --cells",
    "madang qr encode MD:T/4K7ZQ2/3/1ABCDEFGH --level Q --png table-3.png",
  ]

  /// The forms a symbol is drawn in, of which one is asked for.
  private enum Form {
    case png(String)
    case svg(String)
    case text
    case cells

    /// Light modules around it where nothing is said.
    var margin: Int {
      switch self {
      case .png, .svg: QRSymbol.printMargin
      case .text, .cells: QRSymbol.minimumMargin
      }
    }

    /// The fewest light modules; a print may stand on white paper, a terminal never does.
    var minimumMargin: Int {
      switch self {
      case .png, .svg: 0
      case .text, .cells: QRSymbol.minimumMargin
      }
    }
  }

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let form = try form(invocation)
    let margin = try margin(invocation, form)
    let symbol = try symbol(invocation)
    switch form {
    case .png(let file):
      try write(symbol.png(margin: margin), to: file, symbol, invocation)
    case .svg(let file):
      try write(Array(symbol.svg(margin: margin).utf8), to: file, symbol, invocation)
    case .text:
      answer(symbol, lines: symbol.cells(.plainBlocks, margin: margin), invocation)
    case .cells:
      answer(symbol, lines: symbol.cells(.halfBlocks, margin: margin), invocation)
    }
    return .done
  }

  private static func form(_ invocation: Invocation) throws(ShellFailure) -> Form {
    let options = invocation.options
    var forms: [Form] = []
    if let file = options["--png"] { forms.append(.png(file)) }
    if let file = options["--svg"] { forms.append(.svg(file)) }
    if options["--text"] != nil { forms.append(.text) }
    if options["--cells"] != nil { forms.append(.cells) }
    guard forms.count < 2 else {
      throw invocation.usage(
        ko: "--png, --svg, --text, --cells 가운데 하나만 씁니다",
        en: "only one of --png, --svg, --text and --cells can be given")
    }
    // Escapes are for a terminal that shows colours; a file gets bare characters.
    let isTerminal = invocation.output.mode == nil && invocation.output.hasColour
    return forms.first ?? (isTerminal ? .cells : .text)
  }

  private static func margin(_ invocation: Invocation, _ form: Form) throws(ShellFailure) -> Int {
    guard let margin = try invocation.number("--margin") else { return form.margin }
    let allowed = form.minimumMargin...maximumMargin
    guard let margin = Int(exactly: margin), allowed.contains(margin) else {
      throw invocation.usage(
        ko: "--margin은 여기서 \(allowed.lowerBound)~\(allowed.upperBound)입니다",
        en: "--margin is \(allowed.lowerBound) to \(allowed.upperBound) here")
    }
    return margin
  }

  private static func symbol(_ invocation: Invocation) throws(ShellFailure) -> QRSymbol {
    guard let level = QRLevel(letter: invocation.options["--level"] ?? QRLevel.medium.letter)
    else {
      throw invocation.usage(
        ko: "--level은 L, M, Q, H 가운데 하나입니다", en: "--level is L, M, Q or H")
    }
    let text = try invocation.text(0)
    if text.isEmpty { throw invocation.badInput(ko: "빈 글입니다", en: "the text is empty") }
    do {
      return try QRSymbol(text, level: level)
    } catch {
      switch error {
      case .tooLong(let bits, let capacity):
        throw invocation.badInput(
          ko: "글이 너무 깁니다: \(bits)비트, 수준 \(level.letter)에는 \(capacity)비트까지",
          en: "the text needs \(bits) bits, level \(level.letter) has \(capacity)")
      }
    }
  }

  private static func write(
    _ bytes: [UInt8], to file: String, _ symbol: QRSymbol, _ invocation: Invocation
  ) throws(ShellFailure) {
    if file == "-" { return invocation.output.write(bytes) }
    try Files.write(bytes, to: Files.absolute(file))
    invocation.output.answer(json(symbol, ["file": .string(file)]), lines: [file])
  }

  private static func answer(_ symbol: QRSymbol, lines: [String], _ invocation: Invocation) {
    invocation.output.answer(
      json(symbol, ["lines": .array(lines.map(JSON.string))]), lines: lines)
  }

  private static func json(_ symbol: QRSymbol, _ drawn: JSONObject) -> JSON {
    var object: JSONObject = [
      "version": .integer(Int64(symbol.version.number)), "level": .string(symbol.level.letter),
    ]
    for member in drawn.members { object[member.key] = member.value }
    return .object(object)
  }
}
