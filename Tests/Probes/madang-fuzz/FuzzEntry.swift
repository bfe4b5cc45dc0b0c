import Glibc

/// The entry that libFuzzer calls (https://llvm.org/docs/LibFuzzer.html); which target it feeds
/// stands in the environment, so that one program serves all.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  FuzzTarget.chosen.run(bytes)
  return 0
}

/// What can be fuzzed: everything that reads bytes of strangers.
enum FuzzTarget: String, CaseIterable {
  case frame, envelope, page, manifest, results

  /// Which target to feed: `MADANG_FUZZ_TARGET`.
  static let variable = "MADANG_FUZZ_TARGET"

  static let chosen: FuzzTarget = {
    let name = getenv(variable).map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: " ")
      preconditionFailure("\(variable) must be one of: \(names)")
    }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .frame: FrameFuzz.run(bytes)
    case .envelope: EnvelopeFuzz.run(bytes)
    case .page: PageFuzz.run(bytes)
    case .manifest: ManifestFuzz.run(bytes)
    case .results: ResultFuzz.run(bytes)
    }
  }
}
