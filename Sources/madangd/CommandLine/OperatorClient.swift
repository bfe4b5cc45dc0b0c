import Glibc
import JSONRPC
import Wire

/// A connection to the daemon of a home with the operator's token.
struct OperatorClient {
  /// How long the operator's questions may take, in milliseconds.
  static let deadlineMilliseconds: Int64 = 5000
  /// How long recomputing a large ledger may take, in milliseconds.
  static let auditDeadlineMilliseconds: Int64 = 600_000

  /// Why there is no answer.
  enum Failure: Error {
    /// There is no home.
    case noHome(String)
    /// The home cannot be read.
    case home(HomeError)
    /// Nobody listens.
    case unreachable(String)
    /// The daemon refused.
    case refused(RPCError)
    /// The request was sent and no answer came.
    case outcomeUnknown
  }

  private let client: RPCClient

  /// Connects and says hello.
  init(home: String, language: Language) throws(Failure) {
    guard access(home, F_OK) == 0 else { throw .noHome(home) }
    let (path, token) = try Self.credentials(home)
    guard let token else { throw .unreachable("no operator.token in \(home)") }
    do throws(TransportError) {
      client = RPCClient(try UnixSocketTransport(path: path))
    } catch { throw .unreachable(Self.reason(error, path)) }
    let hello = HelloMethod.Params(
      protocol: Hello.protocolVersion, operator: token, lang: language)
    _ = try call(HelloMethod.self, hello)
  }

  /// Calls a method.
  func call<M: Method>(
    _ method: M.Type, _ params: M.Params,
    deadlineMilliseconds: Int64 = OperatorClient.deadlineMilliseconds
  ) throws(Failure) -> M.Result {
    let sent = JSON(encoding: params).object ?? JSONObject()
    do throws(RPCClient.Failure) {
      let result = try client.call(M.name, sent, deadlineMilliseconds: deadlineMilliseconds)
      do throws(DecodingError) { return try result.decode(M.Result.self) } catch {
        throw .refused(.invalidParams(error))
      }
    } catch {
      switch error {
      case .refused(let error): throw .refused(error)
      case .deadline, .closed, .tooManyInFlight, .transport: throw .outcomeUnknown
      }
    }
  }

  /// Waits until the daemon has closed the connection; false where it did not in time.
  func waitForEnd(milliseconds: Int64) -> Bool {
    let deadline = MonotonicTime.now + milliseconds
    while MonotonicTime.now < deadline {
      do throws(RPCClient.Failure) {
        _ = try client.nextNotification(timeoutMilliseconds: Int(deadline - .now))
      } catch { return true }
    }
    return false
  }

  private static func credentials(
    _ home: String
  ) throws(Failure) -> (path: String, token: String?) {
    do throws(HomeError) {
      return (
        try SocketPath.toConnect(home: home),
        try PrivateFile.readLine("\(home)/\(Home.operatorTokenName)")
      )
    } catch { throw .home(error) }
  }

  private static func reason(_ error: TransportError, _ path: String) -> String {
    switch error {
    case .system(_, let number): "\(path): \(String(cString: strerror(number)))"
    case .pathTooLong, .frameTooLong, .truncated, .disconnected: path
    }
  }
}
