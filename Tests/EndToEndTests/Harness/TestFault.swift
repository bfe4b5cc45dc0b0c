import Wire

/// Why a test's world cannot go on: always a failure of the test, with what is known about it.
struct TestFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension JSON {
  /// The value at a path such as `sheet.bill.lines.0.id`, or nil.
  func at(_ path: String) -> JSON? {
    var value = self
    for step in path.split(separator: ".") {
      let next =
        value.array.flatMap { list in
          Int(step).flatMap { list.indices.contains($0) ? list[$0] : nil }
        } ?? value[String(step)]
      guard let next else { return nil }
      value = next
    }
    return value
  }

  /// The text at a path; a fault that shows the whole value where there is none.
  func text(at path: String) throws -> String {
    guard let text = at(path)?.string else { throw TestFault("no text at \(path) in \(self.text)") }
    return text
  }

  /// The whole number at a path; a fault that shows the whole value where there is none.
  func number(at path: String) throws -> Int64 {
    guard let number = at(path)?.integer else {
      throw TestFault("no number at \(path) in \(self.text)")
    }
    return number
  }
}
