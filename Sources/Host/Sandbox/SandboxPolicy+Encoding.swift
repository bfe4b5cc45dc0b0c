/// The blob the launcher reads: little-endian fields in the order of `policy.h`, then its texts.
extension SandboxPolicy {
  /// "MDSB"; a launcher of another build refuses what it does not know.
  static let blobMagic: UInt32 = 0x4253_444D

  /// Raised whenever the fields change.
  static let blobVersion: UInt32 = 2

  /// Bytes before the texts.
  static let blobHeaderBytes = 104

  struct BlobFlags: OptionSet {
    let rawValue: UInt32
    static let withoutNamespaces = BlobFlags(rawValue: 1)
    static let dropIdentity = BlobFlags(rawValue: 2)
    static let sharedNetwork = BlobFlags(rawValue: 4)
    static let trial = BlobFlags(rawValue: 8)
    static let ownControlGroup = BlobFlags(rawValue: 16)
  }

  /// Why a policy cannot be started, before any process exists; `nil` when it can.
  func flaw(asRoot: Bool) -> SandboxFailure.PolicyFlaw? {
    if !bundleDirectory.hasPrefix("/") { return .bundlePathRelative }
    if bundleDirectory.utf8.count > Self.bundlePathLimit { return .bundlePathTooLong }
    if entry.isEmpty || entry.utf8.count > Self.entryPathLimit { return .entryPathLength }
    if entry.hasPrefix("/") || entry.split(separator: "/").contains("..") {
      return .entryOutsideBundle
    }
    if bundleDirectory.utf8.contains(0) || entry.utf8.contains(0) { return .zeroByte }
    if limits.memoryMB < SandboxLimits.smallestMemoryMB
      || limits.memoryMB > SandboxLimits.largestMemoryMB
    {
      return .memoryLimit
    }
    if limits.cpuSeconds == 0 { return .cpuLimit }
    if asRoot && (user ?? 0) == 0 { return .userMissing }
    return runtimeFlaw
  }

  /// The launcher takes only whole sets: libraries with every runtime but the static one, an
  /// interpreter exactly where one reads the entry.
  private var runtimeFlaw: SandboxFailure.PolicyFlaw? {
    let isInterpreted = runtime == .shell || runtime == .python3
    if isInterpreted != (interpreter != nil) { return .interpreter }
    if (runtime == .static) != libraries.isEmpty { return .libraries }
    let paths = libraries.map(\.path) + (interpreter.map { [$0] } ?? [])
    let isPlain = paths.allSatisfy { path in
      path.hasPrefix("/") && path.utf8.count <= Self.interpreterPathLimit
        && !path.utf8.contains(0) && !path.split(separator: "/").contains("..")
    }
    guard isPlain, libraries.count <= Self.libraryLimit,
      librariesText.count <= Self.librariesByteLimit
    else { return .libraries }
    return nil
  }

  private var librariesText: [UInt8] { libraries.flatMap { Array($0.text.utf8) + [0] } }

  /// Writes the blob; the caller has checked `flaw`.
  func encode(flags: BlobFlags, parent: Int32) -> [UInt8] {
    let bundle = Array(bundleDirectory.utf8)
    let path = Array(entry.utf8)
    let interpreter = Array((interpreter ?? "").utf8)
    let libraries = librariesText
    let textBytes = bundle.count + path.count + interpreter.count + libraries.count
    var blob: [UInt8] = []
    blob.reserveCapacity(Self.blobHeaderBytes + textBytes)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { blob.append(contentsOf: $0) }
    }
    append(Self.blobMagic)
    append(Self.blobVersion)
    append(UInt32(Self.blobHeaderBytes + textBytes))
    append(flags.rawValue)
    append(runtime.rawValue)
    append(user ?? 0)
    append(user ?? 0)
    append(parent)
    append(UInt64(limits.memoryMB + runtime.ownMemoryMB) << 20)
    append(limits.fileBytes)
    append(UInt64(limits.cpuSeconds))
    append(limits.stackBytes)
    append(limits.dataBytes)
    append(limits.openFiles)
    append(limits.threads)
    append(limits.dataInodes)
    append(UInt32(bundle.count))
    append(UInt32(path.count))
    append(UInt32(interpreter.count))
    append(UInt32(libraries.count))
    append(UInt32(0))
    assert(blob.count == Self.blobHeaderBytes, "the header has one size")
    return blob + bundle + path + interpreter + libraries
  }
}
