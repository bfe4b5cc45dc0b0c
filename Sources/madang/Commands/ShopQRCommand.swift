import Wire

/// `madang shop qr`: the printed codes of an app.
enum ShopQRCommand: Command {
  static let words = ["shop", "qr"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "테이블 코드를 찍거나 파일로 씁니다.", en: "Prints the table codes of an app, or writes them as files.")
  static let synopsis = "APP|MANIFEST"
  static let options = [
    CommandOption("--out", value: "DIR", ko: "파일을 쓸 곳", en: "where to write .txt, .svg, .png"),
    CommandOption("--route", value: "CODE", ko: "이 길만", en: "only this route"),
    CommandOption("--place", value: "N", ko: "이 자리만", en: "only this place or product"),
    CommandOption("--reissue", ko: "새로 발급(옛 코드는 거절)", en: "issue anew, older prints are refused"),
    CommandOption("--revoke", ko: "새로 발급할 때까지 모두 거절", en: "refuse all prints until issued anew"),
  ]
  static let examples = [
    "madang shop qr kr.co.noodlehouse.table --place 3",
    "madang shop qr Manifests/noodlehouse.json --out codes",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = try app(try invocation.operand(0, "APP"))
    if invocation.options["--revoke"] != nil {
      let revoked = try invocation.link().call(
        ShopRevokeMethod.self,
        .init(
          key: invocation.requestKey(), app: app, route: try route(invocation),
          place: invocation.options["--place"]))
      invocation.output.answer(JSON(encoding: revoked), lines: ["\(revoked.revoked)"])
      return .done
    }
    var codes = try codes(of: app, invocation)
    if let place = invocation.options["--place"] { codes.removeAll { $0.place != place } }
    var files: [String] = []
    if let out = invocation.options["--out"] {
      for code in codes {
        let name = [code.route, code.place].filter { !$0.isEmpty }.joined(separator: "-")
        files += try CodePrinter.write(code.payload, to: Files.absolute(out), name: name)
      }
    }
    invocation.output.answer(
      [
        "app": .string(app.text), "codes": .array(codes.map { JSON(encoding: $0) }),
        "files": .array(files.map(JSON.string)),
      ],
      lines: codes.flatMap { code in
        (files.isEmpty ? CodePrinter.lines(code.payload, invocation.output) : [])
          + ["\(code.route)\t\(code.place)\t\(code.payload)"]
      } + files)
    return .done
  }

  private static func app(_ operand: String) throws(ShellFailure) -> AppID {
    guard operand.contains("/") || operand.hasSuffix(".json") else { return AppID(operand) }
    return try ManifestFile.read(operand).manifest.app
  }

  private static func route(_ invocation: Invocation) throws(ShellFailure) -> String {
    guard let route = invocation.options["--route"] else {
      throw invocation.usage(ko: "--route CODE가 없습니다", en: "--route CODE is missing")
    }
    return route
  }

  private static func codes(
    of app: AppID, _ invocation: Invocation
  ) throws(ShellFailure) -> [PlaceCode] {
    guard invocation.options["--reissue"] != nil else {
      return try invocation.link().call(
        ShopCodesMethod.self, .init(app: app, route: invocation.options["--route"])
      ).codes
    }
    return try invocation.link().call(
      ShopReissueMethod.self,
      .init(
        key: invocation.requestKey(), app: app, route: try route(invocation),
        place: invocation.options["--place"])
    ).codes
  }
}
