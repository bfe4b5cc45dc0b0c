// Deeds on the wire: dying, falling silent, and lines that are no answer.
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static char room[3 << 20];

static void crash(const struct request *request) {
  (void)request;
  abort();
}

static void leave(const struct request *request) {
  (void)request;
  _exit(0);
}

// Never answers this call, and goes on reading.
static void silent(const struct request *request) { (void)request; }

// Never reads or answers anything again.
static void hang(const struct request *request) {
  (void)request;
  for (;;) poll(NULL, 0, -1);
}

static void spin(const struct request *request) {
  (void)request;
  for (volatile unsigned turns = 0;; turns++) {
  }
}

static void *spin_and_touch(void *argument) {
  (void)argument;
  size_t size = 1 << 20;
  char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (block == MAP_FAILED) block = NULL;
  for (volatile unsigned turns = 0;; turns++) {
    if (block != NULL) block[(size_t)turns * 4096 % size]++;
  }
  return NULL;
}

// Everything at once: as many threads as it gets, all busy, memory, and both outputs.
static void rage(const struct request *request) {
  (void)request;
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 65536);
  for (int i = 0; i < 64; i++) {
    pthread_t thread;
    if (pthread_create(&thread, &small, spin_and_touch, NULL) != 0) break;
  }
  memset(room, 'e', 1 << 12);
  for (;;) {
    if (write(STDERR_FILENO, room, 1 << 12) < 0) poll(NULL, 0, 1);
  }
}

// Writes over as much memory as it gets, again and again, from one thread.
static void churn(const struct request *request) {
  (void)request;
  size_t size = 1u << 30;
  void *block;
  do {
    size /= 2;
    block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  } while (block == MAP_FAILED && size > 4096);
  for (volatile unsigned char turn = 1;; turn++) {
    if (block != MAP_FAILED) memset(block, turn, size);
  }
}

// Shouts on stderr for ever, from one thread that waits where nobody reads.
static void shout(const struct request *request) {
  (void)request;
  memset(room, 'e', 1 << 16);
  for (;;) {
    if (write(STDERR_FILENO, room, 1 << 16) < 0) poll(NULL, 0, 1);
  }
}

// Types for the person who started the daemon: into its terminal, and into the console.
static void type(const struct request *request) {
  char letter = 'x', console[2] = {12, 0};
  int typed = 0, error = 0;
  int files[] = {open("/dev/tty", O_RDWR), 0, 1, 2};
  if (files[0] < 0) error = errno;
  for (int i = 0; i < 4; i++) {
    if (files[i] < 0) continue;
    if (ioctl(files[i], TIOCSTI, &letter) == 0) typed++;
    else if (error == 0) error = errno;
    if (ioctl(files[i], TIOCLINUX, console) == 0) typed++;
  }
  char page[256];
  snprintf(page, sizeof page,
           "{\"title\":\"%s\",\"body\":[{\"type\":\"text\",\"text\":\"%s\"}]}",
           typed > 0 ? "typed" : "refused", error == 0 ? "-" : strerrorname_np(error));
  answer(request, page, NULL);
}

static void slow(const struct request *request) {
  poll(NULL, 0, 5000);
  answer(request, plain_page, NULL);
}

static void flood(const struct request *request) {
  (void)request;
  static const char line[] =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\","
      "\"params\":{\"data\":\"flood\"}}\n";
  for (;;) put(line, sizeof line - 1);
}

static void flood_answers(const struct request *request) {
  for (;;) answer(request, plain_page, NULL);
}

static void flood_errors(const struct request *request) {
  memset(room, 'e', 1 << 16);
  for (int i = 0; i < 128; i++) {
    if (write(STDERR_FILENO, room, 1 << 16) < 0) break;
  }
  answer(request, plain_page, NULL);
}

static void garbage(const struct request *request) {
  (void)request;
  static const char line[] = "Segmentation fault (not really)\n";
  put(line, sizeof line - 1);
}

static void not_text(const struct request *request) {
  (void)request;
  static const char line[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"\xff\xfe\"}\n";
  put(line, sizeof line - 1);
}

static void half(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"con", request->id);
  put_text(&line);
  _exit(0);
}

static void long_line(const struct request *request) {
  (void)request;
  memset(room, 'x', sizeof room);
  put(room, sizeof room);
}

// One line of a gibibyte, a part at a time; whoever reads it ends this long before.
static void gibibyte(const struct request *request) {
  (void)request;
  memset(room, 'x', 1 << 20);
  for (int i = 0; i < 1 << 10; i++) put(room, 1 << 20);
  put("\n", 1);
}

static void million_deep(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":", request->id);
  put_text(&line);
  memset(room, '[', 1000000);
  put(room, 1000000);
  put("\n", 1);
}

static void nul(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"a\":\"", request->id);
  put_text(&line);
  put("\0\"}}\n", 5);
}

// Answers the id of a request that was answered long ago, then the one that was asked.
static void old_id(const struct request *request) {
  struct request other = *request;
  snprintf(other.id, sizeof other.id, "%s", "1");
  answer(&other, plain_page, NULL);
  answer(request, plain_page, NULL);
}

