#!/bin/sh
# 평 in square metres. An MCP server of shell builtins: a program in the sandbox starts no other.
# A message is one line: the words of the argument are joined by blanks.
reply() { printf '{"jsonrpc":"2.0","id":%s,' "$id"; printf '%s ' $1; printf '}\n'; }
set -f
while IFS= read -r line; do
  id=${line#*\"id\":}
  id=${id%%[,\}]*}
  case $line in
  *'"method":"notifications/'*) ;;
  *'"method":"initialize"'*)
    reply '"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},
      "serverInfo":{"name":"pyeong","version":"1.0.0"}}' ;;
  *'"method":"tools/list"'*)
    reply '"result":{"tools":[{"name":"convert","title":"평 → ㎡",
      "description":"한 평은 400/121 ㎡입니다. One pyeong is 400/121 square metres.",
      "annotations":{"readOnlyHint":true},"inputSchema":{"type":"object","required":["pyeong"],
      "properties":{"pyeong":{"title":"평","type":"integer","minimum":1,"maximum":10000}}}}]}' ;;
  *'"method":"tools/call"'*)
    pyeong=${line#*\"pyeong\":}
    pyeong=${pyeong%%[!0-9]*}
    hundredths=$(((pyeong * 40000 + 60) / 121))
    fraction=$((hundredths % 100 + 100))
    reply '"result":{"content":[{"type":"text",
      "text":"'"$pyeong 평 = $((hundredths / 100)).${fraction#1} ㎡"'"}]}' ;;
  *) reply '"error":{"code":-32601,"message":"Method not found"}' ;;
  esac
done
