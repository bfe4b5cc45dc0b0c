package import Crypto
package import QRCode

/// A device's right to ride for a day, as the daemon signs it: whose gates, which pass, which
/// device, which day, and the highest fare that is held for it.
package struct GatePass: Hashable, Sendable {
  /// Bytes of the pass's id.
  package static let idByteCount = 10
  /// Bytes that stand for the device: the beginning of the hash of its public key.
  package static let deviceByteCount = 8
  /// The highest fare a pass can carry.
  package static let fareLimit: Int64 = Int64(UInt32.max)
  /// Bytes before the signature: format, app, id, device, day, fare.
  static let contentByteCount = 1 + 4 + idByteCount + deviceByteCount + 2 + 4
  /// Bytes with the signature.
  static let byteCount = contentByteCount + VerifyingKey.signatureByteCount
  /// The only format there is.
  private static let format: UInt8 = 1
  /// Separates these bytes from everything else the daemon might ever sign.
  private static let domain = Array("madang.gate.pass.1\u{0}".utf8)

  /// The app whose gates it opens, as codes name it.
  package let shortID: PlatformCode.ShortID
  /// The pass's id: 80 random bits.
  package let id: [UInt8]
  /// What stands for the device.
  package let device: [UInt8]
  /// The service day.
  package let day: Int64
  /// The highest fare in minor units.
  package let maximumFare: Int64

  /// A pass from its parts.
  package init(
    shortID: PlatformCode.ShortID, id: [UInt8], device: VerifyingKey, day: Int64,
    maximumFare: Int64
  ) {
    precondition(id.count == Self.idByteCount, "a pass is named by 80 bits")
    precondition((0...Int64(UInt16.max)).contains(day), "a day is two bytes")
    precondition((0...Self.fareLimit).contains(maximumFare), "a fare is four bytes")
    self.shortID = shortID
    self.id = id
    self.device = Self.name(of: device)
    self.day = day
    self.maximumFare = maximumFare
  }

  /// What stands for a device in a pass.
  package static func name(of device: VerifyingKey) -> [UInt8] {
    var bytes: [UInt8] = []
    Blake2b.hash(device.bytes).append(to: &bytes)
    return Array(bytes.prefix(deviceByteCount))
  }

  /// The bytes that are signed and that secrets are derived from.
  package var content: [UInt8] {
    var bytes = [Self.format]
    append(UInt64(Crockford32.bits(shortID.text.utf8) ?? 0), count: 4, to: &bytes)
    bytes += id
    bytes += device
    append(UInt64(day), count: 2, to: &bytes)
    append(UInt64(maximumFare), count: 4, to: &bytes)
    return bytes
  }

  private func append(_ number: UInt64, count: Int, to bytes: inout [UInt8]) {
    for place in (0..<count).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * place)))
    }
  }

  /// The pass with its signature, as codes carry it.
  package func signed(with key: SigningKey) -> String {
    Crockford32.text(bytes: content + key.sign(Self.domain + content))
  }

  /// Reads a signed pass; nil where it has another form or another key has signed it.
  package init?(signed text: some StringProtocol, verifier: VerifyingKey) {
    guard let bytes = Self.bytes(text) else { return nil }
    self.init(content: bytes)
    let signature = Array(bytes[Self.contentByteCount...])
    // Bits that no part uses would be a second spelling of the same pass.
    guard bytes[0] == Self.format, bytes.starts(with: content),
      verifier.isValid(signature: signature, of: Self.domain + content)
    else { return nil }
  }

  private init(content bytes: [UInt8]) {
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    let idEnd = 5 + Self.idByteCount
    let deviceEnd = idEnd + Self.deviceByteCount
    shortID = PlatformCode.ShortID(number: UInt32(truncatingIfNeeded: number(1..<5)))
    id = Array(bytes[5..<idEnd])
    device = Array(bytes[idEnd..<deviceEnd])
    day = Int64(number(deviceEnd..<(deviceEnd + 2)))
    maximumFare = Int64(number((deviceEnd + 2)..<Self.contentByteCount))
  }

  /// The whole bytes that a text of Crockford's base 32 stands for, where it is as long as a pass.
  private static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    guard text.utf8.count == (byteCount * 8 + 4) / 5 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount + 1)
    var (pending, count): (UInt32, UInt32) = (0, 0)
    for character in text.utf8 {
      guard let value = Crockford32.value(of: character) else { return nil }
      pending = (pending << 5 | UInt32(value)) & 0xFFFF
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> count))
      }
    }
    // Filling bits that are not zero would be a second spelling of the same pass.
    guard bytes.count == byteCount, pending & (1 << count - 1) == 0 else { return nil }
    return bytes
  }
}

/// The keys behind the secrets of passes: the gate key of the daemon, from which a day's key is
/// made for one app, from which a pass's secret is made. A gate that is stolen knows one day.
package enum GateKey {
  /// The key of a day for the gates of one app.
  package static func day(
    _ day: Int64, _ shortID: PlatformCode.ShortID, from key: MACKey
  ) -> [UInt8] {
    var message = Array("madang.gate.day.1\u{0}\(shortID.text)".utf8)
    for place: Int64 in [24, 16, 8, 0] { message.append(UInt8(truncatingIfNeeded: day >> place)) }
    return key.tag(message)
  }

  /// The secret of a pass under the key of its day.
  package static func secret(of pass: GatePass, dayKey: MACKey) -> [UInt8] {
    dayKey.tag(Array("madang.gate.pass.secret.1\u{0}".utf8) + pass.content)
  }
}
