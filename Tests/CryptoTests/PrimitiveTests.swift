import Crypto
import Testing

/// Each primitive against a published vector, and against the edits an attacker would try.
@Suite struct PrimitiveTests {
  @Test func sha256KnowsItsVectors() {
    #expect(
      SHA256.hash(Array("abc".utf8)).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hash([]).hex
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func blake2bKnowsItsVectors() {
    #expect(
      Blake2b.hash([]).hex
        == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
    #expect(
      Blake2b.hash(Array("abc".utf8)).hex
        == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
  }

  @Test func piecesHashLikeTheWhole() {
    var random = SeededRandom(seed: 1)
    let bytes = random.bytes(1000)
    var sha = SHA256()
    var blake = Blake2b()
    for start in stride(from: 0, to: 1000, by: 130) {
      let piece = Array(bytes[start..<min(start + 130, 1000)])
      sha.update(piece)
      blake.update(piece)
    }
    #expect(sha.finish() == SHA256.hash(bytes))
    #expect(blake.finish() == Blake2b.hash(bytes))
  }

  @Test func ed25519KnowsItsVector() throws {
    // RFC 8032, section 7.1, test 1.
    let seed = try #require(
      Hex.decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    let key = try SigningKey(seed: seed)
    #expect(
      Hex.encode(key.publicKey.bytes)
        == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    #expect(
      Hex.encode(key.sign([]))
        == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
  }

  @Test func aSignatureHoldsForItsMessageOnly() throws {
    let key = try SigningKey(seed: [UInt8](repeating: 4, count: SigningKey.seedByteCount))
    let message = Array("pay 9,000".utf8)
    var signature = key.sign(message)
    #expect(key.publicKey.isValid(signature: signature, of: message))
    #expect(!key.publicKey.isValid(signature: signature, of: Array("pay 9,001".utf8)))
    #expect(!key.publicKey.isValid(signature: Array(signature.dropLast()), of: message))
    signature[3] ^= 1
    #expect(!key.publicKey.isValid(signature: signature, of: message))
  }

  @Test(arguments: [0, 31, 33])
  func keysOfAnotherLengthAreRefused(count: Int) {
    let bytes = [UInt8](repeating: 0, count: count)
    let error = CryptoError.wrongLength(expected: 32, actual: count)
    #expect(throws: error) { try SigningKey(seed: bytes) }
    #expect(throws: error) { try VerifyingKey(bytes) }
    #expect(throws: error) { try MACKey(bytes) }
    #expect(throws: error) { try SealingKey(bytes) }
    #expect(throws: error) { try Digest(bytes) }
  }

  @Test(arguments: [MACKey.TagLength.code, .short, .full])
  func aTagHoldsForItsMessageAndKeyOnly(length: MACKey.TagLength) throws {
    let key = try MACKey([UInt8](repeating: 1, count: MACKey.byteCount))
    let other = try MACKey([UInt8](repeating: 2, count: MACKey.byteCount))
    let tag = key.tag([1, 2, 3], length: length)
    #expect(tag.count == length.rawValue)
    #expect(key.isValid(tag: tag, of: [1, 2, 3], length: length))
    #expect(!key.isValid(tag: tag, of: [1, 2, 4], length: length))
    #expect(!key.isValid(tag: tag + [0], of: [1, 2, 3], length: length))
    #expect(!other.isValid(tag: tag, of: [1, 2, 3], length: length))
  }

  @Test func aSealedTextOpensInItsPlaceOnly() throws {
    let key = try SealingKey([UInt8](repeating: 1, count: SealingKey.byteCount))
    var random = SeededRandom(seed: 3)
    for plain in [[], Array("010-1234-5678".utf8)] {
      var sealed = key.seal(plain, associatedData: [7], random: &random)
      #expect(sealed.count == plain.count + SealingKey.overheadByteCount)
      #expect(try key.open(sealed, associatedData: [7]) == plain)
      #expect(throws: CryptoError.notAuthentic) { try key.open(sealed, associatedData: [8]) }
      sealed[sealed.count - 1] ^= 1
      #expect(throws: CryptoError.notAuthentic) { try key.open(sealed, associatedData: [7]) }
      #expect(throws: CryptoError.notAuthentic) { try key.open([1, 2], associatedData: [7]) }
    }
  }

  @Test func aPasswordHashDependsOnPasswordAndSalt() throws {
    let salt = [UInt8](repeating: 9, count: PasswordHash.saltByteCount)
    let hash = try PasswordHash.hash(Array("1234".utf8), salt: salt)
    #expect(hash.count == PasswordHash.byteCount)
    #expect(try PasswordHash.hash(Array("1234".utf8), salt: salt) == hash)
    #expect(try PasswordHash.hash(Array("1235".utf8), salt: salt) != hash)
    #expect(try PasswordHash.hash([], salt: salt) != hash)
    #expect(throws: CryptoError.wrongLength(expected: 16, actual: 15)) {
      try PasswordHash.hash([], salt: Array(salt.dropLast()))
    }
  }

  @Test func seedsRepeatAndTheSystemDoesNot() {
    var one = SeededRandom(seed: 5)
    var other = SeededRandom(seed: 5)
    let first = one.bytes(16)
    #expect(first == other.bytes(16))
    #expect(one.bytes(16) != first)
    var system = SystemRandom()
    #expect(system.bytes(16) != system.bytes(16))
    #expect(system.bytes(0).isEmpty)
  }

  @Test func digestsReadBack() throws {
    let digest = Blake2b.hash([1])
    #expect(try Digest(digest.bytes) == digest)
    #expect(digest != .zero)
    var appended: [UInt8] = [9]
    digest.append(to: &appended)
    #expect(appended == [9] + digest.bytes)
  }
}
