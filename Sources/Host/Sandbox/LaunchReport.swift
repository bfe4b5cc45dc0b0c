/// What the launcher told through the status pipe until it closed.
///
/// Records are fixed, below PIPE_BUF, so those of the launcher and of its child never mix.
struct LaunchReport: Equatable {
  /// Bytes of one record, as in `report.h`.
  static let recordBytes = 32

  /// A launcher writes at most a pid, a ready and a failure.
  static let recordLimit = 4

  /// "MDSR".
  static let magic: UInt32 = 0x5253_444D

  private enum Kind: UInt32 {
    case cloned = 1
    case ready = 2
    case failed = 3
  }

  /// The pid of the program when it is not the launcher itself.
  var clonedPid: Int32?

  /// Set when every step before exec succeeded.
  var layers: SandboxLayers?

  /// The step that failed.
  var failure: SandboxFailure?

  /// Reads the records; anything else than whole known records is no report at all.
  init?(bytes: [UInt8]) {
    guard !bytes.isEmpty, bytes.count % Self.recordBytes == 0 else { return nil }
    for start in stride(from: 0, to: bytes.count, by: Self.recordBytes) {
      let record = bytes[start..<start + Self.recordBytes]
      func field(_ index: Int) -> UInt32 {
        record.dropFirst(index * 4).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
      }
      guard field(0) == Self.magic, let kind = Kind(rawValue: field(1)) else { return nil }
      switch kind {
      case .cloned: clonedPid = Int32(bitPattern: field(4))
      case .ready: layers = SandboxLayers(rawValue: field(5))
      case .failed:
        guard let step = SandboxStep(rawValue: field(2)) else { return nil }
        failure = .step(step, code: Int32(bitPattern: field(3)))
      }
    }
  }
}
