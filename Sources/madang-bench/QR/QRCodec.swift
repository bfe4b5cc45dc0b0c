import QRCode
import Wire

/// Drawing, reading and telling apart, in this process. Every result is looked at: a wrong one
/// ends the run.
struct QRCodec {
  let inputs: QRInputs
  let scale: QRScale

  /// A symbol of version 10 from its text.
  func encode() throws -> Timings {
    var timings = Timings()
    for _ in 0..<(scale.encodes + scale.encodes / 10) {
      let before = Timings.now()
      let symbol = try QRSymbol(inputs.text, level: .medium)
      timings.add(since: before)
      guard symbol.version.number == QRInputs.version else {
        throw BenchmarkError.unavailable("version \(symbol.version.number)")
      }
    }
    return timings
  }

  /// The text of a photo from its pixels.
  func decode() throws -> Timings {
    var timings = Timings()
    for _ in 0..<scale.photoRounds {
      for (index, photo) in inputs.photos.enumerated() {
        let before = Timings.now()
        let found = QRImageDecoder.decode(photo)
        timings.add(since: before)
        guard found.map(\.text) == [inputs.photoText] else {
          throw BenchmarkError.unavailable("photo \(index) reads \(found.map(\.text))")
        }
      }
    }
    return timings
  }

  /// What a text is, one kind after the other.
  func parse() throws -> [(kind: String, timings: Timings)] {
    try inputs.payloads.map { kind, text in
      var timings = Timings()
      for _ in 0..<scale.parses {
        let before = Timings.now()
        let parsed = Payload.parse(text)
        timings.add(since: before)
        guard parsed.kind == kind, parsed.valid == (kind != .unknown) else {
          throw BenchmarkError.unavailable("\(kind) is \(parsed.kind): \(parsed.errors)")
        }
      }
      return (kind.rawValue, timings)
    }
  }
}
