import Testing
import Wire

@testable import madangd

@Suite struct LogTests {
  private func lines(_ format: Log.Format = .text, _ body: (Log) -> Void) -> [String] {
    let lines = Collector<[UInt8]>()
    body(Log(format: format, write: lines.add))
    return lines.all.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func aLineHasTimeLevelEventAndFields() {
    let line = lines { $0.info("daemon.ready", ["socket": "a\nb"]) }[0]
    let parts = line.split(separator: " ", maxSplits: 3)
    #expect(parts[0].hasSuffix("Z") && parts[0].count == 20)
    #expect(parts[1...].joined(separator: " ") == "info daemon.ready {\"socket\":\"a\\nb\"}\n")
  }

  /// Every line is one whole object, also where the fields are too long or named like the head.
  @Test func asJSONEveryLineIsAnObject() throws {
    let written = lines(.json) { log in
      log.warning("app.killed", ["app": "a\nb", "event": "forged"])
      log.info("x", ["long": .string(String(repeating: "y", count: 5000))])
    }
    let objects = try written.map { try JSON.parse(Array($0.dropLast().utf8)) }
    #expect(written.allSatisfy { $0.hasSuffix("}\n") && $0.utf8.count <= Log.lineByteLimit })
    #expect(objects[0]["level"] == "warning" && objects[0]["event"] == "app.killed")
    #expect(objects[0]["app"] == "a\nb" && objects[0]["time"]?.string?.hasSuffix("Z") == true)
    #expect(objects[1]["cut"] == true && objects[1]["event"] == "x")
  }

  @Test func linesAreCut() {
    let line = lines { $0.info("x", ["long": .string(String(repeating: "y", count: 5000))]) }[0]
    #expect(line.utf8.count == Log.lineByteLimit)
    #expect(line.hasSuffix("y\n"))
  }

  @Test func aFloodIsDroppedAndCountedButErrorsAreNot() {
    let written = lines { log in
      for _ in 0..<Int(Log.burstLines) + 50 { log.info("flood") }
      log.error("fault")
    }
    // A few lines come back while the flood lasts.
    #expect((Int(Log.burstLines)...Int(Log.burstLines) + 40).contains(written.count - 1))
    #expect(written.last?.contains("error fault {\"droppedLines\":") == true)
  }
}
