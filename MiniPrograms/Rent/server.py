"""Deposit or monthly rent (전월세 전환): a plain MCP server on the official Python SDK."""

from typing import Annotated, Literal

from mcp.server.mcpserver import MCPServer
from pydantic import BaseModel, Field

app = MCPServer("rent")


class Rent(BaseModel):
    monthly: int
    yearly: int
    rounding: str


@app.tool(title="보증금 → 월세 · Deposit to rent")
def monthly_rent(
    deposit: Annotated[int, Field(title="줄일 보증금 · Deposit (10,000 won)", ge=100, le=200_000)],
    rate: Annotated[float, Field(title="전환율 · Rate (% a year)", gt=0, le=20)] = 5.5,
    rounding: Annotated[Literal["down", "up"], Field(title="반올림 · Rounding")] = "down",
) -> Rent:
    """줄인 보증금이 매달 얼마의 월세가 되는지 셈합니다. What a smaller deposit costs a month."""
    hundredths = round(rate * 100)
    won, left = divmod(deposit * 10_000 * hundredths, 12 * 10_000)
    monthly = won + (1 if left and rounding == "up" else 0)
    return Rent(monthly=monthly, yearly=monthly * 12, rounding=rounding)


@app.tool(title="월세 → 보증금 · Rent to deposit")
def deposit(monthly: Annotated[int, Field(title="월세 · Rent (won)", ge=1)], rate: float = 5.5) -> str:
    """월세를 보증금으로 바꾸면 얼마인지 셈합니다. Which deposit takes the place of a rent."""
    if rate <= 0:
        raise ValueError("a rate above zero is needed")
    return f"₩{round(monthly * 12 * 100 / rate):,}"


if __name__ == "__main__":
    app.run()