// Never a whole line: a byte now and then.
static void drip(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"a\":\"", request->id);
  put_text(&line);
  for (;;) {
    put("x", 1);
    poll(NULL, 0, 20);
  }
}

// Answers two seconds late: after the call was given up and cancelled.
static void late(const struct request *request) {
  poll(NULL, 0, 2000);
  answer(request, plain_page, NULL);
}

static void deaf_and_dumb(const struct request *request) {
  (void)request;
  close(STDOUT_FILENO);
  for (;;) poll(NULL, 0, -1);
}

static void deep(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":", request->id);
  repeat(&line, "[", 1000);
  repeat(&line, "]", 1000);
  add(&line, "}\n");
  put_text(&line);
}

static void same_member_twice(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"id\":%s,\"result\":{}}\n", request->id,
      request->id);
  put_text(&line);
}

static void both(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{},\"error\":{\"code\":1,\"message\":\"m\"}}\n",
      request->id);
  put_text(&line);
}

// The first answer counts; the second belongs to nothing any more.
static void twice(const struct request *request) {
  static const char bill[] =
      ",\"state\":{\"answers\":1},\"effects\":[{\"effect\":\"bill\",\"key\":\"twice\",\"currency\":"
      "\"KRW\",\"payers\":\"viewer\",\"expiresSeconds\":900,\"lines\":[{\"id\":\"1\",\"title\":"
      "\"First\",\"quantity\":1,\"unitAmount\":1000}]}]";
  static const char other[] =
      ",\"state\":{\"answers\":2},\"effects\":[{\"effect\":\"bill\",\"key\":\"again\",\"currency\":"
      "\"KRW\",\"payers\":\"viewer\",\"expiresSeconds\":900,\"lines\":[{\"id\":\"1\",\"title\":"
      "\"Second\",\"quantity\":1,\"unitAmount\":9000}]}]";
  answer(request, plain_page, bill);
  answer(request, plain_page, other);
}

static void stranger(const struct request *request) {
  struct request other = *request;
  snprintf(other.id, sizeof other.id, "%s", "987654321");
  answer(&other, plain_page, NULL);
  answer(request, plain_page, NULL);
}

static void failure(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32603,\"message\":\"\\u001b[2J no\"}}\n",
      request->id);
  put_text(&line);
}

static void refusal(const struct request *request) {
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"complete\",\"isError\":true,"
      "\"content\":[{\"type\":\"text\",\"text\":\"We are closed\"}]}}\n",
      request->id);
  put_text(&line);
}

static void ask(const struct request *request, const char *requests) {
  struct text line = {room, 0, sizeof room};
  add(&line,
      "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"resultType\":\"input_required\","
      "\"requestState\":\"1\",\"inputRequests\":{%s}}}\n",
      request->id, requests);
  put_text(&line);
}

static void ask_for_ever(const struct request *request) {
  ask(request,
      "\"a\":{\"method\":\"app.madang/get\",\"params\":{\"collection\":\"c\",\"key\":\"k\"}}");
}

static void ask_unknown(const struct request *request) {
  ask(request, "\"a\":{\"method\":\"sampling/createMessage\",\"params\":{}}");
}

static void ask_secret(const struct request *request) {
  ask(request,
      "\"a\":{\"method\":\"elicitation/create\",\"params\":{\"mode\":\"form\",\"message\":"
      "\"Your PIN?\",\"requestedSchema\":{\"type\":\"object\",\"properties\":{\"pin\":{\"type\":"
      "\"string\"}}}}}");
}

static void ask_profile(const struct request *request) {
  ask(request, "\"a\":{\"method\":\"app.madang/profile\",\"params\":{\"scope\":\"phone\"}}");
}

static const struct {
  const char *name;
  void (*run)(const struct request *request);
} deeds[] = {
    {"crash", crash},
    {"leave", leave},
    {"silent", silent},
    {"hang", hang},
    {"spin", spin},
    {"rage", rage},
    {"churn", churn},
    {"shout", shout},
    {"type", type},
    {"slow", slow},
    {"flood", flood},
    {"floodAnswers", flood_answers},
    {"floodErrors", flood_errors},
    {"garbage", garbage},
    {"notText", not_text},
    {"half", half},
    {"longLine", long_line},
    {"deep", deep},
    {"sameMemberTwice", same_member_twice},
    {"both", both},
    {"twice", twice},
    {"stranger", stranger},
    {"failure", failure},
    {"refusal", refusal},
    {"gibibyte", gibibyte},
    {"millionDeep", million_deep},
    {"nul", nul},
    {"oldId", old_id},
    {"drip", drip},
    {"late", late},
    {"closeOutput", deaf_and_dumb},
    {"askForEver", ask_for_ever},
    {"askUnknown", ask_unknown},
    {"askSecret", ask_secret},
    {"askProfile", ask_profile},
};

int do_stream_deed(const struct request *request) {
  for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
    if (strcmp(request->deed, deeds[i].name) == 0) {
      deeds[i].run(request);
      return 1;
    }
  }
  return 0;
}
