// The least a durable service can do behind the same socket: takes each line that comes, appends
// one record a request to a file, calls fdatasync once for everything that has come meanwhile and
// only then answers. It keeps no balance, no key and no index.
//
// Usage: journal-server SOCKET FILE RECORD_BYTES
// Prints "ready" once it listens and serves until it is killed.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum {
  MAXIMUM_CLIENTS = 1024,
  INPUT_BYTES = 1 << 16,
  OUTPUT_BYTES = 1 << 14,
  ANSWER_BYTES = 160,
};

struct client {
  size_t filled;
  size_t waiting;
  char input[INPUT_BYTES];
  char output[OUTPUT_BYTES];
};

static struct client *clients[MAXIMUM_CLIENTS];
static char *group;
static size_t group_room;
static size_t group_count;
static size_t record_bytes;
static unsigned long transfers;

static void die(const char *what) {
  perror(what);
  exit(1);
}

// Appends the record of a request, padded to its size, to the group.
static void record(const char *line, size_t count) {
  if (group_count + record_bytes > group_room) {
    group_room = group_room == 0 ? 1 << 18 : group_room * 2;
    group = realloc(group, group_room);
    if (group == NULL) die("group");
  }
  memset(group + group_count, 0, record_bytes);
  memcpy(group + group_count, line, count < record_bytes ? count : record_bytes);
  group_count += record_bytes;
}

static void serve_line(struct client *client, char *line, size_t count) {
  char *id = strstr(line, "\"id\":");
  if (id == NULL || client->waiting + ANSWER_BYTES > OUTPUT_BYTES) die("a request");
  unsigned long long number = strtoull(id + 5, NULL, 10);
  if (strstr(line, "\"wallet.transfer\"") != NULL) {
    record(line, count);
    transfers++;
  }
  client->waiting += (size_t)snprintf(
      client->output + client->waiting, ANSWER_BYTES,
      "{\"jsonrpc\":\"2.0\",\"id\":%llu,\"result\":{\"transfer\":\"t_%lu\",\"balance\":1}}\n",
      number, transfers);
}

// False where the client has gone.
static int take(int socket) {
  struct client *client = clients[socket];
  ssize_t taken =
      read(socket, client->input + client->filled, INPUT_BYTES - client->filled - 1);
  if (taken <= 0) return 0;
  client->filled += (size_t)taken;
  char *start = client->input;
  char *limit = client->input + client->filled;
  for (char *end; (end = memchr(start, '\n', (size_t)(limit - start))) != NULL; start = end + 1) {
    *end = 0;
    serve_line(client, start, (size_t)(end - start));
  }
  client->filled = (size_t)(limit - start);
  memmove(client->input, start, client->filled);
  return 1;
}

static void commit(int file) {
  if (group_count == 0) return;
  if (write(file, group, group_count) != (ssize_t)group_count) die("write");
  if (fdatasync(file) != 0) die("fdatasync");
  group_count = 0;
}

static void answer(int socket) {
  struct client *client = clients[socket];
  if (client == NULL || client->waiting == 0) return;
  if (write(socket, client->output, client->waiting) != (ssize_t)client->waiting) die("answer");
  client->waiting = 0;
}

static int listen_at(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof(address.sun_path)) die(path);
  strcpy(address.sun_path, path);
  int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
      listen(listener, MAXIMUM_CLIENTS) != 0) {
    die(path);
  }
  return listener;
}

static void watch(int poll, int descriptor) {
  struct epoll_event interest = {.events = EPOLLIN, .data.fd = descriptor};
  if (epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &interest) != 0) die("epoll");
}

static void accept_one(int poll, int listener) {
  int socket = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
  if (socket < 0 || socket >= MAXIMUM_CLIENTS) die("accept");
  clients[socket] = calloc(1, sizeof(struct client));
  if (clients[socket] == NULL) die("client");
  watch(poll, socket);
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: journal-server SOCKET FILE RECORD_BYTES\n");
    return 2;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  record_bytes = strtoul(arguments[3], NULL, 10);
  int file = open(arguments[2], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0 || record_bytes == 0) die(arguments[2]);
  int poll = epoll_create1(EPOLL_CLOEXEC);
  if (poll < 0) die("epoll");
  int listener = listen_at(arguments[1]);
  watch(poll, listener);
  printf("ready\n");
  fflush(stdout);
  for (;;) {
    struct epoll_event events[MAXIMUM_CLIENTS];
    int ready = epoll_wait(poll, events, MAXIMUM_CLIENTS, -1);
    if (ready < 0 && errno != EINTR) die("epoll");
    for (int index = 0; index < ready; index++) {
      int socket = events[index].data.fd;
      if (socket == listener) {
        accept_one(poll, listener);
      } else if (!take(socket)) {
        close(socket);
        free(clients[socket]);
        clients[socket] = NULL;
      }
    }
    commit(file);
    for (int index = 0; index < ready; index++) answer(events[index].data.fd);
  }
}
