import Testing

@testable import Wire

/// A memo may only ever save work: what is parsed and written is the same with and without it.
@Suite struct JSONMemoTests {
  private static let path = ["params", "config"]
  private static let large = JSON.object(
    JSONObject((0..<40).map { ("dish\($0)", .string("비빔 \"\($0)\"")) }))

  private func line(_ config: JSON, id: Int64) -> [UInt8] {
    JSON.object([
      "id": .integer(id), "config": "elsewhere",
      "params": ["a": [["config": 1], config], "config": config, "z": ["config": config]],
    ]).bytes
  }

  @Test func whatStandsAtTheSamePlaceIsKept() throws {
    var memo = JSONMemo(path: Self.path)
    for id in Int64(1)...3 {
      let bytes = line(Self.large, id: id)
      #expect(try JSON.parse(bytes, memo: &memo) == JSON.parse(bytes))
      #expect(memo.value == Self.large)
      #expect(memo.bytes == Self.large.bytes)
    }
  }

  /// Changed, cut, broken after what is kept, absent, or no object at all.
  @Test func anythingElseIsReadAsEver() throws {
    let other = JSON.object(
      JSONObject((0..<40).map { ("dish\($0)", .string("비빔 '\($0)'")) }))
    let kept = String(decoding: Self.large.bytes, as: UTF8.self)
    let lines: [[UInt8]] =
      [
        line(other, id: 4), line([:], id: 5), line(.null, id: 6), line([1, 2], id: 7),
        line("text", id: 8), Array(#"{"params":{"config":\#(kept)}"#.utf8),
        Array(#"{"params":{"config":\#(kept) ,"b":1}}"#.utf8),
        Array(#"{"params":{"config":\#(kept)x}}"#.utf8),
        Array(#"{"params":{"config":\#(kept.dropLast())"#.utf8),
        Array(#"{"params":{"config":\#(kept),"config":1}}"#.utf8),
        Array(#"{"params":{"config": \#(kept)}}"#.utf8),
      ]
    for bytes in lines {
      var memo = JSONMemo(path: Self.path)
      _ = try JSON.parse(line(Self.large, id: 1), memo: &memo)
      let expected = Result { () throws(JSONError) in try JSON.parse(bytes) }
      let found = Result { () throws(JSONError) in try JSON.parse(bytes, memo: &memo) }
      #expect(found == expected, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    (JSONMemo.leastByteCount - 1, false), (JSONMemo.leastByteCount, true),
    (JSONMemo.mostByteCount, true), (JSONMemo.mostByteCount + 1, false),
  ])
  func onlyWhatIsWorthItIsKept(byteCount: Int, isKept: Bool) throws {
    var memo = JSONMemo(path: ["a"])
    let value: JSON = ["t": .string(String(repeating: "x", count: byteCount - 8))]
    #expect(value.byteCount == byteCount)
    _ = try JSON.parse(JSON.object(["a": value]).bytes, memo: &memo)
    #expect((memo.value == value) == isKept)
  }

  @Test func whatIsWrittenIsWhatTheTreeWrites() {
    var memo = JSONMemo(path: Self.path)
    for value in [Self.large, Self.large, [:], ["x": 1], Self.large, .null] as [JSON] {
      var output: [UInt8] = [1, 2, 3]
      memo.write(value, to: &output)
      #expect(output == [1, 2, 3] + value.bytes)
    }
  }

  @Test func wholeNumbersAreWrittenWithoutAText() {
    var numbers: [Int64] = [0, .min, .max, -1]
    var power: Int64 = 1
    for _ in 0..<18 {
      power *= 10
      numbers += [power - 1, power, power + 1, -power, 1 - power]
    }
    for number in numbers {
      #expect(JSON.integer(number).text == String(number))
      #expect(JSON.integer(number).byteCount == String(number).utf8.count)
    }
  }
}
