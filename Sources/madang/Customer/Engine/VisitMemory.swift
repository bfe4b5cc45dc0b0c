import Glibc
import Wire

/// Which query draws the page of each open visit: what a later run of the shell needs to go on with
/// a visit without scanning again. Losing it costs a scan, nothing else.
struct VisitMemory {
  /// Visits that are remembered; the oldest goes first.
  static let visitLimit = 50
  /// Bytes of the file.
  static let fileByteLimit = 256 << 10

  private let path: String?
  private var actions: JSONObject

  /// A memory in a file; nil remembers for this run only.
  init(path: String? = nil) {
    self.path = path
    let bytes = path.flatMap { Files.read($0, limit: Self.fileByteLimit) } ?? []
    do {
      actions = try JSON.parse(bytes).object ?? JSONObject()
    } catch {
      actions = JSONObject()
    }
  }

  /// The query of a visit.
  func action(of session: SessionID) -> PageAction? {
    guard let json = actions[session.text], let feature = json["call"]?.string else { return nil }
    return PageAction(feature, json["arguments"]?.object ?? JSONObject())
  }

  /// Notes the query of a visit, or forgets the visit.
  mutating func note(_ action: PageAction?, of session: SessionID) {
    guard actions[session.text] != action?.json else { return }
    actions[session.text] = action?.json
    while actions.keys.count > Self.visitLimit { actions[actions.keys[0]] = nil }
    guard let path else { return }
    do {
      let fresh = path + ".new"
      try Files.write(JSON.object(actions).bytes, to: fresh, mode: 0o600)
      rename(fresh, path)
    } catch {
      // A full disk must not keep anybody from ordering.
      return
    }
  }
}
