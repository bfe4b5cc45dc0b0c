import Foundation
import QRPhoto
import TestSupport
import Testing

@testable import QRCode

@Suite struct ImageTests {
  /// PNG files of `qrencode` are compressed with zlib, in one bit or in a palette.
  @Test func readsThePicturesOfQrencode() throws {
    for (type, text) in [
      ("PNG", "MD:T/N00D1E/7/1ABCD2345"), ("PNG32", "국수집 7번"),
      ("PNG", String(repeating: "longer text ", count: 40)),
    ] {
      let file = FileManager.default.temporaryDirectory.appending(
        path: "madang-\(UUID().uuidString).png")
      defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: file) } }
      _ = try Tool.run("qrencode", ["-t", type, "-s", "4", "-o", file.path(), "--", text])
      let bytes = Array(try Data(contentsOf: file))
      #expect(try QRImageDecoder.decode(file: bytes).map(\.text) == [text])
    }
  }

  @Test func readsItsOwnPictures() throws {
    let symbol = try QRSymbol("MD:T/N00D1E/7/1ABCD2345")
    let image = try GrayImage(file: symbol.png(scale: 3, margin: 2))
    #expect(image.width == 87 && image.height == 87)
    for row in 0..<image.height {
      for column in 0..<image.width {
        let dark = symbol.isDark(row: row / 3 - 2, column: column / 3 - 2)
        #expect(image.pixels[row * image.width + column] == (dark ? 0 : 255))
      }
    }
    #expect(try GrayImage(file: image.pgm) == image)
  }

  /// File → its pixels, or the error.
  @Test func readsNetpbm() throws {
    let table: [(file: String, expect: String)] = [
      ("P2\n# remark\n2 1 255\n0 128\n", "0 128"),
      ("P2 2 1 1 0 1", "0 255"),
      ("P3 1 2 255 255 255 255 0 0 0", "255 0"),
      ("P5 2 1 255\n\u{0}\u{7F}", "0 127"),
      ("P6 1 1 255\n\u{1}\u{1}\u{1}", "1"),
      ("P5 2 1 255\n\u{0}", "image.damaged"),
      ("P5 2 x 255\n\u{0}", "image.damaged"),
      ("P2 2 1 255 0 256", "image.damaged"),
      ("P2 2 1 255 0", "image.damaged"),
      ("P5 0 1 255\n", "image.tooLarge"),
      ("P5 4096 4097 255\n", "image.tooLarge"),
      ("P5 99999999999999999999 1 255\n", "image.tooLarge"),
      ("P5 1 1 65535\n\u{0}\u{0}", "image.unsupported"),
      ("P4 1 1\n\u{0}", "image.format"),
      ("P", "image.format"), ("GIF89a", "image.format"), ("", "image.format"),
    ]
    for (file, expect) in table {
      do {
        let image = try GrayImage(file: Array(file.utf8))
        #expect(image.pixels.map(String.init).joined(separator: " ") == expect)
      } catch {
        #expect(error.rawValue == expect, "\(file)")
      }
    }
  }

  @Test func damagedPicturesAreRefused() throws {
    var generator = SplitMix(seed: 8)
    let file = try QRSymbol("damage").png(scale: 2)
    for _ in 0..<300 {
      var damaged = file
      let index = Int.random(in: 8..<file.count, using: &generator)
      if Bool.random(using: &generator) {
        damaged[index] ^= UInt8.random(in: 1...255, using: &generator)
      } else {
        damaged = Array(damaged[..<index])
      }
      #expect(throws: ImageError.self) { try GrayImage(file: damaged) }
    }
  }

  /// 180 letters that zlib writes with code tables of their own.
  private static let dynamicStream = """
    78da1d4ed11540510859c56a44edbfc173df479d22c4a568fb86346796b0c0879217ce71c0f424858e1627570a220
    4e46dd23a959a980a143cda953323a384b0bbe56ad5aa6fb4b22e8b06e4876abe9dc61a15d81e6c9398f6bcf0f7a2
    a80f238a4215
    """
  private static let dynamicText = """
    afabadddgcaadaccfa db afabaaageacgac aeaddeabagadbacegaag ba b  ecegabbfdecfada ccgabe g badg\
    eaaecbd adab fffcgaaeaaaeeacebfbdbgef ac eaeeacadbfeaecdbcbaeeffbdfaagaefaaebagaaadabab
    """

  /// Streams of all three block forms, made with zlib, and what must not be believed.
  @Test func inflatesEveryBlockForm() throws {
    let table: [(stream: String, expect: String?)] = [
      // Stored, fixed and empty.
      ("78010105 00faff68 656c6c6f 062c0215", "hello"),
      ("789ccb48 cdc9c907 00062c02 15", "hello"),
      ("789c0300 00000001", ""),
      // A match that overlaps itself: a hundred times a.
      ("789c4b4c a43d0000 7a4725e5", String(repeating: "a", count: 100)),
      (Self.dynamicStream, Self.dynamicText),
      // Wrong sum, wrong header, reserved block, distance before the start, cut.
      ("789ccb48 cdc9c907 00062c02 16", nil),
      ("799ccb48 cdc9c907 00062c02 15", nil),
      ("789c07", nil), ("789c", nil), ("", nil), ("789ccb48 cdc9c907", nil),
    ]
    for (stream, expect) in table {
      var bytes: [UInt8] = []
      var rest = stream.filter(\.isHexDigit)[...]
      while let byte = UInt8(rest.prefix(2), radix: 16) {
        bytes.append(byte)
        rest = rest.dropFirst(2)
      }
      if let expect {
        #expect(String(decoding: try Inflate.zlib(bytes, limit: 200), as: UTF8.self) == expect)
        if !expect.isEmpty {
          let exact = try Inflate.zlib(bytes, limit: expect.utf8.count)
          #expect(exact.count == expect.utf8.count)
          #expect(throws: ImageError.self) {
            try Inflate.zlib(bytes, limit: expect.utf8.count - 1)
          }
        }
      } else {
        #expect(throws: ImageError.self) { try Inflate.zlib(bytes, limit: 200) }
      }
    }
  }
}
