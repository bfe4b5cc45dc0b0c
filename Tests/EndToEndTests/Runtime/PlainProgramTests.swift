import Foundation
import Loop
import Testing
import Wire

/// MCP servers that know nothing of us are published, scanned and used in the shell.
@Suite(.serialized) struct PlainProgramTests {
  /// Ten lines on the SDK in which the class is still called FastMCP.
  private static let fastMCP = """
    from typing import Literal
    from mcp.server.fastmcp import FastMCP
    app = FastMCP("tip")
    @app.tool()
    def tip(bill: int, percent: Literal[5, 10, 15] = 10, receipt: bool = False, note: str = "") -> str:
        \"\"\"Adds a tip to a bill.\"\"\"
        if bill < 0:
            raise ValueError("a bill is never negative")
        return f"{bill + bill * percent // 100} {receipt} {note or '-'}"
    app.run()

    """

  private static func manifest(_ app: String, routes: String = "") -> String {
    """
    {"manifest": 1, "app_id": "\(app)", "name": {"ko": "팁", "en": "Tip"},
     "version": {"name": "1.0.0", "code": 1}, "merchant": "tips"\(routes),
     "program": {"runtime": "python3", "entry": "server.py"}}
    """
  }

  @Test func aFastMCPServerInTenLinesIsScannedAndUsed() throws {
    #expect(Self.fastMCP.split(separator: "\n").count == 10)
    try World.with { world in
      let folder = world.folder + "/tip"
      let door = """
        , "routes": [{"code": "desk", "feature": "madang.start", "visit": "own",
        "params": {"number": {"type": "integer", "minimum": 1, "maximum": 3}}}]
        """
      try PythonPackages.package(
        .fastMCP, server: Self.fastMCP, manifest: Self.manifest("test.tip", routes: door),
        at: folder)
      try world.publish(folder, as: "tipper")
      let code = try world.code("test.tip", place: "2", as: "tipper")
      let drive = try Drive(world)
      try drive.do("as", ["person": "mina"])
      let form = try drive.do("open", ["code": .string(code)])
      #expect(form.at("page.title") == "tip")
      #expect(form.at("page.body.0.text") == "Adds a tip to a bill.")
      #expect(form.at("page.body.1.required") == true)
      #expect(form.at("page.body.2.type") == "choice")
      #expect(form.at("page.body.2.chosen") == ["10"])
      #expect(form.at("page.body.3.type") == "toggle")
      try drive.do("fill", ["id": "bill", "value": "12000"])
      try drive.do("fill", ["id": "percent", "value": "15"])
      let answer = try drive.do("tap", ["id": "madang-send"])
      #expect(answer.at("page.body.0.text") == "13800 False -")
      // Wrong input never reaches the program: the schema is checked by the host.
      try drive.do("tap", ["id": "madang-again"])
      try drive.do("fill", ["id": "bill", "value": "much"])
      let wrong = try drive.answer(["do": "tap", "id": "madang-send"])
      #expect(wrong.at("error.code") == "feature.arguments")
      #expect(wrong.at("error.details.pointer") == "/bill")
      // What the tool itself refuses is told in its own words.
      try drive.do("fill", ["id": "bill", "value": "-1"])
      let refused = try drive.answer(["do": "tap", "id": "madang-send"])
      #expect(refused.at("error.code") == "program.failed")
      let words = refused.at("error.message")?.string ?? ""
      #expect(words.contains("a bill is never negative"))
      try drive.finish()
    }
  }

