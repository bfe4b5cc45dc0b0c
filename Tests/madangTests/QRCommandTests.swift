import Foundation
import QRCode
import TestSupport
import Testing
import Wire

@testable import madang

/// `madang qr parse`, `encode` and `decode`, run as commands whose answers are collected.
@Suite struct QRCommandTests {
  /// One run: its status and what it wrote.
  private struct Run {
    var status: ExitCode
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    func json() throws -> JSON { try JSON.parse(bytes.dropLast()) }
  }

  /// Runs a command line as the program does, a failure being its status.
  private func run(
    _ arguments: [String], mode: Capabilities.Mode? = .json, colour: Bool = false
  ) throws -> Run {
    let parsed = try ArgumentParser.parse(arguments)
    let command = try #require(parsed.command)
    var written: [UInt8] = []
    let output = Output(mode: mode, columns: 80, hasColour: colour, write: { written += $0 })
    let invocation = Invocation(
      global: parsed.global, options: parsed.options, operands: parsed.operands, output: output)
    do throws(ShellFailure) {
      return Run(status: try command.run(invocation), bytes: written)
    } catch {
      output.failure(error, in: parsed.global.language)
      return Run(status: error.exitCode, bytes: written)
    }
  }

  private func withFolder<T>(_ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "madang-qr-\(UUID().uuidString)"
    ).path
    defer { Files.remove(folder) }
    try Files.createDirectories(folder, mode: 0o700)
    return try body(folder)
  }

  // MARK: parse

  @Test func publicPaymentCodesAreAsMarked() throws {
    let samples = try #require(
      try JSON.parse(Array(Fixture.text("emv-mpm.json").utf8)).array)
    #expect(samples.count == 16)
    for sample in samples {
      let payload = try #require(sample["payload"]?.string)
      let valid = try #require(sample["valid"]?.bool as Bool?)
      let run = try run(["qr", "parse", payload])
      let answer = try run.json()
      #expect(run.status == (valid ? .done : .badData), "\(payload)")
      #expect(
        answer.object?.members.map(\.key) == ["kind", "valid", "fields", "errors", "warnings"])
      #expect(answer["valid"]?.bool == valid)
      #expect(answer["errors"]?.array?.isEmpty == valid)
      #expect(answer["kind"]?.string == (payload.isEmpty ? "unknown" : "emvMPM"))
      if valid { #expect(answer["fields"]?["63"]?.string == sample["crc"]?.string) }
    }
  }

  /// Text → status, kind, one field as `key=value`, errors and (after `~`) warnings.
  static let table: [(text: String, kind: String, field: String, findings: [String])] = [
    ("MD:T/4K7ZQ2/3/1ABCDEFGH", "platform", "place=3", []),
    ("MD:T/4K7ZQ2/3/1ABCDEFG", "platform", "", ["platform.check@14"]),
    ("MD:X/4K7ZQ2/3/1ABCDEFGH", "platform", "", ["platform.kind@3"]),
    ("miniapp/kr.co.noodlehouse.table/t/3?x=1", "miniapp", "path=t/3", []),
    ("miniapp/kr.co.noodlehouse.table/t//3", "miniapp", "", ["miniapp.path@34"]),
    ("123456789012345678", "payCode", "code=123456789012345678", []),
    ("4006381333931", "ean", "01=04006381333931", []),
    ("4006381333932", "ean", "symbology=EAN-13", ["ean.checkDigit@12"]),
    ("https://id.gs1.org/01/09506000134352/10/AB1", "gs1", "10=AB1", []),
    ("https://x.kr/01/4006381333931", "gs1", "01=04006381333931", ["~gs1.shortGTIN@16"]),
    ("https://id.gs1.org/01/09506000134353", "gs1", "01=09506000134353", ["gs1.checkDigit@22"]),
    ("hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MQ==", "emvCPM", "61.4F=A0000000555555", []),
    ("hQVDUFYwMQ==", "emvCPM", "85=CPV01", ["cpm.application@12"]),
    ("javascript:alert(1)", "unknown", "", ["payload.scheme@10"]),
    ("", "unknown", "", ["text.empty@0"]),
    ("hello", "unknown", "", ["payload.unknown@0"]),
    ("가\u{202E}나", "unknown", "", ["text.bidi@3"]),
    ("a\u{7}", "unknown", "", ["text.control@1"]),
    ("000201530341053034109", "emvMPM", "53=410", ["emv.object@20"]),
  ]

  @Test(arguments: table.indices)
  func textsAreToldApart(_ index: Int) throws {
    let row = Self.table[index]
    let errors = row.findings.filter { !$0.hasPrefix("~") }
    let run = try run(["qr", "parse", "--json", row.text])
    let answer = try run.json()
    #expect(run.status == (errors.isEmpty ? .done : .badData))
    #expect(answer["kind"]?.string == row.kind)
    if let equals = row.field.firstIndex(of: "=") {
      let value = String(row.field[row.field.index(after: equals)...])
      #expect(answer["fields"]?[String(row.field[..<equals])]?.string == value)
    }
    let found = try findings(answer, "errors") + findings(answer, "warnings").map { "~" + $0 }
    #expect(found == row.findings)
    // The lines for people say the same, each finding with its sentence.
    let lines = try self.run(["qr", "parse", "--lang", "ko", row.text], mode: .plain)
    #expect(lines.status == run.status)
    #expect(lines.text.hasPrefix("kind\t\(row.kind)\nvalid\t\(errors.isEmpty)\n"))
    for finding in row.findings {
      let code = try #require(finding.split(separator: "@").first?.drop { $0 == "~" })
      let fault = try #require(PayloadFault(rawValue: String(code)))
      #expect(lines.text.contains(fault.sentence.text(in: .korean)))
    }
  }

  private func findings(_ answer: JSON, _ member: String) throws -> [String] {
    try #require(answer[member]?.array).map { finding in
      #expect(finding.object?.members.map(\.key) == ["code", "offset"])
      return "\(finding["code"]?.string ?? "")@\(finding["offset"].map(\.text) ?? "")"
    }
  }

  @Test func everyFaultHasASentenceInBothLanguages() {
    #expect(PayloadFault.sentences.count == PayloadFault.allCases.count)
    for fault in PayloadFault.allCases {
      #expect(fault.sentence.text(in: .korean) != fault.sentence.text(in: .english))
      for language in Language.allCases {
        #expect(CellWidth().cells(fault.sentence.text(in: language)) <= 80, "\(fault)")
      }
    }
    for fault in ImageError.allCases {
      #expect(fault.sentence.text(in: .korean) != fault.sentence.text(in: .english))
    }
  }

  @Test func aTextMayBeAsLongAsIsLookedAt() throws {
    let longest = String(repeating: "x", count: Payload.maximumBytes)
    #expect(
      try findings(try run(["qr", "parse", longest]).json(), "errors") == ["payload.unknown@0"])
    let answer = try run(["qr", "parse", longest + "x"]).json()
    #expect(try findings(answer, "errors") == ["text.length@\(Payload.maximumBytes)"])
  }

  @Test func standardInputIsTheTextWithoutItsLineEnd() throws {
    let limit = Invocation.textByteLimit
    let table: [(bytes: [UInt8], text: String?)] = [
      (Array("MD:T\n".utf8), "MD:T"), (Array("MD:T\r\n".utf8), "MD:T"),
      (Array("a\n\n".utf8), "a\n"),
      (Array("국수".utf8), "국수"), ([], ""), ([0x61, 0xFF], nil), ([0xED, 0x95], nil),
      ([UInt8](repeating: 0x61, count: limit), String(repeating: "a", count: limit)),
      ([UInt8](repeating: 0x61, count: limit + 1), nil),
    ]
    try withFolder { folder in
      for row in table {
        try Files.write(row.bytes, to: folder + "/input")
        let handle = try #require(FileHandle(forReadingAtPath: folder + "/input"))
        let invocation = Invocation(
          global: GlobalOptions(), operands: ["-"], output: Output(mode: .json, columns: 80))
        do throws(ShellFailure) {
          let text = try invocation.text(0, input: handle.fileDescriptor)
          #expect(text == row.text)
        } catch {
          #expect(row.text == nil)
          #expect(error.exitCode == .badData)
        }
      }
    }
  }

  // MARK: encode and decode

  @Test(arguments: QRLevel.allCases)
  func whatIsEncodedIsDecoded(_ level: QRLevel) throws {
    let seed: UInt64 = 5 + UInt64(level.rawValue)
    var random = SplitMix(seed: seed)
    let letters = Array("0123456789ABC xyz:/국수집한그릇🍜")
    try withFolder { folder in
      for count in [1, 7, 40, 160] {
        let text = String((0..<count).map { _ in letters.randomElement(using: &random) ?? "-" })
        let file = folder + "/\(count).png"
        let drawn = try run(
          ["qr", "encode", "--level", level.letter, "--png", file, "--", text])
        #expect(drawn.status == .done, "seed \(seed), \(text)")
        let answer = try drawn.json()
        #expect(answer["file"]?.string == file)
        let read = try run(["qr", "decode", file])
        #expect(read.status == .done)
        let code = try #require(try read.json()["codes"]?.array?.first, "seed \(seed), \(text)")
        #expect(code.object?.members.map(\.key) == ["text", "version", "level"])
        #expect(code["text"]?.string == text)
        #expect(code["level"]?.string == level.letter)
        #expect(code["version"] == answer["version"])
        let plain = try run(["qr", "decode", file], mode: .plain)
        #expect(plain.text == "\(text)\t\(code["version"]?.text ?? "")\t\(level.letter)\n")
      }
    }
  }

  @Test func aSymbolIsDrawnInOneOfFourForms() throws {
    let text = "MD:T/4K7ZQ2/3/1ABCDEFGH"
    let symbol = try QRSymbol(text)
    func drawn(_ options: [String], colour: Bool = false) throws -> String {
      let run = try run(
        ["qr", "encode", text] + options, mode: colour ? nil : .plain, colour: colour)
      #expect(run.status == .done)
      return run.text
    }
    func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
    #expect(try drawn([]) == lines(symbol.cells(.plainBlocks)))
    #expect(try drawn([], colour: true) == lines(symbol.cells()))
    #expect(try drawn(["--text"], colour: true) == lines(symbol.cells(.plainBlocks)))
    #expect(try drawn(["--cells", "--margin", "5"]) == lines(symbol.cells(margin: 5)))
    #expect(try drawn(["--svg", "-", "--margin", "0"]) == symbol.svg(margin: 0))
    let png = try run(["qr", "encode", text, "--png", "-"])
    #expect(png.bytes == symbol.png())
    let json = try run(["qr", "encode", text, "--cells"]).json()
    #expect(json["version"]?.integer == Int64(symbol.version.number))
    #expect(json["lines"]?.array?.count == symbol.cells().count)
    try withFolder { folder in
      let answer = try drawn(["--svg", folder + "/a.svg"])
      #expect(answer == folder + "/a.svg\n")
      #expect(Files.read(folder + "/a.svg", limit: 1 << 20) == Array(symbol.svg().utf8))
    }
  }

  @Test(
    arguments: [
      ("--margin 0 --png - x", .done), ("--margin 64 --png - x", .done),
      ("--margin 65 --png - x", .usage), ("--margin -1 --svg - x", .usage),
      ("--margin 2 --cells x", .done), ("--margin 1 --cells x", .usage),
      ("--margin 1 --text x", .usage), ("--margin 64 --text x", .done),
      ("--margin 65 --text x", .usage), ("--margin many x", .usage),
      ("--margin 9223372036854775807 x", .usage), ("--level X x", .usage),
      ("--level m x", .usage), ("--text --cells x", .usage), ("--png a --svg b x", .usage),
      ("", .usage), ("two words", .usage),
      ("--png /nowhere/a.png x", .noInput),
    ] as [(String, ExitCode)])
  func optionsHaveLimits(_ line: String, _ status: ExitCode) throws {
    let arguments = ["qr", "encode"] + line.split(separator: " ").map(String.init)
    #expect(try run(arguments).status == status)
  }

  /// ISO/IEC 18004, table 7: bytes of version 40.
  @Test(arguments: [(QRLevel.low, 2_953), (.medium, 2_331), (.quartile, 1_663), (.high, 1_273)])
  func aTextMayFillTheLargestSymbol(_ level: QRLevel, _ bytes: Int) throws {
    let text = String(repeating: "a", count: bytes)
    let full = try run(["qr", "encode", "--level", level.letter, text])
    #expect(try full.json()["version"]?.integer == 40)
    let over = try run(["qr", "encode", "--level", level.letter, text + "a"])
    #expect(over.status == .badData)
    #expect(try over.json()["error"]?["code"]?.string == "shell.bad_input")
  }

  @Test func picturesThatAreNoneAreRefused() throws {
    let white = Array("P5 64 64 255\n".utf8) + [UInt8](repeating: 255, count: 64 * 64)
    let png = try QRSymbol("HELLO").png()
    let table: [(name: String, bytes: [UInt8]?, status: ExitCode, word: String)] = [
      ("white.pgm", white, .noInput, #"{"codes":[]}"#),
      (
        "cut.png", Array(png.dropLast(20)), .badData, ImageError.damaged.sentence.text(in: .english)
      ),
      ("text.png", Array("hello".utf8), .badData, "neither PNG"),
      ("empty.png", [], .noInput, "shell.no_input"),
      ("absent.png", nil, .noInput, "shell.no_input"),
      ("HELLO", png, .done, #""text":"HELLO""#),
    ]
    try withFolder { folder in
      for row in table {
        if let bytes = row.bytes { try Files.write(bytes, to: folder + "/" + row.name) }
        let run = try run(["qr", "decode", "--json", folder + "/" + row.name])
        #expect(run.status == row.status, "\(row.name)")
        #expect(run.text.contains(row.word), "\(run.text)")
      }
      for (operands, status) in [
        ([folder], ExitCode.noInput), ([], .usage), ([folder, folder], .usage),
      ] {
        let run = try run(["qr", "decode"] + operands)
        #expect(run.status == status)
      }
    }
  }

  @Test func aPictureFileHasALimit() throws {
    try withFolder { folder in
      let path = folder + "/zeros"
      for (size, fault) in [
        (ScanCommand.pictureByteLimit, ImageError.unknownFormat),
        (ScanCommand.pictureByteLimit + 1, .tooLarge),
      ] {
        try Files.write([], to: path)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: UInt64(size))
        try handle.close()
        let run = try run(["qr", "decode", path])
        #expect(run.status == .badData)
        #expect(run.text.contains(fault.sentence.text(in: .english)))
      }
    }
  }
}
