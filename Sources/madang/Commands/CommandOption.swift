import Wire

/// One option of a command, with its help.
struct CommandOption: Hashable {
  /// With its dashes.
  var name: String
  /// What its value is called; nil where it has none.
  var value: String?
  /// Whether the value may be left out; it is then given as `--name=VALUE` only.
  var isValueOptional = false
  /// What it does.
  var help: LocalizedText

  init(_ name: String, value: String? = nil, ko korean: String, en english: String) {
    self.name = name
    self.value = value
    help = LocalizedText(ko: korean, en: english)
  }

  init(_ name: String, optional value: String, ko korean: String, en english: String) {
    self.init(name, value: value, ko: korean, en: english)
    isValueOptional = true
  }

  /// As help shows it: `--amount N`, `--json[=FIELDS]`.
  var usage: String {
    value.map { isValueOptional ? "\(name)[=\($0)]" : "\(name) \($0)" } ?? name
  }
}
