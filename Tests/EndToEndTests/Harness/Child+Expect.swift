import Loop

extension Child {
  /// Reads what a program writes until a text has come; gives everything that came with it.
  @discardableResult
  func expect(_ text: String) throws -> String {
    var seen: [UInt8] = []
    while !String(decoding: seen, as: UTF8.self).contains(text) {
      guard Child.isReadable(output, milliseconds: Child.patienceMilliseconds),
        case let bytes = try read(), !bytes.isEmpty
      else { throw TestFault("no \(text) in \(String(decoding: seen, as: UTF8.self))") }
      seen += bytes
    }
    return String(decoding: seen, as: UTF8.self)
  }
}
