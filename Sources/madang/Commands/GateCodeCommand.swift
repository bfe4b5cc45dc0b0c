import Crypto
import Gate
import Glibc
import Wire

/// `madang gatecode`: the code a person shows to a gate; works without a network once the pass of
/// the day is there.
enum GateCodeCommand: Command {
  static let words = ["gatecode"]
  static let group = CommandGroup.everyday
  static let summary = LocalizedText(
    ko: "개찰구에 보여 줄 코드를 띄웁니다.", en: "Shows the code for a gate; works offline all day.")
  static let synopsis = "APP [--route CODE]"
  static let options = [
    CommandOption("--route", value: "CODE", ko: "앱의 길", en: "which route of the app"),
    CommandOption("--at", value: "MS", ko: "이 시각의 코드", en: "the code of this moment"),
    CommandOption("--offline", ko: "저장된 패스만 쓰기", en: "use the stored pass only"),
  ]
  static let examples = [
    "madang gatecode kr.madang.metro", "madang gatecode kr.madang.metro --json",
  ]

  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode {
    let app = AppID(try invocation.operand(0, "APP"))
    let file = GatePassFile(
      directory: invocation.home.shellPath(of: invocation.global.person), app: app)
    let asked = try invocation.number("--at")
    var pass = file.read()
    if !(pass.map { isGood($0, at: asked) } ?? false), invocation.options["--offline"] == nil {
      pass = try fetch(app, file, invocation)
    }
    guard let pass, isGood(pass, at: asked) else {
      throw .fault(ShellFault(.noInput, ["path": .string(file.path)]))
    }
    let moment = asked ?? machineTime() + pass.clockOffset
    let code = try GateCode(signed: pass.signed, secret: secret(of: pass), at: moment)
    let left = TimeCode.stepMilliseconds - moment % TimeCode.stepMilliseconds
    invocation.output.answer(
      [
        "payload": .string(code.text), "pass": .string(pass.pass.text),
        "step": .integer(TimeCode.step(at: moment)), "at": .integer(moment),
        "leftMilliseconds": .integer(left), "until": .integer(pass.until.milliseconds),
      ],
      lines: CodePrinter.lines(code.text, invocation.output) + [code.text])
    return .done
  }

  private static func isGood(_ pass: GatePassFile.Pass, at asked: Int64?) -> Bool {
    let moment = asked ?? machineTime() + pass.clockOffset
    return (pass.from.milliseconds..<pass.until.milliseconds).contains(moment)
  }

  private static func secret(of pass: GatePassFile.Pass) throws(ShellFailure) -> HMACKey {
    do {
      return try HMACKey(Hex.decode(pass.secret) ?? [])
    } catch {
      throw .fault(ShellFault(.badInput, ["reason": "the stored pass is damaged"]))
    }
  }

  /// Opens the app, which asks nothing, and gets the pass of the day.
  private static func fetch(
    _ app: AppID, _ file: GatePassFile, _ invocation: Invocation
  ) throws(ShellFailure) -> GatePassFile.Pass {
    let engine = try invocation.engine()
    let route = invocation.options["--route"] ?? "ride"
    let visit = try engine.link.call(
      SessionOpenMethod.self, .init(key: Invocation.freshKey(), app: app, route: route))
    var random = SystemRandom()
    let device = try DeviceKey.load(invocation.global.person, in: invocation.home, random: &random)
    let answer = try engine.link.call(
      GatePassMethod.self,
      .init(
        key: invocation.requestKey(), session: visit.session,
        device: Hex.encode(device.publicKey.bytes)))
    let pass = GatePassFile.Pass(answer, machineTime: machineTime())
    try file.write(pass)
    return pass
  }

  /// The machine's clock in milliseconds since 1970.
  static func machineTime() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
