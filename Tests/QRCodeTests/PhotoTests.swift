import QRPhoto
import TestSupport
import Testing

@testable import QRCode

/// Pictures as a camera would take them, read by us and by `zbarimg`.
@Suite struct PhotoTests {
  struct Series: CustomTestStringConvertible {
    let name: String
    let count: Int
    /// How many we must read at least.
    let least: Int
    let photo: @Sendable (Int) -> Photo

    var testDescription: String { name }
  }

  static let series: [Series] = [
    Series(name: "every direction", count: 24, least: 24) { Photo(rotation: Double($0) * 15) },
    Series(name: "small", count: 12, least: 12) {
      Photo(rotation: Double($0) * 31, module: 2.2 + Double($0) * 0.1)
    },
    Series(name: "from the side", count: 12, least: 11) {
      Photo(rotation: Double($0) * 30, tilt: Double($0) * 0.025, module: 4.5)
    },
    Series(name: "out of focus", count: 12, least: 11) {
      Photo(rotation: Double($0) * 17, blur: $0 / 4)
    },
    Series(name: "noise", count: 12, least: 11) {
      Photo(rotation: Double($0) * 17, noise: Double($0) * 3)
    },
    Series(name: "half light", count: 12, least: 12) {
      Photo(rotation: Double($0) * 17, shade: 1 - Double($0) * 0.06)
    },
    Series(name: "inverted", count: 12, least: 12) {
      Photo(rotation: Double($0) * 30, isInverted: true)
    },
    Series(name: "all of it", count: 12, least: 11) {
      Photo(
        rotation: Double($0) * 29, tilt: 0.12, module: 5, blur: 1, noise: 8, shade: 0.7)
    },
  ]

  @Test(arguments: series)
  func readsAtLeastWhatZbarReads(_ series: Series) throws {
    var generator = SplitMix(seed: 640)
    var pictures: [[UInt8]] = []
    var ours = 0
    var texts: [String] = []
    for index in 0..<series.count {
      let text = "\(index):MD:T/N00D1E/\(index)/1ABCD2345"
      let picture = series.photo(index).draw(try QRSymbol(text), &generator)
      if QRImageDecoder.decode(picture).contains(where: { $0.text == text }) { ours += 1 }
      pictures.append(picture.pgm)
      texts.append(text)
    }
    let theirs = zip(try Tool.zbar(pictures), texts).filter { $0 == $1 }.count
    #expect(ours >= theirs && ours >= series.least, "ours \(ours), zbarimg \(theirs)")
  }

  @Test func twoCodesInOnePictureAreBothRead() throws {
    var generator = SplitMix(seed: 2)
    for angle in stride(from: 0.0, to: 360, by: 45) {
      let left = Photo(rotation: angle, module: 4, centre: (80, 120))
      let right = Photo(rotation: 90 - angle, module: 4, centre: (240, 120))
      var plane = [Double](repeating: 150, count: left.width * left.height)
      left.draw(try QRSymbol("left"), on: &plane)
      right.draw(try QRSymbol("right"), on: &plane)
      let found = QRImageDecoder.decode(left.finish(plane, &generator))
      #expect(Set(found.map(\.text)) == ["left", "right"], "\(angle)")
    }
  }

  @Test func largeVersionsAreRead() throws {
    var generator = SplitMix(seed: 20)
    let text = String(repeating: "국수집 비빔국수 7,000원 ", count: 18)
    for angle in [0.0, 10, 100, 215] {
      let photo = Photo(
        width: 480, height: 480, rotation: angle, tilt: 0.05, module: 3.2, centre: (240, 240))
      let found = QRImageDecoder.decode(photo.draw(try QRSymbol(text, level: .low), &generator))
      #expect(found.map(\.text) == [text], "\(angle)")
    }
  }

  @Test func mirroredCodesAreRead() throws {
    var generator = SplitMix(seed: 3)
    let picture = Photo(rotation: 20).draw(try QRSymbol("mirror"), &generator)
    var pixels: [UInt8] = []
    for row in 0..<picture.height {
      pixels += picture.pixels[(row * picture.width)..<((row + 1) * picture.width)].reversed()
    }
    let mirrored = GrayImage(width: picture.width, height: picture.height, pixels: pixels)
    #expect(QRImageDecoder.decode(mirrored).map(\.text) == ["mirror"])
  }

  @Test func picturesWithoutCodesAreEmpty() {
    var generator = SplitMix(seed: 1)
    for (width, height) in [(1, 1), (1, 400), (400, 1), (21, 21), (160, 120)] {
      let flat = GrayImage(
        width: width, height: height, pixels: [UInt8](repeating: 90, count: width * height))
      #expect(QRImageDecoder.decode(flat).isEmpty)
      let noise = (0..<(width * height)).map { _ in
        UInt8.random(in: .min ... .max, using: &generator)
      }
      let noisy = GrayImage(width: width, height: height, pixels: noise)
      #expect(QRImageDecoder.decode(noisy).isEmpty)
    }
  }
}
