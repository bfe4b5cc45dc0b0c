import Foundation
import Store
import TestSupport
import Testing

/// Two owners of one directory.
@Suite struct DirectoryLockTests {
  private func refusal(_ directory: String) -> LockError? {
    do throws(LockError) {
      _ = try DirectoryLock(directory: directory)
      return nil
    } catch {
      return error
    }
  }

  @Test func theSecondIsToldWhoHasIt() throws {
    let directory = try TemporaryDirectory()
    try hold(directory.path)
    // Dropped at the end of the owner's life.
    #expect(refusal(directory.path) == nil)
  }

  private func hold(_ path: String) throws {
    let lock = try DirectoryLock(directory: path)
    let process = ProcessInfo.processInfo.processIdentifier
    let error = refusal(path)
    #expect(error == .held(path: path + "/lock", process: process))
    #expect(error?.english.contains("process \(process)") == true)
    #expect(error?.korean.contains("\(process)") == true)
    _ = consume lock
  }

  @Test func aMissingDirectoryIsUnavailable() {
    #expect(refusal("/nonexistent") == .unavailable(path: "/nonexistent/lock", errorNumber: 2))
  }
}
