import Wire

/// `madang merchant publish`: a manifest and its program become an app.
enum MerchantPublishCommand: Command {
  static let words = ["merchant", "publish"]
  static let group = CommandGroup.merchant
  static let summary = LocalizedText(
    ko: "매니페스트와 프로그램을 올립니다.", en: "Publishes a manifest with its program.")
  static let synopsis = "PATH"
  static let examples = [
    "madang merchant publish Manifests/noodlehouse.json --as owner",
    "madang merchant publish ./hello   # a folder with manifest.json and the program",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let file = try ManifestFile.read(try invocation.operand(0, "PATH"))
    let result = try publish(file, invocation.link(), key: invocation.requestKey())
    invocation.output.answer(
      JSON(encoding: result),
      lines: [
        "\(result.app)\t\(result.version)\t\(result.shortID)\t\(result.digest)",
        result.features.joined(separator: " "),
      ])
    return .done
  }

  /// Publishes a file that was read.
  static func publish(
    _ file: ManifestFile, _ link: DaemonLink, key: String
  ) throws(ShellFailure) -> RegistryPublishMethod.Result {
    guard Files.exists(file.source) else {
      throw .fault(ShellFault(.noInput, ["path": .string(file.source)]))
    }
    return try link.call(
      RegistryPublishMethod.self, .init(key: key, manifest: file.text, source: file.source))
  }
}
