// Deeds in effects: lies about money, what was never declared, and too much of everything.
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char room[2 << 20];

#define BILL(key, lines)                                                                        \
  "{\"effect\":\"bill\",\"key\":\"" key "\",\"currency\":\"KRW\",\"payers\":\"viewer\"," \
  "\"expiresSeconds\":900,\"lines\":[" lines "]}"
#define LINE(id, quantity, amount)                                                               \
  "{\"id\":\"" id "\",\"title\":\"Thing\",\"quantity\":" quantity ",\"unitAmount\":" amount "}"
#define PUT(key) "{\"effect\":\"put\",\"collection\":\"c\",\"key\":\"" key "\",\"value\":1}"
#define PERSON "aaaaaaaaaaaaaaaaaaaaaaaaaa"

// Each changes the state too, so that a refused effect shows whether anything was kept.
static const struct {
  const char *name, *effects;
} deeds[] = {
    {"lie", BILL("lie", LINE("1", "1", "9000"))},
    {"keep", ""},
    {"hold", "{\"effect\":\"bill\",\"key\":\"hold\",\"currency\":\"KRW\",\"payers\":\"viewer\","
             "\"expiresSeconds\":900,\"holdSeconds\":1,\"lines\":[" LINE("1", "1", "9000") "]}"},
    {"capture", "{\"effect\":\"capture\",\"key\":\"hold\"}"},
    {"negative", BILL("n", LINE("1", "1", "-5"))},
    {"nothing", BILL("z", LINE("1", "1", "0"))},
    {"noLines", BILL("e", "")},
    {"tooMany", BILL("q", LINE("1", "10000", "1"))},
    {"overflow", BILL("o", LINE("1", "9999", "1000000000000") "," LINE("2", "9999",
                                                                      "1000000000000"))},
    {"beyond", BILL("b", LINE("1", "1", "1000000000000") "," LINE("2", "1", "1"))},
    {"fraction", BILL("f", LINE("1", "1", "0.5"))},
    {"euros", "{\"effect\":\"bill\",\"key\":\"u\",\"currency\":\"EUR\",\"payers\":\"viewer\","
              "\"lines\":[" LINE("1", "1", "1") "]}"},
    {"everybody", "{\"effect\":\"bill\",\"key\":\"v\",\"currency\":\"KRW\",\"payers\":\"everyone\","
                  "\"lines\":[" LINE("1", "1", "1") "]}"},
    {"sameKey", BILL("s", LINE("1", "1", "1")) "," BILL("s", LINE("1", "1", "2"))},
    {"ownPayee", "{\"effect\":\"bill\",\"key\":\"w\",\"currency\":\"KRW\",\"payers\":\"viewer\","
                 "\"payee\":\"p_me\",\"lines\":[" LINE("1", "1", "1") "]}"},
    {"otherOwner", BILL("x", "{\"id\":\"1\",\"title\":\"T\",\"quantity\":1,\"unitAmount\":1,"
                             "\"owner\":\"" PERSON "\"}")},
    {"refundNothing",
     "{\"effect\":\"refund\",\"key\":\"none\",\"amount\":1000,\"reason\":\"mine\"}"},
    {"halfGood", BILL("h", LINE("1", "1", "1000")) ",{\"effect\":\"refund\",\"key\":\"none\","
                                                   "\"amount\":1,\"reason\":\"r\"}"},
    {"records", PUT("k")},
    {"inbox", "{\"effect\":\"notify\",\"person\":\"" PERSON "\",\"template\":\"t\",\"key\":\"k\","
              "\"text\":\"Win\"}"},
    {"collect", "{\"effect\":\"collect\",\"receipt\":\"r\",\"shares\":[{\"person\":\"" PERSON
                "\",\"amount\":5}]}"},
    {"grant", "{\"effect\":\"grantMyself\",\"amount\":1000000}"},
    {"timer", "{\"effect\":\"timer\",\"key\":\"t\",\"afterSeconds\":1,\"feature\":\"act\"}"},
};

static void state_of(const struct request *request, int kilobytes) {
  struct text more = {room, 0, sizeof room};
  add(&more, ",\"state\":{\"big\":\"");
  for (int i = 0; i < kilobytes; i++) {
    repeat(&more, "0123456789abcdef0123456789abcdef", 32);
  }
  add(&more, "\"}");
  answer(request, plain_page, room);
}

static void many(const struct request *request, int count) {
  struct text more = {room, 0, sizeof room};
  add(&more, ",\"state\":{\"kept\":true},\"effects\":[");
  for (int i = 0; i < count; i++) {
    add(&more, "%s{\"effect\":\"cancelTimer\",\"key\":\"t%d\"}", i ? "," : "", i);
  }
  add(&more, "]");
  answer(request, plain_page, room);
}

// Shows which call it was told this is, and keeps it: `c_… attempt 2`.
static void tell(const struct request *request, const char *name, int length, int attempt) {
  static char page[512], more[256];
  snprintf(page, sizeof page,
           "{\"title\":\"Told\",\"body\":[{\"type\":\"text\",\"text\":\"%.*s attempt %d\"}]}",
           length, name, attempt);
  snprintf(more, sizeof more, ",\"state\":{\"call\":\"%.*s\",\"attempt\":%d}", length, name,
           attempt);
  answer(request, page, more);
}

// Deeds about a call's identity; the first attempt may come to nothing.
static int do_identity_deed(const struct request *request) {
  int crashes = strcmp(request->deed, "crashFirst") == 0;
  int hangs = strcmp(request->deed, "hangFirst") == 0;
  if (!crashes && !hangs && strcmp(request->deed, "tell") != 0) return 0;
  const char *call = strstr(request->line, "\"app.madang/call\":{");
  const char *name = call ? strstr(call, "\"id\":\"c_") : NULL;
  const char *attempt = call ? strstr(call, "\"attempt\":") : NULL;
  if (!name || !attempt) _exit(3);
  name += strlen("\"id\":\"");
  int number = atoi(attempt + strlen("\"attempt\":"));
  if (number == 1 && crashes) abort();
  if (number == 1 && hangs) return 1;  // Never answered.
  tell(request, name, (int)strcspn(name, "\""), number);
  return 1;
}

int do_effect_deed(const struct request *request) {
  for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
    if (strcmp(request->deed, deeds[i].name) != 0) continue;
    struct text more = {room, 0, sizeof room};
    add(&more, ",\"state\":{\"kept\":true},\"effects\":[%s]", deeds[i].effects);
    answer(request, plain_page, room);
    return 1;
  }
  if (do_identity_deed(request)) return 1;
  if (strcmp(request->deed, "stateWithin") == 0) return state_of(request, 255), 1;
  if (strcmp(request->deed, "stateOver") == 0) return state_of(request, 257), 1;
  if (strcmp(request->deed, "effectsAtLimit") == 0) return many(request, 64), 1;
  if (strcmp(request->deed, "effectsOver") == 0) return many(request, 65), 1;
  return 0;
}
