import TestSupport
import Testing

@testable import QRCode

@Suite struct ReadingTests {
  /// Our reader against the modules that `qrencode` drew, without any picture between.
  @Test(arguments: QRVersion.all)
  func readsTheModulesOfQrencode(number: Int) throws {
    var generator = SplitMix(seed: UInt64(number) + 1_000)
    let version = try #require(QRVersion(number))
    let level = QRLevel.allCases[number % 4]
    let mode: QRMode = [.numeric, .alphanumeric, .byte][number % 3]
    let room = SymbolTests.capacity(version, level, mode)
    let text = SymbolTests.text(mode, count: room, &generator)
    var modules = try Tool.qrencode(text, version: number, level: level.letter).flatMap { $0 }
    let reading = try #require(QRReading(modules: modules, version: version))
    #expect(reading.text == text && reading.level == level && reading.version == version)
    // One wrong codeword less than each block can repair, hit through its modules.
    let repairable = version.blocks(level).correction / 2
    let grid = QRGrid(version)
    let places = grid.dataIndices
    for codeword in 0..<max(1, repairable - 1) { modules[places[codeword * 8]] ^= 1 }
    #expect(QRReading(modules: modules, version: version)?.text == text)
  }

  @Test func mixedAndKoreanTextsComeBack() throws {
    for text in ["국수집 비빔국수 7,000원 🍜", "abc1234567890DEF", "", "é", "MD:T/N00D1E/7/1ABCD2345"] {
      for mask in 0..<8 {
        let symbol = try QRSymbol(text, level: .high, mask: mask)
        let reading = try #require(QRReading(modules: symbol.modules, version: symbol.version))
        #expect(reading.text == text && reading.level == .high)
      }
    }
  }

  /// Exactly half the correction codewords can be wrong, one more is refused or caught.
  @Test func repairsUpToHalfTheCorrections() {
    var generator = SplitMix(seed: 30)
    for corrections in [7, 10, 18, 26, 30] {
      let data = (0..<40).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      let block = data + ReedSolomon.correction(of: data[...], count: corrections)
      for errors in 0...(corrections / 2 + 3) {
        var damaged = block
        for position in block.indices.shuffled(using: &generator).prefix(errors) {
          damaged[position] ^= UInt8.random(in: 1...255, using: &generator)
        }
        let repaired = ReedSolomon.corrected(damaged, corrections: corrections)
        if errors <= corrections / 2 {
          #expect(repaired == block, "\(errors) of \(corrections)")
        } else {
          #expect(repaired != block)
        }
      }
    }
  }

  /// No modules and no codewords may trap, whatever they say.
  @Test func noiseIsRefused() throws {
    var generator = SplitMix(seed: 404)
    for number in [1, 2, 7, 10] {
      let version = try #require(QRVersion(number))
      for _ in 0..<50 {
        let modules = (0..<(version.size * version.size)).map { _ in
          UInt8.random(in: 0...1, using: &generator)
        }
        #expect(QRReading(modules: modules, version: version) == nil)
        let codewords = (0..<60).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        if let text = QRMessage.text(codewords, version: version) { #expect(text.utf8.count < 200) }
      }
    }
  }
}
