import JSONRPC
import Loop
import Testing
import Wire

/// Servers of MCP's older era that ask by themselves in the middle of a call, on the official SDK.
@Suite(.serialized) struct ServerQuestionTests {
  /// A baker on the SDK in which the class is still called FastMCP: it logs, pings, asks for what
  /// nobody declared, and asks its person twice.
  private static let bakery = #"""
    from typing import Optional
    from mcp.server.fastmcp import Context, FastMCP
    from mcp.shared.exceptions import McpError
    from mcp.types import SamplingMessage, TextContent
    from pydantic import BaseModel, Field

    app = FastMCP("bakery")

    class Cake(BaseModel):
        size: str = Field(title="Size", json_schema_extra={"enum": ["small", "large"]})
        candles: int = Field(title="Candles", ge=0, le=99)
        price: float = Field(title="At most", ge=0.5, default=10.5)
        wrapped: bool = Field(title="Wrapped", default=False)
        words: Optional[str] = Field(title="Words on it", default=None)

    class Sure(BaseModel):
        sure: bool = Field(title="Sure")

    @app.tool()
    async def bake(who: str, ctx: Context) -> str:
        await ctx.info("the oven is on")
        cake = await ctx.elicit(f"Which cake for {who}?", schema=Cake)
        if cake.action != "accept":
            return f"no cake: {cake.action}"
        sure = await ctx.elicit("Really?", schema=Sure)
        if sure.action != "accept" or not sure.data.sure:
            return "not sure"
        data = cake.data
        return f"{data.size} {data.candles} {data.price} {data.wrapped} {data.words or '-'}"

    @app.tool()
    async def again(who: str, ctx: Context) -> str:
        said = []
        for _ in range(2):
            answer = await ctx.elicit("Sure?", schema=Sure)
            said.append(str(answer.data.sure) if answer.action == "accept" else answer.action)
        return " ".join(said)

    @app.tool()
    async def often(who: str, ctx: Context) -> str:
        for number in range(9):
            await ctx.elicit(f"Number {number}?", schema=Sure)
        return "never"

    class Key(BaseModel):
        password: str

    @app.tool()
    async def secret(who: str, ctx: Context) -> str:
        return (await ctx.elicit("Your password?", schema=Key)).action

    @app.tool()
    async def others(who: str, ctx: Context) -> str:
        await ctx.session.send_ping()
        codes = []
        try:
            await ctx.session.list_roots()
        except McpError as error:
            codes.append(error.error.code)
        message = SamplingMessage(role="user", content=TextContent(type="text", text="hi"))
        try:
            await ctx.session.create_message([message], max_tokens=9)
        except McpError as error:
            codes.append(error.error.code)
        try:
            await ctx.elicit_url("Look there", "https://example.com/", "e1")
        except McpError as error:
            codes.append(error.error.code)
        return " ".join(map(str, codes))

    @app.tool()
    async def crash(who: str, ctx: Context) -> str:
        import asyncio, os
        asking = asyncio.create_task(ctx.elicit("Sure?", schema=Sure))
        await asyncio.sleep(2)
        os._exit(3)

    app.run()

