import Wire

/// Tells the lunch: JSON lines for programs, a story with pages for people.
struct LunchReporter {
  let output: Output
  let language: Language

  /// One step: its event as JSON, its sentence for people, and the screen that goes with it.
  func tell(
    _ event: String, _ members: JSONObject, ko korean: String, en english: String,
    screen: Screen? = nil
  ) {
    if output.isJSON {
      output.json(.object((["event": .string(event)] as JSONObject).merging(members)))
      return
    }
    output.lines(["", "== " + Words.pick(language, ko: korean, en: english)])
    if let screen { output.screen(screen) }
  }
}
