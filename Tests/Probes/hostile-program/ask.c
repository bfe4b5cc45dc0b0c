// Deeds that are no fault: asking the person a form, and telling how far a call is.
#include "program.h"

#include <stdio.h>
#include <string.h>

static char room[64 << 10];

static void form(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"input_required\","
      "\"requestState\":\"form\",\"inputRequests\":{\"size\":{\"method\":\"elicitation/create\","
      "\"params\":{\"mode\":\"form\",\"message\":\"Which size?\",\"requestedSchema\":{\"type\":"
      "\"object\",\"properties\":{\"size\":{\"type\":\"string\",\"enum\":[\"small\",\"large\"]},"
      "\"count\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":3}},\"required\":[\"size\"]}}}}}}"
      "\n",
      request->id);
  put_text(&line);
}

// So many questions in one round, none of which needs a word.
static void forms(const struct request *request, int count) {
  struct text line = {room, 0, sizeof room};
  if (strstr(request->line, "\"inputResponses\"")) return answer(request, plain_page, NULL);
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"input_required\","
      "\"inputRequests\":{",
      request->id);
  for (int i = 1; i <= count; i++)
    add(&line,
        "%s\"q%d\":{\"method\":\"elicitation/create\",\"params\":{\"message\":\"Number %d?\","
        "\"requestedSchema\":{\"type\":\"object\",\"properties\":{}}}}",
        i > 1 ? "," : "", i, i);
  add(&line, "}}}\n");
  put_text(&line);
}

// What the person said, as the program reads it: `accept large`.
static void told(const struct request *request, char *words, size_t size) {
  static const char *const known[] = {"accept", "decline", "cancel", "large", "small"};
  const char *answers = strstr(request->line, "\"inputResponses\"");
  words[0] = 0;
  for (size_t i = 0; answers && i < sizeof known / sizeof known[0]; i++) {
    char pattern[32];
    snprintf(pattern, sizeof pattern, "\"%s\"", known[i]);
    if (!strstr(answers, pattern)) continue;
    size_t length = strlen(words);
    snprintf(words + length, size - length, "%s%s", length ? " " : "", known[i]);
  }
}

static void ask_size(const struct request *request, const char *more) {
  static char page[1024], words[128];
  if (!strstr(request->line, "\"inputResponses\"")) return form(request);
  told(request, words, sizeof words);
  snprintf(page, sizeof page,
           "{\"title\":\"Told\",\"body\":[{\"type\":\"text\",\"text\":\"told %s\"}]}", words);
  answer(request, page, more);
}

// Says so often that it is at work, and then is done.
static void progress(const struct request *request, int count) {
  const char *token = strstr(request->line, "\"progressToken\":");
  if (!token) return answer(request, plain_page, NULL);
  token += strlen("\"progressToken\":");
  for (int i = 1; i <= count; i++) {
    struct text line = {room, 0, sizeof room};
    add(&line,
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{"
        "\"progressToken\":%.*s,\"progress\":%d,\"total\":%d,\"message\":\"step %d\"}}\n",
        (int)strspn(token, "0123456789"), token, i, count, i);
    put_text(&line);
  }
  answer(request, plain_page, NULL);
}

int do_ask_deed(const struct request *request) {
  if (strcmp(request->deed, "askSize") == 0) return ask_size(request, NULL), 1;
  if (strcmp(request->deed, "askAndKeep") == 0)
    return ask_size(request, ",\"state\":{\"kept\":true}"), 1;
  if (strcmp(request->deed, "askEight") == 0) return forms(request, 8), 1;
  if (strcmp(request->deed, "askNine") == 0) return forms(request, 9), 1;
  if (strcmp(request->deed, "progressFifty") == 0) return progress(request, 50), 1;
  if (strcmp(request->deed, "progressFiftyOne") == 0) return progress(request, 51), 1;
  if (strcmp(request->deed, "progress") == 0) return progress(request, 3), 1;
  if (strcmp(request->deed, "muchProgress") == 0) return progress(request, 500), 1;
  return 0;
}
