"""Lists and calls a mini-program with the official Python SDK; prints one JSON object."""

import asyncio
import json
import sys

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client


async def visit(program, mode):
    server = stdio_client(StdioServerParameters(command=program, args=[]))
    async with Client(server, mode=mode) as client:
        tools = await client.list_tools()
        menu = await client.call_tool("menu.open", {})
        cart = await client.call_tool("cart.add", {"item": "bibim", "quantity": 2})
        errors = {}
        for name, arguments in [
            ("order.place", {}),
            ("cart.add", {}),
            ("cart.add", {"item": "bibim", "quantity": 100}),
            ("nothing.there", {}),
        ]:
            key = name + " " + json.dumps(arguments)
            try:
                await client.call_tool(name, arguments)
                errors[key] = None
            except Exception as error:
                detail = getattr(error, "error", error)
                errors[key] = [getattr(detail, "code", None), getattr(detail, "data", None)]
        refused = await client.call_tool("cart.add", {"item": "pizza"})
        return {
            "version": client.protocol_version,
            "tools": [tool.name for tool in tools.tools],
            "schemas": {tool.name: tool.input_schema for tool in tools.tools},
            "menu": menu.content[0].text,
            "menuTitle": menu.structured_content["page"]["title"],
            "cart": cart.content[0].text,
            "state": cart.structured_content["state"],
            "refused": [refused.is_error, refused.content[0].text],
            "errors": errors,
        }


async def main():
    program, mode = sys.argv[1:]
    print(json.dumps(await asyncio.wait_for(visit(program, mode), 60)))


asyncio.run(main())
