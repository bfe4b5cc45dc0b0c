import Glibc
import JSONRPC
import Loop
import Wire

@testable import Host

/// Starts shell scripts as programs, without a sandbox: what is tested is the supervisor.
final class ScriptSource: ChildSource {
  /// How often a process was started, and how many have ended.
  private(set) var startCount = 0
  private(set) var endCount = 0
  /// What the next starts answer instead.
  var failure: ProgramFailure?
  private let path: String

  /// A server whose `tools/call` runs one of `features`, each a line of shell, by its name.
  init(
    features: KeyValuePairs<String, String>, prologue: String = "", outputSchema: String? = nil
  ) {
    var template = Array("/tmp/madang-script-XXXXXX\0".utf8CString)
    let descriptor = OwnedDescriptor(owning: mkstemp(&template))
    path = String(decoding: template.dropLast(2).map(UInt8.init(bitPattern:)), as: UTF8.self)
    let script = Array(
      FakeServer.script(features, prologue: prologue, outputSchema: outputSchema).utf8)
    precondition(write(descriptor.raw, script, script.count) == script.count, "a full disk")
  }

  deinit { unlink(path) }

  func start(_ release: AppRelease, _ completion: @escaping Completion) {
    start(completion)
  }

  func start(
    _ bundle: Bundle, entry: ProgramEntry, limits: SandboxLimits,
    _ completion: @escaping Completion
  ) {
    start(completion)
  }

  private func start(_ completion: Completion) {
    startCount += 1
    if let failure { return completion(.failure(failure)) }
    do {
      completion(.success(StartedChild(child: try spawn()) { [self] in endCount += 1 }))
    } catch {
      preconditionFailure("a shell always starts: \(error)")
    }
  }

  private func spawn() throws -> ChildProcess {
    let input = try ProcessPipe()
    let output = try ProcessPipe()
    let error = try ProcessPipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, input.reader.raw, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writer.raw, 1)
    posix_spawn_file_actions_adddup2(&actions, error.writer.raw, 2)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let words = ["/bin/sh", path]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, "/bin/sh", &actions, nil, arguments, environ)
    precondition(status == 0, "posix_spawn: \(status)")
    let process = try ProcessHandle(pid: pid)
    return ChildProcess(
      process: process, layers: [], fallbackReason: nil, input: input.keepWriter(),
      output: output.keepReader(), error: error.keepReader())
  }
}

/// A small MCP server in the words of sh(1): it needs nothing that a machine might lack.
///
/// A feature's line may use `say ID RESULT`, `text WORDS`, `ask ID MESSAGE` (a request of its own),
/// `hear` (the next line into `reply`), `changed` (its tools have changed) and `repeat N COMMAND`;
/// set `more` (further tools) or `schema` (further members of each input schema); and read `n`
/// (calls so far), `lists` and `listens` (requests of those kinds), `reply` (the last answer).
enum FakeServer {
  /// What makes it one of the older era.
  static let legacy = #"""
    sub=
    while IFS= read -r line; do
      id=${line#*'"id":'}
      id=${id%%,*}
      case "$line" in
      *'"method":"initialize"'*)
        hello=$line
        say "$id" '{"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"old","version":"1"}}' ;;
      *'"method":"notifications/initialized"'*) break ;;
      *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"?"}}\n' "$id" ;;
      esac
    done
    """#

  /// What makes it tell when its tools change.
  static let telling = #"abilities='"listChanged":true'"#

  static func script(
    _ features: KeyValuePairs<String, String>, prologue: String, outputSchema: String? = nil
  ) -> String {
    let output = outputSchema.map { #","outputSchema":\#($0)"# } ?? ""
    let tools = features.map {
      #"{"name":"\#($0.key)","inputSchema":{"type":"object","title":"'$$'"'"$schema"'}\#(output)}"#
    }
    let cases = features.map { #"*'"name":"\#($0.key)"'*) \#($0.value) ;;"# }
    return """
      n=0 lists=0 listens=0 more= schema= abilities= reply= sub=0
      say() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$1" "$2"; }
      text() {
        say "$id" '{"resultType":"complete","content":[{"type":"text","text":"'"$1"'"}]}'
      }
      ask() {
        printf '{"jsonrpc":"2.0","id":"%s","method":"elicitation/create","params":{"message":"%s","requestedSchema":{"type":"object","properties":{"n":{"type":"integer"}}}}}\\n' "$1" "$2"
      }
      hear() { IFS= read -r reply; }
      changed() {
        printf '{"jsonrpc":"2.0","method":"notifications/tools/list_changed","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":%s}}}\\n' "${sub:-0}"
      }
      repeat() { i=$1; while [ "$i" -gt 0 ]; do "$2"; i=$((i-1)); done; }
      quoted() { printf %s "$1" | tr '"' "'"; }
      \(prologue)
      while IFS= read -r line; do
        case "$line" in
        *'"method":"notifications/'*) continue ;;
        *'"method":'*) ;;
        *) reply=$line; continue ;;
        esac
        id=${line#*'"id":'}
        id=${id%%,*}
        case "$line" in
        *'"method":"server/discover"'*)
          say "$id" '{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{'"$abilities"'}},"ttlMs":0,"cacheScope":"public"}' ;;
        *'"method":"subscriptions/listen"'*)
          listens=$((listens+1)) sub=$id
          printf '{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":%s},"notifications":{"toolsListChanged":true}}}\\n' "$id" ;;
        *'"method":"tools/list"'*)
          lists=$((lists+1))
          say "$id" '{"resultType":"complete","tools":[\(tools.joined(separator: ","))'"$more"'],"ttlMs":0,"cacheScope":"public"}' ;;
        *'"method":"tools/call"'*)
          n=$((n+1))
          case "$line" in
          \(cases.joined(separator: "\n    "))
          *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32602,"message":"no tool"}}\\n' "$id" ;;
          esac ;;
        *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no method"}}\\n' "$id" ;;
        esac
      done
      """
  }
}