    """#

  private static let manifest = """
    {"manifest": 1, "app_id": "test.bakery", "name": {"ko": "빵집", "en": "Bakery"},
     "version": {"name": "1.0.0", "code": 1}, "merchant": "bakers",
     "limits": {"memoryMB": 256, "callMilliseconds": 5000, "storageMB": 1, "requestsPerSecond": 50},
     "program": {"runtime": "python3", "entry": "server.py"}}
    """

  private static let app: JSON = "test.bakery"

  private func withBakery(_ body: (World, Drive) throws -> Void) throws {
    try World.with { world in
      let folder = world.folder + "/bakery"
      try PythonPackages.package(
        .fastMCP, server: Self.bakery, manifest: Self.manifest, at: folder)
      try world.publish(folder, as: "baker")
      let drive = try Drive(world)
      try drive.do("as", ["person": "mina"])
      try body(world, drive)
      try drive.finish()
    }
  }

  /// Opens the form of a tool and sends it.
  private func start(_ drive: Drive, _ tool: String) throws -> JSON {
    try drive.do("open", ["app": Self.app, "route": "start"])
    try drive.do("tap", ["id": .string(tool)])
    try drive.do("fill", ["id": "who", "value": "Jun"])
    return try drive.answer(["do": "tap", "id": "madang-send"])
  }

  private func words(_ answer: JSON) -> String { answer.at("page.body.0.text")?.string ?? "" }

  @Test func whatAServerAsksIsAskedOfThePerson() throws {
    try withBakery { world, drive in
      let asked = try start(drive, "bake")
      #expect(asked.at("question.message") == "Which cake for Jun?", "\(asked.text)")
      let fields = asked.at("question.fields")?.array ?? []
      #expect(
        fields.compactMap { $0["kind"]?.string } == [
          "choice", "integer", "number", "toggle", "text",
        ])
      #expect(fields.compactMap { $0["isRequired"]?.bool } == [true, true, false, false, false])
      try drive.do("fill", ["id": "size", "value": "large"])
      try drive.do("fill", ["id": "candles", "value": "100"])
      // What does not fit its form never reaches the server, and the question stays.
      let wrong = try drive.answer(["do": "tap", "id": "accept"])
      #expect(wrong.at("error.code") == "feature.arguments")
      #expect(wrong.at("error.details.pointer") == "/content/candles")
      try drive.do("fill", ["id": "candles", "value": "7"])
      let next = try drive.do("tap", ["id": "accept"])
      #expect(next.at("question.message") == "Really?")
      try drive.do("fill", ["id": "sure", "value": true])
      let cake = try drive.do("tap", ["id": "accept"])
      #expect(words(cake) == "large 7 10.5 False -", "\(cake.text)")
      // The other two answers.
      _ = try start(drive, "bake")
      #expect(try words(drive.do("tap", ["id": "decline"])) == "no cake: decline")
      _ = try start(drive, "bake")
      #expect(try words(drive.do("back")) == "no cake: cancel")
      let running = try world.run("madangd", ["status", "--home", world.home, "--json"]).json()
      #expect(try running.number(at: "processes") == Int64(1))
    }
  }

  @Test func theSameQuestionAgainIsAnotherOne() throws {
    try withBakery { _, drive in
      _ = try start(drive, "again")
      try drive.do("fill", ["id": "sure", "value": false])
      let second = try drive.do("tap", ["id": "accept"])
      #expect(second.at("question.message") == "Sure?", "\(second.text)")
      try drive.do("fill", ["id": "sure", "value": true])
      #expect(try words(drive.do("tap", ["id": "accept"])) == "False True")
    }
  }

  @Test func whatWasNotDeclaredHasAnError() throws {
    try withBakery { _, drive in
      let answer = try start(drive, "others")
      #expect(words(answer) == "-32601 -32601 -32602", "\(answer.text)")
    }
  }

  /// `{tool, the code of its call, what of its questions is answered before}`.
  @Test func whatMayNotBeAskedEndsTheCall() throws {
    try withBakery { world, drive in
      #expect(try start(drive, "secret").at("error.code") == "question.secret")
      var answer = try start(drive, "often")
      var count = 0
      while answer["question"] != nil, count < 20 {
        count += 1
        answer = try drive.answer(["do": "tap", "id": "decline"])
      }
      #expect(count == 8)
      #expect(answer.at("error.code") == "program.result_invalid", "\(answer.text)")
      // The person is back on the page, and the server goes on.
      #expect(try start(drive, "others").at("ok") == true)
      let errors = try world.madang(
        ["merchant", "errors", "test.bakery", "--as", "baker", "--json"]
      ).json()
      #expect(errors.text.contains("it asked more than 8 times"))
    }
  }

  /// A server that ends while a person thinks takes its question with it.
  @Test func aQuestionEndsWithItsServer() throws {
    try withBakery { world, drive in
      let asked = try start(drive, "crash")
      #expect(asked.at("question.message") == "Sure?", "\(asked.text)")
      let mina = try Caller(world, as: "mina")
      let deadline = MonotonicTime.now + 30_000
      while try mina.call("session.questions").at("questions")?.array?.isEmpty == false {
        guard MonotonicTime.now < deadline else { throw TestFault("the question stays") }
      }
      try drive.do("fill", ["id": "sure", "value": true])
      let answer = try drive.answer(["do": "tap", "id": "accept"])
      #expect(answer.at("error.code") == "question.over", "\(answer.text)")
      // Nobody is left alone with a question that is over.
      #expect(try words(start(drive, "others")) == "-32601 -32601 -32602")
    }
  }
}
