import Glibc

/// What a process holds, as the kernel counts it (proc(5)).
extension RuntimeStarts {
  /// A thread's stack in the kernel, in bytes (Documentation/arch/x86/kernel-stacks.rst).
  private static let kernelStackBytes = 16_384

  /// Bytes of a process: its part of memory that is mapped, its page tables, its kernel stacks.
  static func memory(of pid: pid_t) throws(BenchmarkError) -> Int {
    let mapped = try kibibytes("Pss:", in: "/proc/\(pid)/smaps_rollup")
    let tables = try kibibytes("VmPTE:", in: "/proc/\(pid)/status")
    let threads = try kibibytes("Threads:", in: "/proc/\(pid)/status")
    return (mapped + tables) * 1_024 + threads * kernelStackBytes
  }

  /// The number behind a word of a file.
  private static func kibibytes(_ word: String, in path: String) throws(BenchmarkError) -> Int {
    let lines = (TextFile.read(path) ?? "").split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix(word) }),
      let number = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
    else { throw .unavailable("the kernel does not show \(word) in \(path)") }
    return number
  }
}
