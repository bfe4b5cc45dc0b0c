import JSONRPC
import Loop
import Wire

/// All open connections, and which of them belong to whom.
///
/// Confined to the loop's thread.
final class ClientRegistry {
  private var connections: [UInt64: ClientConnection] = [:]
  private var byPerson: [PersonID: Set<UInt64>] = [:]
  private var people: [UInt64: PersonID] = [:]
  /// Requests that came on any connection since the start.
  private(set) var requestCount: Int64 = 0

  /// How many connections are open.
  var count: Int { connections.count }
  /// Requests that wait for their answers.
  var unansweredCount: Int { connections.values.reduce(0) { $0 + $1.unansweredCount } }
  /// Everybody who is connected.
  var connectedPeople: Set<PersonID> { Set(byPerson.keys) }

  /// Whether a person has a shell open.
  func isConnected(_ person: PersonID) -> Bool { byPerson[person] != nil }

  /// Tells every shell of a person something; a shell that does not read loses its connection.
  func notify(_ person: PersonID, _ method: String, _ params: JSONObject) {
    // A connection that ends while it is told changes the table under the loop.
    for id in byPerson[person] ?? [] { connections[id]?.notify(method, params) }
  }

  /// Notes on every connection of a person that their tier has changed.
  func changeTier(of person: PersonID, to tier: Tier) {
    for id in byPerson[person] ?? [] { connections[id]?.changeTier(to: tier) }
  }

  /// Ends every connection of a device; others of the same person stay.
  func end(credential: String) {
    for connection in Array(connections.values) where connection.caller?.credential == credential {
      connection.close()
    }
  }

  /// Notes that a request came.
  func countRequest() { requestCount += 1 }

  /// Holds a connection until `remove`.
  func add(_ connection: ClientConnection) { connections[connection.id] = connection }

  /// Notes whose connection it is.
  func note(_ connection: ClientConnection, is caller: Caller) {
    guard let person = caller.person, connections[connection.id] != nil else { return }
    byPerson[person, default: []].insert(connection.id)
    people[connection.id] = person
  }

  /// Lets a connection go.
  func remove(_ connection: ClientConnection) {
    connections[connection.id] = nil
    guard let person = people.removeValue(forKey: connection.id) else { return }
    byPerson[person]?.remove(connection.id)
    if byPerson[person]?.isEmpty == true { byPerson[person] = nil }
  }

  /// Ends every connection after what was sent.
  func closeAll() {
    for connection in Array(connections.values) { connection.close() }
  }
}
