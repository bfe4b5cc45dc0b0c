import Synchronization
import Wire

/// The settings that were read last.
///
/// A process serves one release, whose settings are the same in every call: reading them anew was
/// a fifth of a call. What is kept counts only for equal settings, so a call cannot tell.
enum SettingsMemo {
  private struct Entry: Sendable {
    let config: JSON
    let value: any Sendable
  }

  private static let last = Mutex<Entry?>(nil)

  /// The settings as a typed value; throws where they do not fit.
  static func value<T: Decodable & Sendable>(of config: JSON, as type: T.Type) throws -> T {
    let known = last.withLock { $0 }
    if let known, let value = known.value as? T, known.config == config { return value }
    let value = try config.decode(T.self)
    last.withLock { $0 = Entry(config: config, value: value) }
    return value
  }
}
