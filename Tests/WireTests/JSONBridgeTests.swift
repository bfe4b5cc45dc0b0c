import Testing

@testable import Wire

/// The rarer ways of Codable: containers inside containers, and what is written twice.
@Suite struct JSONBridgeTests {
  /// Reads and writes itself through every kind of nested container.
  private struct Nested: Codable, Equatable {
    var name: String
    var inner: [Int64]
    var deep: Bool

    private enum Keys: String, CodingKey { case name, inner, object, deep }

    init(name: String, inner: [Int64], deep: Bool) {
      self.name = name
      self.inner = inner
      self.deep = deep
    }

    init(from decoder: any Decoder) throws {
      let keyed = try decoder.container(keyedBy: Keys.self)
      name = try keyed.decode(String.self, forKey: .name)
      var list = try keyed.nestedUnkeyedContainer(forKey: .inner)
      inner = []
      while !list.isAtEnd { inner.append(try list.decode(Int64.self)) }
      let object = try keyed.nestedContainer(keyedBy: Keys.self, forKey: .object)
      deep = try object.decode(Bool.self, forKey: .deep)
    }

    func encode(to encoder: any Encoder) throws {
      var keyed = encoder.container(keyedBy: Keys.self)
      try keyed.encode("first", forKey: .name)
      var list = keyed.nestedUnkeyedContainer(forKey: .inner)
      var object = keyed.nestedContainer(keyedBy: Keys.self, forKey: .object)
      try object.encode(deep, forKey: .deep)
      for number in inner { try list.encode(number) }
      try keyed.encode(name, forKey: .name)
    }
  }

  @Test func nestedContainersKeepTheirPlaces() throws {
    let value = Nested(name: "last", inner: [1, 2], deep: true)
    let json = JSON(encoding: value)
    #expect(json.text == #"{"name":"last","inner":[1,2],"object":{"deep":true}}"#)
    #expect(try json.decode(Nested.self) == value)
  }

  @Test(arguments: [
    (#"[{"name":1}]"#, "/0/name expected String, found integer"),
    (#"[{"name":"a","inner":[1,"b"]}]"#, "/0/inner/1 expected Int64, found string"),
    (#"[{"name":"a","inner":{}}]"#, "/0/inner expected Array<JSON>, found object"),
    (#"[{"name":"a","inner":[],"object":{}}]"#, "/0/object/deep missing"),
    (
      #"[{"name":"a","inner":[],"object":{"deep":0}}]"#,
      "/0/object/deep expected Bool, found integer"
    ),
    (
      #"[{"name":"a","inner":[],"object":7}]"#,
      "/0/object expected Dictionary<String, JSON>, found integer"
    ),
    (#"[{"inner":[]}]"#, "/0/name missing"),
    (#"[null]"#, "/0 expected Dictionary<String, JSON>, found null"),
  ])
  func faultsInsideAreNamedFromTheOutside(text: String, expected: String) throws {
    do {
      _ = try JSON.parse(text).decode([Nested].self)
      Issue.record("decoded \(text)")
    } catch let error as DecodingError {
      let (pointer, reason) = error.pointerAndReason
      #expect("\(pointer) \(reason)" == expected)
    }
  }

  private struct Optionals: Codable, Equatable {
    var text: String?
    var flag: Bool?
    var whole: Int64?
    var count: Int?
    var small: UInt8?
    var sentence: LocalizedText?
    var list: [String]?
  }

  @Test(arguments: ["{}", #"{"text":null,"flag":null,"whole":null,"count":null,"list":null}"#])
  func whatIsMissingOrNullIsNothing(text: String) throws {
    #expect(try JSON.parse(text).decode(Optionals.self) == Optionals())
  }

  @Test func whatIsThereIsRead() throws {
    let text =
      #"{"text":"a","flag":false,"whole":5,"count":7,"small":255,"sentence":{"en":"x"},"list":["b"]}"#
    let json = try JSON.parse(text)
    #expect(JSON(encoding: try json.decode(Optionals.self)).text == text)
  }

  @Test(arguments: [
    (#"{"text":1}"#, "/text"), (#"{"flag":1}"#, "/flag"), (#"{"whole":1.5}"#, "/whole"),
    (#"{"count":"1"}"#, "/count"), (#"{"small":256}"#, "/small"), (#"{"sentence":5}"#, "/sentence"),
    (#"{"sentence":{}}"#, "/sentence"), (#"{"sentence":{"fr":"x"}}"#, "/sentence"),
    (#"{"list":["a",null]}"#, "/list/1"),
  ])
  func whatDoesNotFitIsNamed(text: String, pointer: String) throws {
    do {
      _ = try JSON.parse(text).decode(Optionals.self)
      Issue.record("decoded \(text)")
    } catch let error as DecodingError {
      #expect(error.pointerAndReason.pointer == pointer)
    }
  }

  /// A value that writes a whole tree and goes on as a container, and the other way round.
  private struct Mixed: Encodable {
    var tree: JSON
    var comesFirst: Bool
    private enum Keys: String, CodingKey { case more }

    func encode(to encoder: any Encoder) throws {
      if comesFirst { try tree.encode(to: encoder) }
      var keyed = encoder.container(keyedBy: Keys.self)
      try keyed.encode(1, forKey: .more)
      if !comesFirst { try tree.encode(to: encoder) }
    }
  }

  @Test func aTreeAndAContainerShareOneObject() {
    let tree: JSON = ["a": 1, "b": [true]]
    #expect(
      JSON(encoding: Mixed(tree: tree, comesFirst: true)).text == #"{"a":1,"b":[true],"more":1}"#)
    #expect(
      JSON(encoding: Mixed(tree: tree, comesFirst: false)).text == #"{"more":1,"a":1,"b":[true]}"#)
  }
}
