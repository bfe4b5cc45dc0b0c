/// The arrows of the architecture: which module may import which.
enum ImportRules {
  /// Modules of the system that everything with input and output may use.
  private static let system: Set<String> = ["Glibc", "Synchronization", "FoundationEssentials"]

  /// Our modules and outside modules that each folder under Sources may import.
  static let arrows: [String: Set<String>] = [
    "CLinux": [], "CSQLite": [], "CSodium": [], "sandbox-launcher": [],
    "Wire": ["Synchronization"],
    "QRCode": [],
    "QRPhoto": ["QRCode"],
    "JSONSchema": ["Wire"],
    "JSONRPC": system.union(["Wire"]),
    "Loop": system.union(["CLinux", "JSONRPC", "Wire"]),
    "Crypto": system.union(["CSodium"]),
    "Store": system.union(["CSQLite"]),
    "Gate": ["Crypto", "QRCode"],
    "Platform": ["Store", "Wire", "QRCode", "Crypto", "Gate"],
    "Host": system.union(["JSONRPC", "JSONSchema", "Wire", "Loop", "Crypto"]),
    "MiniProgramKit": system.union(["JSONRPC", "Wire"]),
    "madangd": system.union([
      "Platform", "Host", "JSONRPC", "JSONSchema", "Wire", "Loop", "Crypto", "Store",
      "Dispatch",
    ]),
    "madang": system.union(["JSONRPC", "Wire", "QRCode", "Loop", "Crypto", "Gate", "CLinux"]),
    "madang-bench": system.union([
      "Platform", "Host", "JSONRPC", "Wire", "Loop", "Crypto", "Store", "QRCode", "CLinux",
      "MiniProgramKit", "Dispatch", "Gate", "QRPhoto",
    ]),
  ]

  /// What a mini-program may import.
  static let miniProgram: Set<String> = ["MiniProgramKit"]

  /// What the deterministic core never says: it gets time, chance and ids as arguments.
  private static let impure = [
    "async", "await", "Task", "Date()", "UUID()", "ContinuousClock", "SuspendingClock", ".random(",
    "SystemRandomNumberGenerator",
  ]

  private static let databaseWords = ["INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "SELECT * "]

  static func check(_ file: SourceText) -> [Finding] {
    guard file.path.hasSuffix(".swift"), file.isSource, let module = file.module else { return [] }
    let isProgram = file.path.hasPrefix("MiniPrograms/")
    guard let allowed = isProgram ? miniProgram : arrows[module] else {
      return [Finding(path: file.path, line: 0, text: "no arrows are written for \(module)")]
    }
    var findings: [Finding] = []
    for index in file.codeLines(with: "import") {
      guard let name = imported(file.code[index]) else { continue }
      if name == "Foundation" {
        findings.append(file.finding(index, "import FoundationEssentials, not Foundation"))
      } else if !allowed.contains(name) {
        findings.append(file.finding(index, "\(module) may not import \(name)"))
      }
    }
    if !isProgram && module == "Platform" {
      for word in impure {
        findings += file.codeLines(with: word).map {
          file.finding($0, "\(word): Platform gets time, chance and ids as arguments")
        }
      }
    }
    if isProgram || !["Platform", "Store"].contains(module) {
      for word in databaseWords {
        findings += file.lines(holding: word).map {
          file.finding($0, "\(word): only Platform holds SQL")
        }
      }
    }
    return findings
  }

  /// The module of an import line, whatever stands before or after the word.
  static func imported(_ code: String) -> String? {
    guard code.contains("import ") else { return nil }
    let words = code.split(separator: " ")
    guard let position = words.firstIndex(of: "import") else { return nil }
    let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    guard words[..<position].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) }) else {
      return nil
    }
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "func", "protocol", "typealias", "var", "let",
    ]
    let rest = words[(position + 1)...].drop { kinds.contains($0) }
    return rest.first.map { String($0.prefix { $0 != "." }) }
  }
}
