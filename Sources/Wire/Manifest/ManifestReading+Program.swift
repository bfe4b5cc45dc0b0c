/// The part of a manifest about what is started.
extension ManifestReading {
  /// Characters of an entry's path.
  static let entryLimit = 255

  /// What `program` says.
  struct Program {
    var name: String
    var runtime: Manifest.Runtime
    var folder: String?
    var interpreter: Manifest.Interpreter?
  }

  /// Reads `program`: a name, or an entry where the file is named otherwise.
  func program(_ reader: StrictReader) -> Program? {
    guard let program = reader.nested("program", required: true) else { return nil }
    program.only(["name", "runtime", "entry"] + (origin == .store ? ["interpreter"] : []))
    let runtime: Manifest.Runtime = program.word("runtime") ?? .static
    let name = name(program, required: program.object["entry"] == nil)
    guard program.object["entry"] != nil else {
      guard runtime != .python3 else {
        program.report(
          "member.missing", "entry", en: "is needed: the file that Python starts",
          ko: "필요합니다. 파이썬이 시작할 파일입니다")
        return nil
      }
      return name.map {
        Program(name: $0, runtime: runtime, interpreter: interpreter(program))
      }
    }
    guard let entry = entry(program) else { return nil }
    return Program(
      name: entry, runtime: runtime, folder: name, interpreter: interpreter(program))
  }

  private func name(_ program: StrictReader, required: Bool) -> String? {
    guard let name = program.string("name", required: required, length: 1...64) else { return nil }
    guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" })
    else {
      program.report(
        "value.pattern", "name", en: "may have letters, digits, - and _",
        ko: "영문자, 숫자, -, _만 쓸 수 있습니다")
      return nil
    }
    return name
  }

  /// A path that stays in the package and needs no quoting anywhere.
  private func entry(_ program: StrictReader) -> String? {
    guard let entry = program.string("entry", required: true, length: 1...Self.entryLimit) else {
      return nil
    }
    let parts = entry.split(separator: "/", omittingEmptySubsequences: false)
    let isPath = parts.allSatisfy { part in
      part.first.map { $0 != "." && $0 != "-" } ?? false
        && part.allSatisfy {
          $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || $0 == "_" || $0 == "."
        }
    }
    guard isPath else {
      program.report(
        "value.pattern", "entry", en: "must be a path inside the package such as app/server.py",
        ko: "app/server.py 같은 패키지 안의 경로여야 합니다")
      return nil
    }
    return entry
  }

  private func interpreter(_ program: StrictReader) -> Manifest.Interpreter? {
    guard let found = program.nested("interpreter") else { return nil }
    found.only(["path", "version"])
    return found.string("path", required: true, length: 1...Self.entryLimit).map {
      Manifest.Interpreter(path: $0, version: found.string("version", length: 1...16))
    }
  }
}
