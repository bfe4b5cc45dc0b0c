import Glibc
import Wire

/// Which query draws the page of each open visit and which revision was seen last: what a later run
/// of the shell needs to go on without scanning again. Losing it costs a scan, nothing else.
struct VisitMemory {
  /// Visits that are remembered; the oldest goes first.
  static let visitLimit = 50
  /// Bytes of the file.
  static let fileByteLimit = 256 << 10

  private let path: String?
  private var visits: JSONObject

  /// A memory in a file; nil remembers for this run only.
  init(path: String? = nil) {
    self.path = path
    let bytes = path.flatMap { Files.read($0, limit: Self.fileByteLimit) } ?? []
    do {
      visits = try JSON.parse(bytes).object ?? JSONObject()
    } catch {
      visits = JSONObject()
    }
  }

  /// The query of a visit.
  func action(of session: SessionID) -> PageAction? {
    guard let visit = visits[session.text], let feature = visit["call"]?.string else { return nil }
    return PageAction(feature, visit["arguments"]?.object ?? JSONObject())
  }

  /// The revision of a visit that this person's shell showed last.
  func rev(of session: SessionID) -> Int64? { visits[session.text]?["rev"]?.integer }

  /// Notes what was shown of a visit; a page that names no query keeps the one before.
  mutating func note(_ refresh: PageAction?, rev: Int64, of session: SessionID) {
    var visit = (refresh ?? action(of: session))?.json.object ?? JSONObject()
    visit["rev"] = .integer(rev)
    set(.object(visit), of: session)
  }

  /// Forgets a visit that is over.
  mutating func forget(_ session: SessionID) { set(nil, of: session) }

  private mutating func set(_ visit: JSON?, of session: SessionID) {
    guard visits[session.text] != visit else { return }
    visits[session.text] = visit
    while visits.keys.count > Self.visitLimit { visits[visits.keys[0]] = nil }
    guard let path else { return }
    do {
      let fresh = path + ".new"
      try Files.write(JSON.object(visits).bytes, to: fresh, mode: 0o600)
      rename(fresh, path)
    } catch {
      // A full disk must not keep anybody from ordering.
      return
    }
  }
}
