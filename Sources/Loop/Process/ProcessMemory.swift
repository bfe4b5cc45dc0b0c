import CLinux

/// How this process takes memory from the kernel.
package enum ProcessMemory {
  /// Free memory that is kept instead of being given back and taken again, in bytes.
  static let keptBytes: Int32 = 16 << 20

  /// One arena for all threads: what one thread takes and another frees is used again at once, so
  /// memory neither spreads over arenas nor moves to the kernel and back (mallopt(3)).
  ///
  /// To be called before any thread is made.
  package static func useOneArena() { clinux_tune_malloc(keptBytes) }
}
