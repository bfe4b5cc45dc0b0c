import Crypto
import Glibc
import JSONRPC
import Wire

/// `madang gate`: a gate as a process; each line of its input is a code somebody shows.
enum GateCommand: Command {
  /// How long the input is quiet before the daemon is told, in milliseconds.
  static let quietMilliseconds: Int32 = 1_000

  static let words = ["gate"]
  static let group = CommandGroup.shop
  static let summary = LocalizedText(
    ko: "개찰구로 일합니다. 네트워크 없이도 열립니다.",
    en: "Is a gate: opens without a network and tells the daemon later.")
  static let synopsis = "APP --gate NAME --station NAME --side entry|exit"
  static let options = [
    CommandOption("--gate", value: "NAME", ko: "개찰구 이름", en: "the gate's name"),
    CommandOption("--station", value: "NAME", ko: "역", en: "where it stands"),
    CommandOption("--side", value: "SIDE", ko: "entry나 exit", en: "entry or exit"),
    CommandOption("--data", value: "DIR", ko: "기록을 둘 곳", en: "where its keys and log lie"),
    CommandOption("--till", ko: "가게에 등록된 단말기로", en: "as a till that is registered"),
    CommandOption(
      "--test-clock", ko: "줄마다 시각을 받음", en: "take the time from each line, for tests"),
  ]
  static let examples = [
    "madang gate kr.madang.metro --gate g1 --station cityhall --side entry --as gate"
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let device = try device(invocation)
    let hasTestClock = invocation.options["--test-clock"] != nil
    let lines = StdioLines(descriptor: STDIN_FILENO)
    while true {
      // Between people there is time to talk to the daemon.
      if !hasTestClock, device.pendingCount > 0, !lines.isReady(within: quietMilliseconds) {
        answer(try device.sync())
      }
      guard let line = lines.next() else { break }
      guard !line.isEmpty else { continue }
      answer(try take(line, device, hasTestClock: hasTestClock))
    }
    if device.pendingCount > 0 { answer(try device.sync()) }
    return .done
  }

  /// A line is a code, or an object: `{"scan": code, "at": ms}` or `{"do": "sync"}`.
  private static func take(
    _ line: [UInt8], _ device: GateDevice, hasTestClock: Bool
  ) throws(ShellFailure) -> JSON {
    guard line[0] == UInt8(ascii: "{") else {
      return try device.scan(String(decoding: line, as: UTF8.self), at: device.now)
    }
    let request: JSON
    do {
      request = try JSON.parse(line)
    } catch {
      return ["open": false, "reason": "notAGateCode"]
    }
    if request["do"]?.string == "sync" { return try device.sync() }
    let moment = hasTestClock ? request["at"]?.integer : nil
    return try device.scan(request["scan"]?.string ?? "", at: max(0, moment ?? device.now))
  }

  private static func answer(_ json: JSON) {
    Files.write(json.bytes + [0x0A], descriptor: STDOUT_FILENO)
  }

  private static func device(_ invocation: Invocation) throws(ShellFailure) -> GateDevice {
    let app = AppID(try invocation.operand(0, "APP"))
    let side = invocation.options["--side"].flatMap(GateSide.init)
    guard let gate = invocation.options["--gate"], let side,
      let station = invocation.options["--station"], DeviceKey.isName(gate)
    else {
      throw invocation.usage(
        ko: "--gate, --station, --side를 적으세요", en: "--gate, --station and --side are needed")
    }
    let directory = invocation.options["--data"].map { Files.absolute($0) }
    let home = invocation.home
    var random = SystemRandom()
    let key = try DeviceKey.load(invocation.global.person, in: home, random: &random)
    // A gate never starts a daemon: without one it works alone.
    let isTill = invocation.options["--till"] != nil
    let link = DaemonLink(isTill ? .till(key) : .device(key), language: invocation.language) {
      () throws(ShellFailure) -> any Transport in
      try DaemonStart.connect(home, mayStart: false)
    }
    let setting = GateDevice.Setting(
      app: app, gate: gate, station: station, side: side,
      directory: directory ?? home.shellPath(of: invocation.global.person) + "/gates")
    return try GateDevice(setting, link: link)
  }
}
