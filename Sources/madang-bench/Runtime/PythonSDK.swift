import Glibc
import Wire

/// The official Python SDK of MCP, both of its ends over stdio.
struct PythonSDK {
  /// Names an interpreter that has the package `mcp`.
  private static let variable = "MADANG_BENCH_PYTHON"

  private let directory: String
  private let interpreter: String

  /// Uses the interpreter that is named, or fetches the package into a virtual environment.
  init(directory: String, fetches: Bool) throws {
    self.directory = directory
    if let named = getenv(Self.variable) {
      interpreter = String(cString: named)
      return
    }
    guard fetches else {
      throw BenchmarkError.unavailable("\(Self.variable) names no python with the package mcp")
    }
    let log = "\(directory)/python.log"
    _ = try Command.run(["python3", "-m", "venv", "\(directory)/venv"], log: log)
    interpreter = "\(directory)/venv/bin/python"
    _ = try Command.run([interpreter, "-m", "pip", "install", "--quiet", "mcp"], log: log)
  }

  /// One tool call with an answer of so many bytes, p50 in microseconds.
  func roundTrip(calls: Int, answerBytes: Int) throws -> Double {
    let server = "\(directory)/server.py"
    let client = "\(directory)/client.py"
    try TextFile.write(Self.server, to: server)
    try TextFile.write(Self.client, to: client)
    let output = try Command.run(
      [interpreter, client, server, "\(calls)", "\(max(1, answerBytes))"],
      log: "\(directory)/python.log")
    guard case .double(let microseconds)? = try JSON.parse(output.trimmed)["p50us"] else {
      throw BenchmarkError.unavailable("the SDK's round trip has no p50us")
    }
    return microseconds
  }

  private static let server = """
    try:
        from mcp.server.mcpserver import MCPServer as Server
    except ImportError:  # Its name before version 2.
        from mcp.server.fastmcp import FastMCP as Server

    app = Server("echo", log_level="ERROR")

    @app.tool()
    def echo(size: int) -> str:
        return "x" * size

    app.run()
    """

  private static let client = """
    import asyncio, json, sys, time
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def main():
        server, calls, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        parameters = StdioServerParameters(command=sys.executable, args=[server])
        async with stdio_client(parameters) as (reader, writer):
            async with ClientSession(reader, writer) as session:
                await session.initialize()
                times = []
                for index in range(calls + 1):
                    before = time.perf_counter_ns()
                    answer = await session.call_tool("echo", {"size": size})
                    if index:
                        times.append(time.perf_counter_ns() - before)
                    assert not answer.model_dump(by_alias=True)["isError"]
                times.sort()
                print(json.dumps({"p50us": times[len(times) // 2] / 1000.0}))

    asyncio.run(main())
    """
}
