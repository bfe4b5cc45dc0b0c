import Wire

/// One line of input, read strictly: a member of the wrong kind is an error that names it.
struct DriveRequest {
  let object: JSONObject

  /// A text that must be there.
  func text(_ name: String) throws(ShellFailure) -> String {
    guard let text = try optionalText(name) else { throw missing(name) }
    return text
  }

  /// A text that may be missing.
  func optionalText(_ name: String) throws(ShellFailure) -> String? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let text = value.string else { throw wrong(name, "a text") }
    return text
  }

  /// A whole number that must be there.
  func integer(_ name: String) throws(ShellFailure) -> Int64 {
    guard let number = try optionalInteger(name) else { throw missing(name) }
    return number
  }

  /// A whole number that may be missing.
  func optionalInteger(_ name: String) throws(ShellFailure) -> Int64? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let number = value.integer else { throw wrong(name, "a whole number") }
    return number
  }

  /// Any value that must be there.
  func value(_ name: String) throws(ShellFailure) -> JSON {
    guard let value = object[name] else { throw missing(name) }
    return value
  }

  private func missing(_ name: String) -> ShellFailure {
    .fault(ShellFault(.badInput, ["reason": .string("the member \(name) is missing")]))
  }

  private func wrong(_ name: String, _ kind: String) -> ShellFailure {
    .fault(ShellFault(.badInput, ["reason": .string("the member \(name) is not \(kind)")]))
  }
}
