import Glibc
import JSONRPC

/// A built program as a real child process, spoken to over its standard input and output.
///
/// Confined to one thread. The process ends with its owner.
package final class ProgramProcess {
  /// How long a program may take for one answer in a test, in milliseconds.
  static let deadlineMilliseconds: Int64 = 10_000

  private let pid: pid_t
  private let input: Int32
  private let output: Int32
  private let client: RPCClient

  /// Starts the executable at a path, without arguments and with an empty environment.
  package init(path: String) throws(HarnessFault) {
    let toChild = try Self.pipe()
    let fromChild = try Self.pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, toChild.read, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild.write, STDOUT_FILENO)
    var child: pid_t = 0
    let status = path.withCString { path in
      var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
      var environment: [UnsafeMutablePointer<CChar>?] = [nil]
      defer { free(arguments[0]) }
      return posix_spawn(&child, path, &actions, nil, &arguments, &environment)
    }
    posix_spawn_file_actions_destroy(&actions)
    close(toChild.read)
    close(fromChild.write)
    guard status == 0 else {
      close(toChild.write)
      close(fromChild.read)
      throw .process("\(path) cannot be started: errno \(status)")
    }
    // A program that died must not take the test with it.
    signal(SIGPIPE, SIG_IGN)
    pid = child
    input = toChild.write
    output = fromChild.read
    client = RPCClient(StdioTransport(input: output, output: input))
  }

  deinit {
    close(input)
    close(output)
    kill(pid, SIGKILL)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
  }

  private static func pipe() throws(HarnessFault) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw .process("no pipe: errno \(errno)") }
    // Other children must not hold the ends, or a closed input would never be seen.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Calls an MCP method; `_meta` says that a host of ours asks, unless the parameters have one.
  package func call(
    _ method: String, _ params: JSONObject = JSONObject()
  ) throws(HarnessFault) -> JSON {
    var params = params
    if params["_meta"] == nil { params["_meta"] = .object(Self.meta()) }
    do {
      return try client.call(method, params, deadlineMilliseconds: Self.deadlineMilliseconds)
    } catch {
      switch error {
      case .refused(let error): throw .refused(code: error.code, message: error.message)
      default: throw .process("no answer to \(method): \(error)")
      }
    }
  }

  /// The `_meta` of a host of ours, with a call's context where there is one.
  static func meta(_ context: CallContext? = nil) -> JSONObject {
    let capabilities: JSONObject = ["extensions": .object(HostExtension.extensions)]
    var meta = MCP.requestMeta(
      client: MCP.Implementation(name: "ProgramHarness", version: "1"),
      capabilities: capabilities)
    meta[HostExtension.callKey] = context.map { JSON(encoding: $0) }
    return meta
  }
}

/// Why a harness did not do what a test asked.
package enum HarnessFault: Error, Equatable {
  /// The program could not be started or did not answer.
  case process(String)
  /// The program answered a JSON-RPC error.
  case refused(code: Int64, message: String)
  /// The feature declined with a sentence for the person.
  case declined(String)
  /// The page, the effects or the state are not what a host accepts.
  case invalid(pointer: String, reason: String)
  /// The manifest does not allow what was asked.
  case notAllowed(String)
  /// An effect cannot be done; the code is the platform's.
  case effect(index: Int, code: String)
}
