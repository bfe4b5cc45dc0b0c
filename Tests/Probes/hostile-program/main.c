#include "program.h"

#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char plain_page[] =
    "{\"title\":\"Plain\",\"body\":[{\"type\":\"text\",\"text\":\"All is well\"},"
    "{\"type\":\"button\",\"id\":\"buy\",\"label\":\"Buy for 1\",\"style\":\"primary\","
    "\"action\":{\"call\":\"act\",\"arguments\":{\"deed\":\"lie\"}}}],"
    "\"refresh\":{\"call\":\"look\",\"arguments\":{\"deed\":\"ok\"}}}";

void put(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t count = write(STDOUT_FILENO, bytes, length);
    if (count <= 0) _exit(1);
    bytes += count;
    length -= (size_t)count;
  }
}

void add(struct text *text, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int room = (int)(text->capacity - text->length);
  int count = vsnprintf(text->bytes + text->length, (size_t)room, format, arguments);
  va_end(arguments);
  if (count < 0 || count >= room) _exit(2);
  text->length += (size_t)count;
}

void repeat(struct text *text, const char *part, int count) {
  for (int i = 0; i < count; i++) add(text, "%s", part);
}

void put_text(struct text *text) {
  put(text->bytes, text->length);
  text->length = 0;
}

void answer(const struct request *request, const char *page, const char *more) {
  static char room[4 << 20];
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"complete\","
      "\"content\":[{\"type\":\"text\",\"text\":\"done\"}],"
      "\"_meta\":{\"app.madang/result\":{\"page\":%s%s}}}}\n",
      request->id, page, more ? more : "");
  put_text(&line);
}

static void discover(const struct request *request) {
  static char room[4096];
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"complete\","
      "\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{},"
      "\"extensions\":{\"app.madang/host\":{\"version\":1,\"readAhead\":true}}},"
      "\"ttlMs\":0,\"cacheScope\":\"public\"}}\n",
      request->id);
  put_text(&line);
}

static void list(const struct request *request) {
  static const char *const names[] = {"open", "act", "look", "paid"};
  static char room[4096];
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"complete\",\"ttlMs\":0,"
      "\"cacheScope\":\"public\",\"tools\":[",
      request->id);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    add(&line, "%s{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\",\"properties\":{"
        "\"deed\":{\"type\":\"string\",\"pattern\":\"^[A-Za-z]+$\"}}}}", i ? "," : "",
        names[i]);
  }
  add(&line, "]}}\n");
  put_text(&line);
}

// The text after `"name":"`, or nothing.
static void member(const char *line, const char *name, char *value, size_t size) {
  char pattern[64];
  snprintf(pattern, sizeof pattern, "\"%s\":\"", name);
  const char *found = strstr(line, pattern);
  value[0] = 0;
  if (!found) return;
  found += strlen(pattern);
  size_t length = strcspn(found, "\"");
  if (length < size) {
    memcpy(value, found, length);
    value[length] = 0;
  }
}

static void handle(const char *line) {
  struct request request = {.line = line};
  const char *id = strstr(line, "\"id\":");
  if (!id) return;  // A notification.
  id += strlen("\"id\":");
  size_t length = strcspn(id, ",}");
  if (length >= sizeof request.id) return;
  memcpy(request.id, id, length);
  if (strstr(line, "\"method\":\"server/discover\"")) return discover(&request);
  if (strstr(line, "\"method\":\"tools/list\"")) return list(&request);
  int is_event = strstr(line, "\"name\":\"paid\"") != NULL;
  member(line, is_event ? "whenPaid" : "deed", request.deed, sizeof request.deed);
  if (!request.deed[0]) member(line, "always", request.deed, sizeof request.deed);
  if (do_stream_deed(&request) || do_page_deed(&request) || do_effect_deed(&request)) return;
  if (do_ask_deed(&request) || do_read_deed(&request)) return;
  answer(&request, plain_page, NULL);
}

int main(void) {
  static char buffer[2 << 20];
  size_t length = 0;
  for (;;) {
    ssize_t count = read(STDIN_FILENO, buffer + length, sizeof buffer - 1 - length);
    if (count <= 0) return 0;
    length += (size_t)count;
    buffer[length] = 0;
    char *start = buffer, *end;
    while ((end = memchr(start, '\n', length - (size_t)(start - buffer)))) {
      *end = 0;
      handle(start);
      start = end + 1;
    }
    length -= (size_t)(start - buffer);
    memmove(buffer, start, length);
  }
}
