"""Lists the tools of a server with the official Python SDK and calls each without arguments; prints
one JSON object: what each said first, or the code it was refused with."""

import asyncio
import json
import sys

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client


async def said(client, name):
    try:
        result = await client.call_tool(name, {})
    except Exception as error:
        return getattr(getattr(error, "error", error), "code", str(error))
    lines = result.content[0].text.splitlines() if result.content else []
    return lines[0] if lines else ""


async def visit(mode, command):
    server = stdio_client(StdioServerParameters(command=command[0], args=command[1:]))
    async with Client(server, mode=mode) as client:
        tools = (await client.list_tools()).tools
        return {
            "version": client.protocol_version,
            "tools": {tool.name: await said(client, tool.name) for tool in tools},
        }


print(json.dumps(asyncio.run(asyncio.wait_for(visit(sys.argv[1], sys.argv[2:]), 60))))
