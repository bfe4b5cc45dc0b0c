"""Drives `madang mcp` with the official Python SDK; prints one JSON object."""

import asyncio
import json
import sys

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client


async def call(client, name, arguments):
    result = await client.call_tool(name, arguments)
    return {
        "isError": result.is_error,
        "text": result.content[0].text,
        "data": result.structured_content,
        "meta": getattr(result, "meta", None),
    }


async def visit(command, mode, tools):
    server = stdio_client(StdioServerParameters(command=command[0], args=command[1:]))
    async with Client(server, mode=mode) as client:
        listed = await client.list_tools()
        answers = {}
        for name, arguments in tools:
            key = name + " " + json.dumps(arguments)
            try:
                answers[key] = await call(client, name, arguments)
            except Exception as error:
                detail = getattr(error, "error", error)
                answers[key] = {"code": getattr(detail, "code", None)}
        return {
            "version": client.protocol_version,
            "tools": {tool.name: tool.input_schema for tool in listed.tools},
            "answers": answers,
        }


async def main():
    mode, tools, *command = sys.argv[1:]
    visited = visit(command, mode, json.loads(tools))
    print(json.dumps(await asyncio.wait_for(visited, 60)))


asyncio.run(main())
