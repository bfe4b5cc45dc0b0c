/// What one mini-program may use; the kernel enforces each, none is a promise of the program.
package struct SandboxLimits: Equatable, Sendable {
  /// Memory of a program that asks for nothing else.
  package static let defaultMemoryMB: UInt32 = 256

  /// The most memory a manifest may ask for.
  package static let largestMemoryMB: UInt32 = 4096

  /// The least that a static Swift program starts with.
  package static let smallestMemoryMB: UInt32 = 32

  /// Stack of a program that an interpreter reads, in bytes.
  package static let interpretedStackBytes: UInt64 = 8 << 20

  /// Address space in MiB; allocation fails beyond it.
  package var memoryMB = SandboxLimits.defaultMemoryMB

  /// Processor seconds over the whole life of the process, then SIGKILL. Sample and restart
  /// long-lived programs before they reach it.
  package var cpuSeconds: UInt32 = 600

  /// Processor seconds of one call, over all threads; the supervisor looks and ends it.
  package var callCPUSeconds: Int64 = 10

  /// The longest file in bytes.
  package var fileBytes: UInt64 = 16 << 20

  /// Size of `/data`, which is memory and empty at each start, in bytes.
  package var dataBytes: UInt64 = 16 << 20

  /// How many files and folders `/data` holds.
  package var dataInodes: UInt32 = 256

  /// Descriptors, the three pipes included.
  package var openFiles: UInt32 = 64

  /// Threads of the program.
  package var threads: UInt32 = 32

  /// Stack of the main thread and the default of the others, in bytes.
  package var stackBytes: UInt64 = 2 << 20

  /// The limits of the recipe.
  package init() {}
}
