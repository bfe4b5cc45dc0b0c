import JSONRPC

/// Lines are the same however the bytes arrive; the first byte says how they are cut up.
enum FrameFuzz {
  private static let byteLimit = 64

  static func run(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let stream = Array(bytes.dropFirst())
    let whole = lines(of: [stream])
    let size = Int(first % 17) + 1
    let pieces = stride(from: 0, to: stream.count, by: size).map {
      Array(stream[$0..<min($0 + size, stream.count)])
    }
    let cut = lines(of: pieces)
    precondition(whole.lines == cut.lines && whole.isTooLong == cut.isTooLong, "cut up otherwise")
    var expected: [[UInt8]] = []
    var isTooLong = false
    for line in stream.split(separator: 0x0A, omittingEmptySubsequences: false) {
      isTooLong = line.count > byteLimit
      if isTooLong { break }
      expected.append(Array(line))
    }
    // What follows the last line end is no line yet.
    if !isTooLong { expected.removeLast() }
    precondition(whole.lines == expected && whole.isTooLong == isTooLong, "no plain split")
  }

  private static func lines(of pieces: [[UInt8]]) -> (lines: [[UInt8]], isTooLong: Bool) {
    var splitter = FrameSplitter(byteLimit: byteLimit)
    var found: [[UInt8]] = []
    do throws(FrameError) {
      for piece in pieces {
        splitter.append(piece)
        while let line = try splitter.next() { found.append(line) }
      }
    } catch { return (found, true) }
    return (found, false)
  }
}
