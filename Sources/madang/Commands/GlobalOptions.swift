import Wire

/// What every command understands (page.md, Commands).
struct GlobalOptions: Hashable {
  /// `--home`.
  var home: String?
  /// `--socket`: an address instead of the home's own; nothing is started then.
  var socket: String?
  /// `--as`.
  var person = GlobalOptions.defaultPerson
  /// `--lang`.
  var language: Language = .english
  /// `--columns`; 0 asks the terminal.
  var columns = 0
  /// `--json`, `--plain`, `--accessible`; nil draws for a terminal.
  var mode: Capabilities.Mode?
  /// The members that `--json=a,b` keeps.
  var fields: [String] = []
  /// `--no-input`: never ask.
  var isSilent = false
  /// `--yes`: agree to what would be asked; never to a payment.
  var isAgreeing = false
  /// `--quiet`.
  var isQuiet = false
  /// `--verbose`.
  var isVerbose = false
  /// `--no-color`, `NO_COLOR`, `TERM=dumb`.
  var isColourless = false
  /// `--key`: the idempotency key to use again.
  var key: String?

  /// The person where nobody is named.
  static let defaultPerson = "me"

  /// The options with their help, in the order help shows them.
  static let all: [CommandOption] = [
    CommandOption("--home", value: "DIR", ko: "데이터 디렉터리", en: "the data directory"),
    CommandOption("--as", value: "NAME", ko: "누구로 할지", en: "which person acts"),
    CommandOption("--json", optional: "FIELDS", ko: "JSON으로 출력", en: "print JSON"),
    CommandOption("--plain", ko: "탭으로 나눈 출력", en: "print tab-separated lines"),
    CommandOption("--accessible", ko: "읽어 주기 좋은 문장", en: "print sentences"),
    CommandOption("--lang", value: "ko|en", ko: "언어", en: "the language of texts"),
    CommandOption("--columns", value: "N", ko: "줄 너비", en: "the width of lines"),
    CommandOption("--key", value: "KEY", ko: "다시 쓸 멱등 키", en: "the key to ask again with"),
    CommandOption("--socket", value: "PATH", ko: "데몬 소켓", en: "the daemon's socket"),
    CommandOption("--no-input", ko: "아무것도 묻지 않기", en: "never ask anything"),
    CommandOption("--yes", ko: "물음에 동의(결제 제외)", en: "agree, except to payments"),
    CommandOption("--quiet", ko: "꼭 필요한 출력만", en: "print only what is needed"),
    CommandOption("--verbose", ko: "자세한 출력", en: "print more"),
    CommandOption("--no-color", ko: "색 없이", en: "use no colour"),
  ]

  /// Takes one option; false where its value makes no sense.
  mutating func take(_ name: String, _ value: String?) -> Bool {
    switch name {
    case "--home": home = value
    case "--socket": socket = value
    case "--as": person = value ?? person
    case "--lang":
      guard let language = value.flatMap(Language.init) else { return false }
      self.language = language
    case "--columns":
      guard let columns = value.flatMap({ Int($0) }), columns >= 0 else { return false }
      self.columns = columns
    case "--json":
      mode = .json
      fields = value?.split(separator: ",").map(String.init) ?? []
    case "--plain": mode = .plain
    case "--accessible": mode = .accessible
    case "--key":
      guard let value, IdempotencyKey.isValid(value) else { return false }
      key = value
    case "--no-input": isSilent = true
    case "--yes": isAgreeing = true
    case "--quiet": isQuiet = true
    case "--verbose": isVerbose = true
    case "--no-color": isColourless = true
    default: return false
    }
    return true
  }

  /// The options before any argument is read.
  static func initial(environment: (String) -> String?) -> GlobalOptions {
    var options = GlobalOptions()
    let locale = environment("LC_ALL") ?? environment("LC_MESSAGES") ?? environment("LANG") ?? ""
    if locale.hasPrefix("ko") { options.language = .korean }
    options.isColourless =
      environment("NO_COLOR").map { !$0.isEmpty } ?? false || environment("TERM") == "dumb"
    return options
  }
}
