import Wire

/// Codes: drawn, read, told apart, scanned through a real daemon, and shown to a gate; beside the
/// public tools as whole processes on the same inputs.
enum QRBenchmark: Benchmark {
  static let name = "qr"
  static let summary = "encode, decode, parse, qr.scan and gate, beside qrencode and zbarimg"

  static func run(_ arguments: [String]) throws {
    let scale: QRScale = arguments.contains("--quick") ? .quick : .full
    let directory = try BenchmarkDirectory()
    let report = try measure(scale, directory.path)
    if arguments.contains("--json") {
      print(report.json.text)
    } else {
      for line in report.table { print(line) }
    }
  }

  private static func measure(_ scale: QRScale, _ directory: String) throws -> QRReport {
    let inputs = try QRInputs()
    let codec = QRCodec(inputs: inputs, scale: scale)
    let path = "\(directory)/journal"
    let before = try JourneysBenchmark.fdatasync(path, scale.journeys)
    let scan = try QRScans(journeys: Journeys(directory: directory, scale: scale.journeys)).run()
    return QRReport(
      encode: try codec.encode(), decode: try codec.decode(), parse: try codec.parse(),
      scan: scan, gate: try QRGate(scale: scale).decide(),
      processes: try QRProcesses(inputs: inputs, scale: scale, directory: directory).run(),
      fdatasync: min(before, try JourneysBenchmark.fdatasync(path, scale.journeys)),
      machine: Machine.current)
  }
}
