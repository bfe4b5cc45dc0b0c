import Wire

/// The pass of the day as a person's device keeps it: what it needs without a network.
struct GatePassFile {
  /// Bytes of the file.
  static let byteLimit = 4096

  /// A pass with how far this machine's clock is off.
  struct Pass: Codable, Hashable {
    var pass: PassID
    var signed: String
    var secret: String
    var from: Instant
    var until: Instant
    /// The daemon's time minus this machine's, in milliseconds.
    var clockOffset: Int64

    init(_ answer: GatePassMethod.Result, machineTime: Int64) {
      pass = answer.pass
      signed = answer.signed
      secret = answer.secret
      from = answer.from
      until = answer.until
      clockOffset = answer.now.milliseconds - machineTime
    }
  }

  let path: String
  private let directory: String

  init(directory: String, app: AppID) {
    self.directory = directory
    // An app's id comes from the command line: only the letters of ids make a file name.
    let name = app.text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
    path = "\(directory)/pass-\(name).json"
  }

  /// The stored pass; nil where there is none or it is damaged: a new one is fetched then.
  func read() -> Pass? {
    guard let bytes = Files.read(path, limit: Self.byteLimit) else { return nil }
    do {
      return try JSON.parse(bytes).decode(Pass.self)
    } catch {
      return nil
    }
  }

  /// Keeps a pass; only its owner may read it.
  func write(_ pass: Pass) throws(ShellFailure) {
    try Files.createDirectories(directory, mode: 0o700)
    try Files.write(JSON(encoding: pass).bytes, to: path, mode: 0o600)
  }
}
