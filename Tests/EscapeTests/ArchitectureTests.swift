import Foundation
import Testing

/// The launcher's lists of system calls compile for the other architecture too, whose numbers are
/// the kernel's own: no name of them is one that only this machine has.
@Suite struct ArchitectureTests {
  /// As the kernel's arch/arm64/include/uapi/asm/unistd.h defines them before it takes the list
  /// that all newer architectures share.
  private static let headers = [
    "asm/unistd.h": """
    #define __ARCH_WANT_RENAMEAT
    #define __ARCH_WANT_NEW_STAT
    #define __ARCH_WANT_SET_GET_RLIMIT
    #define __ARCH_WANT_TIME32_SYSCALLS
    #define __ARCH_WANT_MEMFD_SECRET
    #include <asm-generic/unistd.h>

    """,
    "asm/bitsperlong.h": "#define __BITS_PER_LONG 64\n#include <asm-generic/bitsperlong.h>\n",
    // What this machine's C library looks for where it does not know the processor.
    "gnu/stubs-32.h": "",
  ]

  #if arch(x86_64)
    @Test func theLauncherCompilesForARM() throws {
      let folder =
        FileManager.default.temporaryDirectory.path
        + "/madang-arm-\(UUID().uuidString)"
      defer {
        do { try FileManager.default.removeItem(atPath: folder) } catch {
          Issue.record("\(folder) is left: \(error)")
        }
      }
      for (name, text) in Self.headers {
        let path = "\(folder)/\(name)"
        let parent = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(
          atPath: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
      }
      let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
      let sources = repository + "/Sources/sandbox-launcher"
      let files = try FileManager.default.contentsOfDirectory(atPath: sources)
        .filter { $0.hasSuffix(".c") }.sorted()
      #expect(files.contains("rules.c"))
      for file in files {
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = [
          "clang", "--target=aarch64-linux-gnu", "-I", folder, "-I",
          "/usr/include/x86_64-linux-gnu", "-fsyntax-only", "-Werror", "\(sources)/\(file)",
        ]
        try compiler.run()
        compiler.waitUntilExit()
        #expect(compiler.terminationStatus == 0, "\(file)")
      }
    }
  #endif
}
