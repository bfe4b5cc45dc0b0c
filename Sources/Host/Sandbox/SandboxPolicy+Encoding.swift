/// The blob the launcher reads: little-endian fields in the order of `policy.h`, then two texts.
extension SandboxPolicy {
  /// "MDSB"; a launcher of another build refuses what it does not know.
  static let blobMagic: UInt32 = 0x4253_444D

  /// Raised whenever the fields change.
  static let blobVersion: UInt32 = 1

  /// Bytes before the two texts.
  static let blobHeaderBytes = 96

  struct BlobFlags: OptionSet {
    let rawValue: UInt32
    static let withoutNamespaces = BlobFlags(rawValue: 1)
    static let dropIdentity = BlobFlags(rawValue: 2)
    static let sharedNetwork = BlobFlags(rawValue: 4)
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
    return nil
  }

  /// Writes the blob; the caller has checked `flaw`.
  func encode(flags: BlobFlags, parent: Int32) -> [UInt8] {
    let bundle = Array(bundleDirectory.utf8)
    let path = Array(entry.utf8)
    var blob: [UInt8] = []
    blob.reserveCapacity(Self.blobHeaderBytes + bundle.count + path.count)
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { blob.append(contentsOf: $0) }
    }
    append(Self.blobMagic)
    append(Self.blobVersion)
    append(UInt32(Self.blobHeaderBytes + bundle.count + path.count))
    append(flags.rawValue)
    append(runtime.rawValue)
    append(user ?? 0)
    append(user ?? 0)
    append(parent)
    append(UInt64(limits.memoryMB) << 20)
    append(limits.fileBytes)
    append(UInt64(limits.cpuSeconds))
    append(limits.stackBytes)
    append(limits.dataBytes)
    append(limits.openFiles)
    append(limits.threads)
    append(limits.dataInodes)
    append(UInt32(bundle.count))
    append(UInt32(path.count))
    append(UInt32(0))
    assert(blob.count == Self.blobHeaderBytes, "the header has one size")
    return blob + bundle + path
  }
}
