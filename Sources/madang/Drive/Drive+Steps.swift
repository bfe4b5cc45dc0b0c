import JSONRPC
import Wire

extension Drive {
  /// How long `wait` waits where the script says nothing, in milliseconds.
  static let waitMilliseconds: Int64 = 5_000
  /// The longest `wait`, in milliseconds.
  static let waitLimitMilliseconds: Int64 = 600_000

  func open(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    if let code = try request.optionalText("code") {
      let role = try engine.open(code: code)
      return place(engine) + (role.map { [("role", JSON(encoding: $0))] } ?? [])
    }
    if let bill = try request.optionalText("bill") {
      try engine.open(bill: BillID(bill))
      return place(engine)
    }
    let params = request.object["params"]?.object ?? JSONObject()
    try engine.open(
      app: AppID(try request.text("app")), route: try request.text("route"), params: params)
    return place(engine)
  }

  func tap(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    let id = try request.text("id")
    engine.drain()
    try engine.tap(id)
    return place(engine)
  }

  func fill(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    try engine.fill(try request.text("id"), try request.value("value"))
    return place(engine)
  }

  func approve(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    engine.drain()
    try engine.approve(
      bill: try request.optionalText("bill").map { BillID($0) },
      amount: try request.optionalInteger("amount"),
      pin: try request.optionalText("pinFile").map { path throws(ShellFailure) in
        try PINInput.read(path)
      })
    return place(engine)
  }

  func decline(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    try engine.decline()
    return place(engine)
  }

  /// Lets the app see what it asks for; a nickname may be said with it.
  func allow(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    engine.counters.keys += 1
    if let said = try request.optionalText("value") { try engine.say(consent: said) }
    try engine.answerConsent(.granted)
    return place(engine)
  }

  func back(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    engine.drain()
    try engine.back()
    engine.refreshIfStale()
    return place(engine)
  }

  func goHome(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    try engine.goHome()
    return place(engine)
  }

  func refresh(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    engine.drain()
    try engine.refresh()
    return place(engine)
  }

  /// Somebody else acts; their page is read anew, as a person looks at the screen before pressing.
  func become(_ request: DriveRequest) throws(ShellFailure) -> Members {
    try switchTo(try request.text("person"))
    let engine = try engine()
    engine.drain()
    try engine.refresh()
    return [("person", .string(person))] + place(engine)
  }

  func clock(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let advance = try request.text("advance")
    let result = try operatorConnection().call(
      AdminClockMethod.self, .init(advance: advance))
    return [
      (
        "event",
        [
          "name": "clock", "now": .integer(result.now.milliseconds),
          "iso": .string(result.now.iso8601),
        ]
      )
    ]
  }

  /// Waits for what the daemon tells: a notification's name, a message's template, or
  /// `bill.<status>`.
  func wait(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let name = try request.text("event")
    let asked = try request.optionalInteger("timeoutMs") ?? Self.waitMilliseconds
    let limit = MonotonicTime.now + min(max(0, asked), Self.waitLimitMilliseconds)
    let engine = try engine()
    while true {
      engine.drain()
      if let event = engine.takeEvent(where: { Self.matches($0, name) }) {
        engine.refreshIfStale()
        var json = event.params
        json["name"] = .string(event.method)
        return [("event", .object(json))]
      }
      let left = limit - MonotonicTime.now
      guard left > 0, engine.awaitNotification(timeoutMilliseconds: Int(left)) else {
        throw .fault(ShellFault(.waitTimeout, ["event": .string(name)]))
      }
    }
  }

  func screen(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    engine.drain()
    engine.refreshIfStale()
    let word = try request.optionalText("mode") ?? "tty"
    guard let mode = Capabilities.Mode(rawValue: word) else {
      throw .fault(ShellFault(.badInput, ["reason": .string("there is no mode \(word)")]))
    }
    var drawn = engine.screen
    if let lang = try request.optionalText("lang") {
      guard let language = Language(rawValue: lang) else {
        throw .fault(ShellFault(.badInput, ["reason": .string("there is no language \(lang)")]))
      }
      drawn.language = language
    }
    if mode == .json { return [("screen", ScreenJSON.json(drawn))] }
    let columns = Int(clamping: try request.optionalInteger("columns") ?? 0)
    let lines = Rendering.render(drawn, Capabilities(mode, columns: columns))
    return [("screen", .array(lines.map { .string($0.text) }))]
  }

  func topUp(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let result = try engine().topUp(try request.integer("amount"))
    return [("topup", JSON(encoding: result))]
  }

  func inbox(_ request: DriveRequest) throws(ShellFailure) -> Members {
    [("inbox", JSON(encoding: try engine().inbox()))]
  }

  func orders(_ request: DriveRequest) throws(ShellFailure) -> Members {
    [("orders", ["bills": .array(try engine().orders().map { JSON(encoding: $0) })])]
  }

  func wallet(_ request: DriveRequest) throws(ShellFailure) -> Members {
    [("wallet", ScreenJSON.wallet(try engine().wallet()))]
  }

  func shop(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    try engine.openShop(
      app: AppID(try request.text("app")), feature: try request.text("feature"))
    return place(engine)
  }

  func split(_ request: DriveRequest) throws(ShellFailure) -> Members {
    let engine = try engine()
    // The same key a person presses on the receipt.
    engine.counters.keys += 1
    try engine.open(
      receipt: BillID(try request.text("bill")), action: SplitSteps.action)
    return place(engine)
  }

  private func place(_ engine: Engine) -> Members { [ScreenJSON.place(engine.place)] }

  private static func matches(_ event: RPCClient.Notification, _ name: String) -> Bool {
    if event.method == name { return true }
    if event.params["message"]?["template"]?.string == name { return true }
    guard let status = event.params["bill"]?["status"]?.string else { return false }
    return name == "bill.\(status)"
  }
}
