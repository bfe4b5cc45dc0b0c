// Deeds that are no fault: reading the collection `stock`, whose answer goes by the name `stock`,
// also where it came before it was asked for; and writing to it.
#include "program.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

// How long a call that gives others time takes, in milliseconds.
enum { SLOW_MILLISECONDS = 1500 };

static char room[64 << 10];

static void ask(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"input_required\","
      "\"requestState\":\"read\",\"inputRequests\":{\"stock\":{\"method\":\"app.madang/query\","
      "\"params\":{\"collection\":\"stock\"}}}}}\n",
      request->id);
  put_text(&line);
}

// The answer to the read as it stands in the line, with single quotes; nothing where none came.
static const char *stock(const struct request *request, char *words, size_t size) {
  const char *answers = strstr(request->line, "\"inputResponses\":{\"stock\":{\"rows\":[");
  if (!answers) return NULL;
  answers = strchr(answers, '[');
  size_t length = strcspn(answers, "]") + 1;
  if (length >= size) length = size - 1;
  for (size_t i = 0; i < length; i++) words[i] = answers[i] == '"' ? '\'' : answers[i];
  words[length] = 0;
  return words;
}

// Shows how the answer came, or that it is not to be told, in which attempt, and what it says.
static void show(const struct request *request, const char *how, int slow, const char *more) {
  static char page[2048], words[1024];
  if (!stock(request, words, sizeof words)) return ask(request);
  const char *attempt = strstr(request->line, "\"attempt\":");
  int number = attempt ? attempt[strlen("\"attempt\":")] - '0' : 0;
  if (slow && number == 1) poll(NULL, 0, SLOW_MILLISECONDS);
  snprintf(page, sizeof page,
           "{\"title\":\"Read\",\"body\":[{\"type\":\"text\",\"text\":\"%s %d %s\"}]}",
           how ? how : strstr(request->line, "\"requestState\"") ? "asked" : "ahead", number,
           words);
  answer(request, page, more);
}

// Reads nothing, and says so of what came unasked.
static void ignore(const struct request *request) {
  static char page[512];
  int came = strstr(request->line, "\"inputResponses\"") != NULL;
  struct text line = {room, 0, sizeof room};
  snprintf(page, sizeof page,
           "{\"title\":\"Read\",\"body\":[{\"type\":\"text\",\"text\":\"ignored %d\"}]}", came);
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"complete\",\"content\":[],"
      "\"_meta\":{\"app.madang/result\":{\"page\":%s}%s}}}\n",
      request->id, page, came ? ",\"app.madang/unread\":[\"stock\"]" : "");
  put_text(&line);
}

#define PUT(value)                                                                              \
  ",\"state\":{\"put\":" value "},\"effects\":[{\"effect\":\"put\",\"collection\":\"stock\"," \
  "\"key\":\"cola\",\"value\":" value "}]"

int do_read_deed(const struct request *request) {
  if (strcmp(request->deed, "read") == 0) return show(request, NULL, 0, NULL), 1;
  if (strcmp(request->deed, "readRows") == 0) return show(request, "rows", 0, NULL), 1;
  if (strcmp(request->deed, "readSlowly") == 0)
    return show(request, NULL, 1, ",\"state\":{\"read\":true}"), 1;
  if (strcmp(request->deed, "readNothing") == 0) return ignore(request), 1;
  if (strcmp(request->deed, "putOne") == 0) return answer(request, plain_page, PUT("1")), 1;
  if (strcmp(request->deed, "putTwo") == 0) return answer(request, plain_page, PUT("2")), 1;
  return 0;
}
