import Glibc

/// Tells cheaply whether a file is still the one that was hashed: a change of content or mode
/// changes the change time, which no program can set.
struct FileFingerprint: Equatable, Sendable {
  let device: UInt
  let inode: UInt
  let size: Int
  let changedSeconds: Int
  let changedNanoseconds: Int

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    size = Int(status.st_size)
    changedSeconds = status.st_ctim.tv_sec
    changedNanoseconds = status.st_ctim.tv_nsec
  }
}
