import Glibc
import Wire

/// What the figures were measured on.
struct Machine {
  let processors: Int
  let kernel: String
  let configuration: String
  /// Processes that wanted to run in the last minute: above `processors`, times say little.
  let load: String

  /// This machine now.
  static var current: Machine {
    var name = utsname()
    uname(&name)
    let kernel = withUnsafeBytes(of: name.release) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    var loads = [0.0]
    getloadavg(&loads, 1)
    return Machine(
      processors: sysconf(Int32(_SC_NPROCESSORS_ONLN)), kernel: kernel,
      configuration: configurationName, load: "\((loads[0] * 10).rounded() / 10)")
  }

  var json: JSON {
    [
      "processors": .integer(Int64(processors)), "kernel": .string(kernel),
      "configuration": .string(configuration), "load": .string(load),
    ]
  }

  #if DEBUG
    private static let configurationName = "debug"
  #else
    private static let configurationName = "release"
  #endif
}
