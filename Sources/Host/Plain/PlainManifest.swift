package import Wire

/// What publishing writes into a manifest: features of a plain MCP server, the interpreter.
package enum PlainManifest {
  /// Characters of a feature's title and of its description, as the manifest's reader takes them.
  static let titleLimit = 100
  static let descriptionLimit = 2000

  /// The manifest's text with what was found out; the same text where nothing is added.
  package static func text(
    _ text: String, tools: [MCP.Tool], interpreter: Manifest.Interpreter?, isPlain: Bool
  ) throws(JSONError) -> String {
    guard isPlain || interpreter != nil else { return text }
    var json = try JSON.parse(Array(text.utf8)).object ?? JSONObject()
    if let interpreter {
      var program = json["program"]?.object ?? JSONObject()
      program["interpreter"] = interpreter.json
      json["program"] = .object(program)
    }
    if isPlain {
      json["features"] = .array(tools.map(feature) + [start])
      if json["routes"] == nil {
        json["routes"] = [
          [
            "code": .string(Manifest.startRoute), "feature": .string(Manifest.startFeature),
            "visit": "own",
          ]
        ]
      }
    }
    return JSON.object(json).text
  }

  /// A tool as a feature without any scope. Whether it only reads is the server's own word, which
  /// decides about nothing but its order beside other calls.
  private static func feature(_ tool: MCP.Tool) -> JSON {
    var feature = JSONObject([
      ("name", .string(tool.name)), ("visibility", "person"), ("agent", true),
      ("input", tool.inputSchema),
    ])
    let title = (tool.title ?? tool.annotations?["title"]?.string ?? "").cleaned
    if !title.isEmpty { feature["title"] = .string(PlainServer.cut(title, titleLimit)) }
    let description = (tool.description ?? "").cleaned
    if !description.isEmpty {
      feature["description"] = .string(PlainServer.cut(description, descriptionLimit))
    }
    if tool.annotations?["readOnlyHint"]?.bool == true { feature["query"] = true }
    return .object(feature)
  }

  private static var start: JSON {
    ["name": .string(Manifest.startFeature), "visibility": "person", "query": true]
  }
}
