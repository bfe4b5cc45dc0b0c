import Wire

/// `madang open`: an app by its name.
enum OpenCommand: Command {
  static let words = ["open"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "앱을 이름으로 엽니다.", en: "Opens an app by its id and route.")
  static let synopsis = "APP ROUTE [NAME=VALUE …]"
  static let examples = ["madang open kr.co.noodlehouse.table table table=3"]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let route = try invocation.operand(1, "ROUTE")
    let params = try CallCommand.arguments(invocation.operands.dropFirst(2))
    let engine = try invocation.engine()
    if Shell.isInteractive(invocation) {
      return try FullScreen.run(engine, invocation) { () throws(ShellFailure) in
        try engine.open(app: app, route: route, params: params)
      }
    }
    try engine.open(app: app, route: route, params: params)
    invocation.output.screen(engine.screen)
    return .done
  }
}
