import Wire

/// Markdown made from the method list and the error registry.
enum ReferencePages {
  static var methods: String {
    var page = """
      # Methods of the client protocol

      JSON-RPC 2.0, one object a line, over the daemon's socket. This page is made from
      `MethodList`. A method with a key changes something: the same key and body get the same
      answer for ever (money) or for 30 days.


      """
    for method in MethodList.all { page += section(method) }
    return page
  }

  private static func section(_ method: any Method.Type) -> String {
    let credentials = Credential.allCases.filter(method.access.credentials.contains)
    let who =
      credentials.count == Credential.allCases.count
      ? "anyone" : credentials.map(\.rawValue).joined(separator: ", ")
    return """
      ## \(method.name)
      \(method.summary)

      | who | tier | lane | key |
      |---|---|---|---|
      | \(who) | \(method.access.tier.rawValue) | \(method.lane.rawValue) | \(method.isMutating ? "yes" : "no") |

      ```json
      \(method.example.params.text)
      ```
      ```json
      \(method.example.result.text)
      ```


      """
  }

  static var errors: String {
    var page = """
      # Error registry

      This page is made from `ErrorCode.all`. The class is the JSON-RPC code: 1 final, 2 conflict
      (read again and retry), 3 try later, 4 outcome unknown (ask with the same key), 5 not allowed.

      | code | class | English | 한국어 | what to do |
      |---|---|---|---|---|

      """
    for code in ErrorCode.all.sorted(by: { $0.name < $1.name }) {
      page +=
        "| `\(code.name)` | \(code.errorClass.rawValue) | \(code.sentence.text(in: .english))"
        + " | \(code.sentence.text(in: .korean)) | \(code.fix.text(in: .english)) |\n"
    }
    page += """

      ## Examples
      What each refusal looks like in the `error` member of an answer, in English.


      """
    for code in ErrorCode.all.sorted(by: { $0.name < $1.name }) {
      guard let refusal = ErrorExamples.refusal(code) else { continue }
      page += "### \(code.name)\n```json\n\(refusal.wire(in: .english).text)\n```\n"
    }
    return page
  }
}
