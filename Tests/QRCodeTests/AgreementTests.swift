import TestSupport
import Testing

@testable import QRCode

/// Our encoder and decoder beside `qrencode` and `zbarimg`, both ways, over random texts: every
/// version at every level, and short texts of every alphabet.
@Suite struct AgreementTests {
  /// One text and how it is drawn.
  struct Sample: Sendable {
    let text: String
    let level: QRLevel
    /// The smallest version it is drawn in.
    let version: QRVersion
  }

  /// Texts that need no version of their own.
  private static let shortCount = 400
  /// At most so many samples are read in one run of `zbarimg`.
  private static let batchLimit = 140

  private static let korean = Array("가나다라마바사국수집원한글비빔냉면ㄱㅂㅎ서울역")
  private static let alphabets: [[Character]] = [
    Array("0123456789"), Array("0123456789ABCXYZ $%*+-./:"),
    Array("abcdefghijklmnopqrstuvwxyz_~ABC019 ,."), korean,
    korean + Array("0123456789ABCabc é🍜,.-"),
  ]

  /// All 560 of them, from one seed. Each begins with its index in its batch and `:`, so that an
  /// unread picture shifts nothing.
  static let samples: [Sample] = {
    var generator = SplitMix(seed: 560)
    var samples: [Sample] = []
    func text(_ letters: [Character], bytes limit: Int) -> String {
      var text = "\(samples.count % batchLimit):"
      while let letter = letters.randomElement(using: &generator),
        text.utf8.count + String(letter).utf8.count < limit
      { text.append(letter) }
      return text + "~"
    }
    for number in QRVersion.all {
      guard let version = QRVersion(number) else { continue }
      for (index, level) in QRLevel.allCases.enumerated() {
        // In byte mode 20 bits go to the mode, the length and what names the character set.
        let room = version.blocks(level).dataCodewords - 5
        let letters = alphabets[(number + index) % alphabets.count]
        samples.append(
          Sample(text: text(letters, bytes: room), level: level, version: version))
      }
    }
    for index in 0..<shortCount {
      let limit = Int.random(in: 8...160, using: &generator)
      let letters = alphabets[index % alphabets.count]
      guard let least = QRVersion(1) else { continue }
      samples.append(
        Sample(
          text: text(letters, bytes: limit), level: QRLevel.allCases[index % 4], version: least))
    }
    return samples
  }()

  static let batches = stride(from: 0, to: samples.count, by: batchLimit).map {
    samples[$0..<min($0 + batchLimit, samples.count)]
  }

  @Test func theSamplesCoverWhatIsAsked() {
    #expect(Self.samples.count >= 500)
    let drawn = Set(Self.samples.map { "\($0.version.number)-\($0.level)" })
    #expect(drawn.count == 40 * 4)
    let koreans = Self.samples.filter { sample in
      sample.text.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
    }
    #expect(koreans.count >= 150)
    #expect(Set(koreans.map(\.version)).count >= 35)
  }

  /// What we draw, `zbarimg` reads; many pictures in one process.
  @Test(arguments: batches.indices)
  func zbarReadsWhatWeDraw(_ batch: Int) throws {
    let samples = Self.batches[batch]
    let pictures = try samples.map { sample in
      let symbol = try QRSymbol(sample.text, level: sample.level, minimum: sample.version)
      #expect(symbol.version == sample.version || sample.version.number == 1)
      return symbol.png(scale: 2)
    }
    for (read, sample) in zip(try Tool.zbar(pictures), samples) {
      #expect(read == sample.text, "\(sample.version.number)-\(sample.level)")
    }
  }

  /// What `qrencode` draws, we read: from its modules, and from a picture of them.
  @Test(arguments: batches.indices)
  func weReadWhatQrencodeDraws(_ batch: Int) throws {
    for (index, sample) in Self.batches[batch].enumerated() {
      let rows = try Tool.qrencode(
        sample.text, version: sample.version.number, level: sample.level.letter)
      let version = try #require(QRVersion(size: rows.count))
      #expect(version == sample.version || sample.version.number == 1)
      let reading = QRReading(modules: rows.flatMap { $0 }, version: version)
      #expect(reading?.text == sample.text && reading?.level == sample.level)
      if index % 8 == 0 {
        #expect(QRImageDecoder.decode(picture(rows)).map(\.text) == [sample.text])
      }
    }
  }

  /// What we draw, we read.
  @Test(arguments: batches.indices)
  func weReadWhatWeDraw(_ batch: Int) throws {
    for (index, sample) in Self.batches[batch].enumerated() {
      let symbol = try QRSymbol(sample.text, level: sample.level, minimum: sample.version)
      let reading = QRReading(modules: symbol.modules, version: symbol.version)
      #expect(reading?.text == sample.text && reading?.level == sample.level)
      if index % 8 == 4 {
        let found = try QRImageDecoder.decode(file: symbol.png(scale: 3)).map(\.text)
        #expect(found == [sample.text])
      }
    }
  }

  /// Modules as a picture, three pixels each and a margin of four modules.
  private func picture(_ rows: [[UInt8]]) -> GrayImage {
    let (scale, margin) = (3, 4)
    let side = (rows.count + 2 * margin) * scale
    var pixels = [UInt8](repeating: 255, count: side * side)
    for row in margin * scale..<(margin + rows.count) * scale {
      for column in margin * scale..<(margin + rows.count) * scale
      where rows[row / scale - margin][column / scale - margin] == 1 {
        pixels[row * side + column] = 0
      }
    }
    return GrayImage(width: side, height: side, pixels: pixels)
  }
}
