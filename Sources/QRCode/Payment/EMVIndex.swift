/// The objects of one list by their ids; two digits make an id, so a table of 100 places is enough
/// and nothing is hashed.
struct EMVIndex {
  private var places = [Int](repeating: -1, count: 100)
  private let elements: [EMVElement]

  /// The newest object of an id counts.
  init(_ elements: [EMVElement] = []) {
    self.elements = elements
    for (place, element) in elements.enumerated() { places[element.id] = place }
  }

  /// The object of an id, nil where the list has none.
  subscript(id: Int) -> EMVElement? {
    places[id] < 0 ? nil : elements[places[id]]
  }

  /// Whether an object has the id of one before it.
  func isRepeated(_ place: Int) -> Bool {
    let id = elements[place].id
    return elements[..<place].contains { $0.id == id }
  }
}
