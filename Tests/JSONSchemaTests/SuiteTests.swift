import Foundation
import JSONSchema
import Testing
import Wire

/// The cases of github.com/json-schema-org/JSON-Schema-Test-Suite (commit 44401e0, draft2020-12,
/// without formats, vocabularies and references to other documents), copied to Tests/Fixtures.
struct SuiteTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/json-schema-2020-12")

  static let files: [String] = {
    // No folder is no files, and a test below says so.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted()
  }()

  /// Groups whose schema leads outside the document (mostly to the metaschema), which is refused.
  static let leadingOutside: Set<String> = [
    "defs.json: validate definition against metaschema",
    "dynamicRef.json: strict-tree schema, guards against misspelled properties",
    "dynamicRef.json: tests for implementation dynamic anchor and reference link",
    "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $defs first",
    "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $ref first",
    "dynamicRef.json: $ref to $dynamicRef finds detached $dynamicAnchor",
    "ref.json: remote ref, containing refs itself",
  ]

  @Test func theSuiteIsHere() { #expect(Self.files.count > 40) }

  @Test(arguments: files)
  func suite(_ file: String) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: file))
    let groups = try #require(try JSON.parse(Array(data)).array)
    for group in groups {
      let name = "\(file): \(try #require(group["description"]?.string))"
      let schema: JSONSchema
      do {
        schema = try JSONSchema(try #require(group["schema"]))
        #expect(!Self.leadingOutside.contains(name), "\(name) can be compiled")
      } catch let fault as SchemaFault {
        #expect(Self.leadingOutside.contains(name), "\(name): \(fault)")
        continue
      }
      for test in try #require(group["tests"]?.array) {
        let violation = schema.violation(in: try #require(test["data"]))
        #expect(
          (violation == nil) == (test["valid"]?.bool == true),
          "\(name): \(test["description"]?.string ?? ""): \(String(describing: violation))")
      }
    }
  }
}
