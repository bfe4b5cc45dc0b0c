import Crypto
import JSONRPC
import Wire

/// One run of a command: what it was told, and the means it has.
struct Invocation {
  /// What every command understands.
  var global: GlobalOptions
  /// The command's own options.
  var options: [String: String] = [:]
  /// What follows the command's words.
  var operands: [String] = []
  /// Where answers go.
  var output: Output

  /// What people read.
  var language: Language { global.language }

  /// The data directory that is meant.
  var home: DataHome { DataHome(option: global.home) }

  /// An operand, or a usage error that names what is missing.
  func operand(_ index: Int, _ name: String) throws(ShellFailure) -> String {
    guard operands.count > index else {
      throw .fault(ShellFault(.usage, ["reason": .string("\(name) is missing")]))
    }
    return operands[index]
  }

  /// The whole number of an option; nil where it is not given.
  func number(_ name: String) throws(ShellFailure) -> Int64? {
    guard let text = options[name] else { return nil }
    guard let number = Int64(text.filter { $0 != "," && $0 != "_" }) else {
      throw .fault(ShellFault(.usage, ["reason": .string("\(name) needs a whole number")]))
    }
    return number
  }

  /// A key for one mutating request: the one that is asked again with, or a new one.
  func requestKey() -> String { global.key ?? Self.freshKey() }

  /// A key that nobody has used.
  static func freshKey() -> String {
    var random = SystemRandom()
    return Hex.encode(random.bytes(16))
  }

  /// A key of its own for a second request of one command.
  func freshKey() -> String {
    var random = SystemRandom()
    return Hex.encode(random.bytes(16))
  }

  /// A link as a person of this home.
  func link(as person: String? = nil, virtualClock: Bool = false) throws(ShellFailure)
    -> DaemonLink
  {
    var random = SystemRandom()
    let key = try DeviceKey.load(person ?? global.person, in: home, random: &random)
    return DaemonLink(.device(key), language: language, connect: connector(virtualClock))
  }

  /// A link as the till whose key lies where a person's would.
  func tillLink() throws(ShellFailure) -> DaemonLink {
    var random = SystemRandom()
    let key = try DeviceKey.load(global.person, in: home, random: &random)
    return DaemonLink(.till(key), language: language, connect: connector(false))
  }

  /// A link as the operator of this home.
  func operatorLink(virtualClock: Bool = false) throws(ShellFailure) -> DaemonLink {
    let connect = connector(virtualClock)
    // A daemon makes the token when it first starts, so one must have started before it is read.
    if home.operatorToken == nil { _ = try connect() }
    guard let token = home.operatorToken else {
      throw .fault(ShellFault(.noInput, ["path": .string(home.path + "/operator.token")]))
    }
    return DaemonLink(.operatorToken(token), language: language, connect: connect)
  }

  /// A link as the operator of a daemon that runs; none is started.
  func operatorOfRunning() -> DaemonLink? {
    guard let token = home.operatorToken else { return nil }
    let home = home
    return DaemonLink(.operatorToken(token), language: language) {
      () throws(ShellFailure) -> any Transport in
      try DaemonStart.connect(home, mayStart: false)
    }
  }

  /// The engine of a person of this home.
  func engine(as person: String? = nil, virtualClock: Bool = false) throws(ShellFailure) -> Engine {
    let link = try link(as: person, virtualClock: virtualClock)
    let name = person ?? global.person
    return Engine(
      person: name, language: language, link: link, random: SystemRandom(),
      memory: VisitMemory(path: home.shellPath(of: name) + "/visits.json"))
  }

  func connector(_ virtualClock: Bool) -> () throws(ShellFailure) -> any Transport {
    let home = home
    let socket = global.socket
    return { () throws(ShellFailure) -> any Transport in
      guard let socket else {
        return try DaemonStart.connect(home, virtualClock: virtualClock)
      }
      do {
        return try UnixSocketTransport(path: socket)
      } catch {
        throw .unreachable("nothing listens on \(socket)")
      }
    }
  }
}
