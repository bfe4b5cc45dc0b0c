/// The objects of one list by their ids; two digits make an id, so a table of 100 places is enough
/// and nothing is hashed or allocated.
struct EMVIndex {
  /// Places fit: a text of `Payload.maximumBytes` has a quarter as many objects.
  private var places = InlineArray<100, Int16>(repeating: -1)
  private let elements: [EMVElement]
  /// The places of objects with the id of one before them, in order.
  let repeated: [Int]

  /// The newest object of an id counts.
  init(_ elements: [EMVElement] = []) {
    self.elements = elements
    var repeated: [Int] = []
    for place in elements.indices {
      let id = elements[place].id
      if places[id] >= 0 { repeated.append(place) }
      places[id] = Int16(place)
    }
    self.repeated = repeated
  }

  /// The object of an id, nil where the list has none.
  subscript(id: Int) -> EMVElement? {
    places[id] < 0 ? nil : elements[Int(places[id])]
  }

  /// Whether the list has an object of an id.
  func contains(_ id: Int) -> Bool { places[id] >= 0 }
}
