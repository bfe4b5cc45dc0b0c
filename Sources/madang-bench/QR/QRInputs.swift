import QRCode
import QRPhoto

extension SplitMix: RandomNumberGenerator {}

/// What is drawn, read and told apart; the same for us and for the public tools.
struct QRInputs {
  /// Pixels of a photo.
  static let photoSize = (width: 640, height: 480)
  /// The version that is drawn.
  static let version = 10

  /// Fills a symbol of version 10 at level M.
  let text: String
  /// What the photos show.
  let photoText = "MD:T/N00D1E/7/1ABCD2345"
  /// A table code as cameras see it: straight, turned, tilted, blurred, noisy, half in shadow,
  /// small and inverted.
  let photos: [GrayImage]

  /// One text of each kind, in the order of the report.
  let payloads: [(kind: ParsedPayload.Kind, text: String)] = [
    (.platform, "MD:T/N00D1E/7/1ABCD2345"),
    (
      .miniapp,
      "https://link.example/miniapp/kr.co.noodlehouse.table;version=1.0.1/table/7?from=door#menu"
    ),
    (.payCode, "401928374650192837"),
    // The sample of the EMVCo specification for merchant-presented codes, annex A.
    (
      .emvMPM,
      "00020101021229300012D156000000000510A93FO3230Q31280012D1560000000103081234567852"
        + "0441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京54052"
        + "3.7253031565502016233030412340603***0708A60086670902ME9132"
        + "0016A0112233449988770708123456786304A13A"
    ),
    (.emvCPM, "hQVDUFYwMWEJTwegAAAAAxAQ"),
    (.gs1, "https://id.gs1.org/01/09521234543213/10/ABC1/21/1234567890?17=251231"),
    (.ean, "8801043014809"),
    (.unknown, "https://example.org/a/page/that/is/no/code/of/ours?q=1"),
  ]

  init() throws {
    let words = "국수집 비빔국수 7,000원 - table 3, window. "
    var text = ""
    while text.utf8.count + words.utf8.count <= 200 { text += words }
    self.text = text + String(repeating: "~", count: 200 - text.utf8.count)
    let symbol = try QRSymbol(photoText)
    var random = SplitMix(state: 640)
    let looks: [Photo] = [
      Photo(), Photo(rotation: 37), Photo(rotation: 180), Photo(rotation: 271, tilt: 0.1),
      Photo(tilt: 0.2), Photo(rotation: 12, blur: 2), Photo(rotation: 95, noise: 18),
      Photo(rotation: 5, shade: 0.45), Photo(module: 2.6), Photo(rotation: 45, module: 3),
      Photo(rotation: 200, isInverted: true),
      Photo(rotation: 29, tilt: 0.12, blur: 1, noise: 8, shade: 0.7),
    ]
    photos = looks.map { look in
      var photo = look
      (photo.width, photo.height) = Self.photoSize
      photo.centre = (320, 240)
      // Twice the pixels of the tests' photos: the code fills as much of the picture.
      photo.module *= 1.6
      return photo.draw(symbol, &random)
    }
  }
}