  /// The example of the repository, with the packages that its requirements name.
  @Test func theExampleOnTheCurrentSDKShowsItsData() throws {
    let folder = Built.repository + "/MiniPrograms/Rent"
    let server = try String(contentsOfFile: folder + "/server.py", encoding: .utf8)
    let needs = try String(contentsOfFile: folder + "/requirements.txt", encoding: .utf8)
    #expect(needs == PythonPackages.SDK.current.rawValue + "\n")
    let manifest = try String(
      contentsOfFile: Built.repository + "/Manifests/rent.json", encoding: .utf8)
    try World.with { world in
      let package = world.folder + "/rent"
      try PythonPackages.package(.current, server: server, manifest: manifest, at: package)
      try world.publish(package, as: "landlord")
      let drive = try Drive(world)
      try drive.do("as", ["person": "mina"])
      let list = try drive.do("open", ["app": "app.madang.rent", "route": "start"])
      let items = list.at("page.body.0.items")?.array ?? []
      #expect(items.compactMap { $0["id"]?.string } == ["monthly_rent", "deposit"])
      let form = try drive.do("tap", ["id": "monthly_rent"])
      #expect(form.at("page.body.1.minimum") == 100)
      #expect(form.at("page.body.1.maximum") == 200_000)
      #expect(form.at("page.body.2.value") == "5.5")
      try drive.do("fill", ["id": "deposit", "value": 10_000])
      try drive.do("fill", ["id": "rounding", "value": "up"])
      let rent = try drive.do("tap", ["id": "madang-send"])
      #expect(rent.at("page.body.0.type") == "facts")
      let facts = rent.at("page.body.0.facts")?.array ?? []
      #expect(facts.map { $0["value"] } == ["458334", "5500008", "up"])
      let all = try drive.do("tap", ["id": "madang-all"])
      #expect(all.at("page.body.0.items")?.array?.count == 2)
      try drive.do("tap", ["id": "deposit"])
      try drive.do("fill", ["id": "monthly", "value": "500000"])
      try drive.do("fill", ["id": "rate", "value": "0"])
      let refused = try drive.answer(["do": "tap", "id": "madang-send"])
      #expect(refused.at("error.code") == "program.failed")
      try drive.do("fill", ["id": "rate", "value": "6"])
      let deposit = try drive.do("tap", ["id": "madang-send"])
      #expect(deposit.at("page.body.0.text") == "₩100,000,000")
      try drive.finish()
    }
  }

  @Test func theShellExampleHasThirtyLinesAndWorks() throws {
    let script = try String(
      contentsOfFile: Built.repository + "/MiniPrograms/Pyeong/server.sh", encoding: .utf8)
    #expect(script.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 30)
    try World.with { world in
      try world.publish("Manifests/pyeong.json", as: "surveyor")
      let drive = try Drive(world, language: "ko")
      try drive.do("as", ["person": "mina"])
      let form = try drive.do("open", ["app": "app.madang.pyeong", "route": "start"])
      #expect(form.at("page.body.1.label") == "평")
      try drive.do("fill", ["id": "pyeong", "value": 34])
      let answer = try drive.do("tap", ["id": "madang-send"])
      #expect(answer.at("page.body.0.text") == "34 평 = 112.40 ㎡")
      try drive.finish()
    }
  }

  /// Native modules of another Python are refused before anything starts.
  @Test func modulesOfAnotherPythonAreRefused() throws {
    try World.with { world in
      let folder = world.folder + "/foreign"
      try FileManager.default.createDirectory(
        atPath: folder + "/fast", withIntermediateDirectories: true)
      try Data("import fast._core\n".utf8).write(to: URL(filePath: folder + "/server.py"))
      let module = folder + "/fast/_core.cpython-38-x86_64-linux-gnu.so"
      try Data([0x7F, 0x45, 0x4C, 0x46]).write(to: URL(filePath: module))
      try Data(Self.manifest("test.foreign").utf8).write(
        to: URL(filePath: folder + "/manifest.json"))
      let outcome = try world.madang(["merchant", "publish", folder, "--as", "x", "--json"])
      #expect(try outcome.json().at("error.code") == "host.runtime_mismatch")
      #expect(try outcome.json().at("error.message")?.string?.contains("cpython-38") == true)
    }
  }

  /// A program whose packages are missing says so in its own last words.
  @Test func aMissingPackageIsNamed() throws {
    try World.with { world in
      let folder = world.folder + "/bare"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data("import no_such_package\n".utf8).write(to: URL(filePath: folder + "/server.py"))
      try Data(Self.manifest("test.bare").utf8).write(
        to: URL(filePath: folder + "/manifest.json"))
      let outcome = try world.madang(["merchant", "publish", folder, "--as", "x", "--json"])
      #expect(outcome.exit != .exited(status: 0))
      let message = try outcome.json().at("error.message")?.string ?? ""
      #expect(message.contains("no_such_package"), "\(message)")
    }
  }
}
