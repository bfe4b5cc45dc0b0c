package import Wire

extension MCP.CallParams {
  /// Bytes that most calls fit in beside their settings, so that writing them allocates once.
  private static let usualByteCount = 2048

  /// The parameters as one compact JSON object, without a tree of their own: `meta` holds the
  /// written members that every request carries, `settings` the merchant's settings as they were
  /// written last.
  package func written(
    meta written: [UInt8], settings: inout JSONMemo, progressToken: Int64
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.usualByteCount + written.count)
    bytes.append(contentsOf: "{\"name\":".utf8)
    JSON.string(name).write(to: &bytes)
    bytes.append("arguments", arguments)
    bytes.append("inputResponses", inputResponses)
    bytes.append("requestState", requestState.map(JSON.string))
    bytes.append(contentsOf: ",\"_meta\":{".utf8)
    bytes.append(contentsOf: written)
    for member in meta?.object?.members ?? [] {
      if member.key == HostExtension.callKey, case .object(let call) = member.value {
        bytes.appendKey(member.key)
        Self.write(call, settings: &settings, to: &bytes)
      } else {
        bytes.append(member.key, member.value)
      }
    }
    bytes.append(MCP.MetaKey.progressToken, .integer(progressToken))
    bytes.append(contentsOf: "}}".utf8)
    return bytes
  }

  private static func write(
    _ call: JSONObject, settings: inout JSONMemo, to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "{"))
    for member in call.members {
      if member.key == HostExtension.configKey {
        bytes.appendKey(member.key)
        settings.write(member.value, to: &bytes)
      } else {
        bytes.append(member.key, member.value)
      }
    }
    bytes.append(UInt8(ascii: "}"))
  }
}

extension [UInt8] {
  /// Appends a member of an object; nothing where there is no value.
  fileprivate mutating func append(_ key: String, _ value: JSON?) {
    guard let value else { return }
    appendKey(key)
    value.write(to: &self)
  }

  /// Appends a member's name, after a comma where it is not the first one.
  fileprivate mutating func appendKey(_ key: String) {
    if last != UInt8(ascii: "{") { append(UInt8(ascii: ",")) }
    JSON.string(key).write(to: &self)
    append(UInt8(ascii: ":"))
  }
}
