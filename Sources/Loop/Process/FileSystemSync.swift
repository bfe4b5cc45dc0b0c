import CLinux

/// Durability of many files at once.
package enum FileSystemSync {
  /// Makes everything written to the descriptor's file system durable; false with errno.
  package static func run(_ descriptor: Int32) -> Bool { clinux_sync_file_system(descriptor) == 0 }
}
