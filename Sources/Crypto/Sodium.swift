import CSodium

/// Initialises libsodium once; every entry of this module passes through it before its first use.
enum Sodium {
  /// True after `sodium_init`; the static is evaluated exactly once, on whichever thread is first.
  static let isReady: Bool = {
    // 0 = initialised now, 1 = was already: both fine; −1 means no usable random source.
    precondition(sodium_init() >= 0, "libsodium could not be initialised")
    return true
  }()

  static func prepare() {
    precondition(isReady, "libsodium could not be initialised")
  }
}
