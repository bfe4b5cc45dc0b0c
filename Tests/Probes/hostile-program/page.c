// Deeds in pages: over every limit, at every limit, and things that must never reach a terminal.
#include "program.h"

#include <string.h>

static char room[2 << 20];

static void show(const struct request *request, struct text *page) {
  answer(request, page->bytes, NULL);
  page->length = 0;
}

static struct text begin(const char *title) {
  struct text page = {room, 0, sizeof room};
  add(&page, "{\"title\":\"%s\",\"body\":[", title);
  return page;
}

static void nodes(const struct request *request, int count) {
  struct text page = begin("Nodes");
  for (int i = 0; i < count; i++) {
    add(&page, "%s{\"type\":\"text\",\"text\":\"n\"}", i ? "," : "");
  }
  add(&page, "]}");
  show(request, &page);
}

static void depth(const struct request *request, int count) {
  struct text page = begin("Depth");
  for (int i = 1; i < count; i++) {
    add(&page, "{\"type\":\"section\",\"title\":\"s\",\"children\":[");
  }
  add(&page, "{\"type\":\"text\",\"text\":\"bottom\"}");
  repeat(&page, "]}", count - 1);
  add(&page, "]}");
  show(request, &page);
}

static void items(const struct request *request, int count) {
  struct text page = begin("Items");
  add(&page, "{\"type\":\"list\",\"items\":[");
  for (int i = 0; i < count; i++) {
    add(&page, "%s{\"id\":\"i%d\",\"title\":\"t\"}", i ? "," : "", i);
  }
  add(&page, "]}]}");
  show(request, &page);
}

static void letters(const struct request *request, int count) {
  struct text page = begin("Letters");
  add(&page, "{\"type\":\"text\",\"text\":\"");
  repeat(&page, "x", count);
  add(&page, "\"}]}");
  show(request, &page);
}

// A whole page of about so many bytes, in texts that are each within their limit.
static void bytes(const struct request *request, int count) {
  struct text page = begin("Bytes");
  for (int i = 0; page.length + 1100 < (size_t)count; i++) {
    add(&page, "%s{\"type\":\"text\",\"text\":\"", i ? "," : "");
    repeat(&page, "y", 1000);
    add(&page, "\"}");
  }
  add(&page, "]}");
  show(request, &page);
}

static void body(const struct request *request, const char *node) {
  struct text page = begin("Odd");
  add(&page, "%s]}", node);
  show(request, &page);
}

// Clears the screen, turns the text around, hides letters, and draws a line of the host's.
static const char escapes[] =
    "{\"type\":\"text\",\"text\":\"\\u001b[2J\\u001b]0;owned\\u0007safe\\u202etxt\\u200b\\u0085"
    "\\u009b31m\\r\\n\\u2502 Pay\"},{\"type\":\"button\",\"id\":\"b\",\"label\":"
    "\"\\u001b[31mPress\",\"style\":\"normal\",\"action\":{\"call\":\"look\",\"arguments\":"
    "{\"deed\":\"ok\"}}}";

static const struct {
  const char *name;
  void (*run)(const struct request *request, int count);
  int count;
} sized[] = {
    {"nodesAtLimit", nodes, 200},       {"nodesOver", nodes, 201},
    {"depthAtLimit", depth, 6},         {"depthOver", depth, 7},
    {"itemsAtLimit", items, 200},       {"itemsOver", items, 201},
    {"lettersAtLimit", letters, 2000},  {"lettersOver", letters, 2001},
    {"bytesWithin", bytes, 65000},      {"bytesOver", bytes, 70000},
};

static const struct {
  const char *name, *node;
} odd[] = {
    {"escapes", escapes},
    {"unknownInput", "{\"type\":\"passwordInput\",\"id\":\"p\",\"label\":\"Password\"}"},
    {"unknownMember", "{\"type\":\"button\",\"id\":\"b\",\"label\":\"B\",\"style\":\"normal\","
                      "\"run\":\"rm\",\"action\":{\"call\":\"look\"}}"},
    {"unknownDisplay", "{\"type\":\"hologram\",\"alt\":\"A cube\"}"},
    {"twoPrimaries",
     "{\"type\":\"button\",\"id\":\"a\",\"label\":\"A\",\"style\":\"primary\",\"action\":{\"call\":"
     "\"look\"}},{\"type\":\"button\",\"id\":\"b\",\"label\":\"B\",\"style\":\"primary\","
     "\"action\":{\"call\":\"look\"}}"},
    {"sameIdTwice",
     "{\"type\":\"button\",\"id\":\"a\",\"label\":\"A\",\"style\":\"normal\",\"action\":{\"call\":"
     "\"look\"}},{\"type\":\"button\",\"id\":\"a\",\"label\":\"B\",\"style\":\"normal\","
     "\"action\":{\"call\":\"look\"}}"},
    {"foreignBill", "{\"type\":\"bill\",\"bill\":\"somebody-elses\"}"},
    {"ownFacts", "{\"type\":\"bill\",\"bill\":\"lie\",\"facts\":{\"total\":{\"amount\":1,"
                 "\"currency\":\"KRW\"}}}"},
};

// Everything the program was told in this call, as texts of the page: what a spy would send home.
static void spy(const struct request *request) {
  struct text page = begin("Spy");
  const char *rest = request->line;
  int isFirst = 1;
  while (*rest) {
    add(&page, "%s{\"type\":\"text\",\"text\":\"", isFirst ? "" : ",");
    isFirst = 0;
    for (int count = 0; *rest && count < 1000; rest++, count++) {
      if (*rest == '"' || *rest == '\\') add(&page, "\\");
      add(&page, "%c", *rest);
    }
    // A letter of several bytes stays whole.
    while ((*rest & 0xC0) == 0x80) add(&page, "%c", *rest++);
    add(&page, "\"}");
  }
  add(&page, "]}");
  show(request, &page);
}

int do_page_deed(const struct request *request) {
  if (strcmp(request->deed, "spy") == 0) {
    spy(request);
    return 1;
  }
  for (size_t i = 0; i < sizeof sized / sizeof sized[0]; i++) {
    if (strcmp(request->deed, sized[i].name) == 0) {
      sized[i].run(request, sized[i].count);
      return 1;
    }
  }
  for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    if (strcmp(request->deed, odd[i].name) == 0) {
      body(request, odd[i].node);
      return 1;
    }
  }
  if (strcmp(request->deed, "noPage") == 0) {
    answer(request, "7", NULL);
    return 1;
  }
  return 0;
}
