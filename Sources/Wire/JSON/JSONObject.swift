/// The members of a JSON object in the order they were written; keys are unique.
package struct JSONObject: Sendable, Hashable {
  /// One key and its value.
  package struct Member: Sendable, Hashable {
    /// The member's name.
    package var key: String
    /// The member's value.
    package var value: JSON

    /// A name with its value.
    package init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// All members in order.
  package private(set) var members: [Member] = []

  /// An object without members.
  package init() {}

  /// An object without members and with room for so many.
  package init(capacity: Int) { members.reserveCapacity(capacity) }

  /// An object of the given members; a repeated key keeps the last value.
  package init(_ pairs: [(String, JSON)]) {
    members.reserveCapacity(pairs.count)
    for (key, value) in pairs { self[key] = value }
  }

  /// Members already known to be unique: literal names, or what a parser has checked.
  package init(unique members: [Member]) { self.members = members }

  /// The value of a member; setting nil removes the member.
  package subscript(key: String) -> JSON? {
    get { place(of: key).map { members[$0].value } }
    set {
      let index = place(of: key)
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Whether there is a member of that name.
  package func contains(_ key: String) -> Bool { place(of: key) != nil }

  /// Appends a member whose name the object does not have yet, which is not looked for; nil appends
  /// nothing.
  package mutating func add(_ key: String, _ value: JSON?) {
    guard let value else { return }
    assert(place(of: key) == nil, "the name is new")
    members.append(Member(key: key, value: value))
  }

  /// Where a name stands. Names of the same length are compared first, which nearly always answers:
  /// only a name outside ASCII can equal one of another length, as the same letters composed
  /// otherwise.
  private func place(of key: String) -> Int? {
    let length = key.utf8.count
    for index in members.indices
    where members[index].key.utf8.count == length && members[index].key == key { return index }
    guard !key.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return members.firstIndex { $0.key == key }
  }

  /// The members' names in order.
  package var keys: [String] { members.map(\.key) }

  /// Whether there are no members.
  package var isEmpty: Bool { members.isEmpty }

  /// These members with another object's on top of them.
  package func merging(_ other: JSONObject) -> JSONObject {
    if isEmpty { return other }
    var merged = self
    for member in other.members { merged[member.key] = member.value }
    return merged
  }
}
