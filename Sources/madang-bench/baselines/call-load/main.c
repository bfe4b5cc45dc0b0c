// A load generator for calls of features: many sessions in one thread, each with one call under way
// at a time, so that it is never what is measured.
//
// Usage: call-load SOCKET SESSIONS SECONDS
//   SESSIONS  a file of lines "token session feature"
// Prints one line of JSON: calls per second, their times in microseconds, and how many.

#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "../measuring.h"

enum { MAXIMUM_SESSIONS = 1024, NAME_BYTES = 96, BUFFER_BYTES = 1 << 18, REQUEST_BYTES = 512 };

struct session {
  char token[NAME_BYTES];
  char name[NAME_BYTES];
  char feature[NAME_BYTES];
  int socket;
  uint64_t started;
  size_t filled;
  char input[BUFFER_BYTES];
};

static struct session *sessions;
static unsigned session_count;

static void load_sessions(const char *path) {
  FILE *file = fopen(path, "r");
  sessions = calloc(MAXIMUM_SESSIONS, sizeof(struct session));
  if (file == NULL || sessions == NULL) die(path);
  struct session *next = sessions;
  while (session_count < MAXIMUM_SESSIONS &&
         fscanf(file, "%95s %95s %95s", next->token, next->name, next->feature) == 3) {
    session_count++;
    next++;
  }
  fclose(file);
}

// Reads until a line is whole; its end becomes a zero. What follows it stays.
static char *line_end(struct session *session) {
  size_t before = session->filled;
  if (before == BUFFER_BYTES) die("a line is too long");
  ssize_t taken = read(session->socket, session->input + before, BUFFER_BYTES - before);
  if (taken < 0 && errno == EINTR) return NULL;
  if (taken <= 0) die("the daemon has closed a connection");
  session->filled += (size_t)taken;
  char *end = memchr(session->input + before, '\n', (size_t)taken);
  if (end != NULL) *end = 0;
  return end;
}

static void drop_line(struct session *session, char *end) {
  size_t length = (size_t)(end + 1 - session->input);
  session->filled -= length;
  memmove(session->input, end + 1, session->filled);
}

static int is_result(const char *line) {
  // The daemon puts the result behind version and id; a page may say anything after that.
  const char *result = strstr(line, "\"result\":");
  return result != NULL && result - line < 64;
}

static void greet(struct session *session, const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof(address.sun_path)) die("the path is too long");
  strcpy(address.sun_path, path);
  session->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (session->socket < 0) die("socket");
  if (connect(session->socket, (struct sockaddr *)&address, sizeof(address)) != 0) die(path);
  char line[REQUEST_BYTES];
  int count = snprintf(line, sizeof(line),
                       "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"hello\",\"params\":"
                       "{\"protocol\":1,\"device\":\"%s\"}}\n",
                       session->token);
  write_all(session->socket, line, (size_t)count);
  char *end;
  while ((end = line_end(session)) == NULL) {
  }
  if (!is_result(session->input)) {
    fprintf(stderr, "call-load: hello: %s\n", session->input);
    exit(1);
  }
  drop_line(session, end);
}

static void call(struct session *session) {
  char line[REQUEST_BYTES];
  int count = snprintf(line, sizeof(line),
                       "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"session.call\",\"params\":"
                       "{\"session\":\"%s\",\"feature\":\"%s\"}}\n",
                       session->name, session->feature);
  session->started = nanoseconds();
  write_all(session->socket, line, (size_t)count);
}

// Takes an answer where it is whole; 1 where the session waits for none any more.
static int serve(struct session *session, int goes_on) {
  char *end = line_end(session);
  if (end == NULL) return 0;
  if (!is_result(session->input)) {
    fprintf(stderr, "call-load: %s\n", session->input);
    exit(1);
  }
  keep(nanoseconds() - session->started);
  drop_line(session, end);
  if (!goes_on) return 1;
  call(session);
  return 0;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: call-load SOCKET SESSIONS SECONDS\n");
    return 2;
  }
  load_sessions(arguments[2]);
  int poll = epoll_create1(EPOLL_CLOEXEC);
  if (poll < 0 || session_count == 0) die("sessions");
  for (unsigned index = 0; index < session_count; index++) {
    greet(&sessions[index], arguments[1]);
    struct epoll_event interest = {.events = EPOLLIN, .data.u32 = index};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, sessions[index].socket, &interest) != 0) die("epoll");
  }
  uint64_t start = nanoseconds();
  uint64_t end = start + (uint64_t)(strtod(arguments[3], NULL) * 1e9);
  for (unsigned index = 0; index < session_count; index++) call(&sessions[index]);
  for (unsigned waiting = session_count; waiting > 0;) {
    struct epoll_event events[MAXIMUM_SESSIONS];
    int ready = epoll_wait(poll, events, MAXIMUM_SESSIONS, -1);
    if (ready < 0 && errno != EINTR) die("epoll");
    int goes_on = nanoseconds() < end;
    for (int index = 0; index < ready; index++) {
      waiting -= (unsigned)serve(&sessions[events[index].data.u32], goes_on);
    }
  }
  double elapsed = (double)(nanoseconds() - start) / 1e9;
  printf("{\"perSecond\":%.1f,", (double)kept_count / elapsed);
  print_times();
  printf(",\"calls\":%zu}\n", kept_count);
  return 0;
}
