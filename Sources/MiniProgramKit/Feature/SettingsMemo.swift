import Synchronization
import Wire

/// The settings that were read last.
///
/// A process serves one release, whose settings are the same in every call: reading them anew was
/// a fifth of a call. What is kept counts only for equal settings, so a call cannot tell.
enum SettingsMemo {
  /// A value of any type behind a class: asking a class for its type costs next to nothing, while
  /// asking a box of any value was a tenth of a call.
  private class Entry {
    let config: JSON
    init(config: JSON) { self.config = config }
  }

  private final class Known<T: Sendable>: Entry {
    let value: T
    init(config: JSON, value: T) {
      self.value = value
      super.init(config: config)
    }
  }

  private static let last = Mutex<Entry?>(nil)

  /// The settings as a typed value; throws where they do not fit.
  static func value<T: Decodable & Sendable>(of config: JSON, as type: T.Type) throws -> T {
    let known = last.withLock { entry -> T? in
      guard let known = entry as? Known<T>, known.config == config else { return nil }
      return known.value
    }
    if let known { return known }
    let value = try config.decode(T.self)
    last.withLock { $0 = Known(config: config, value: value) }
    return value
  }
}
