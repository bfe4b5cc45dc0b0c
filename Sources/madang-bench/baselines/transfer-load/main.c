// A load generator for the client protocol: many connections in one thread, each with a number of
// transfers under way, so that it is never what is measured.
//
// Usage: transfer-load SOCKET PEOPLE CLIENTS IN_FLIGHT SECONDS SHAPE TAG
//   PEOPLE  a file of lines "token person"; the first CLIENTS of them pay
//   SHAPE   spread (anybody), each (everybody once, whatever SECONDS says), or the number of the
//           line that everybody pays
//   TAG     makes the keys of this run new
// Prints one line of JSON: transfers per second, their times in microseconds, and how many.

#define _GNU_SOURCE
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "../measuring.h"

enum {
  MAXIMUM_CLIENTS = 1024,
  MAXIMUM_IN_FLIGHT = 64,
  NAME_BYTES = 64,
  BUFFER_BYTES = 1 << 16,
  REQUEST_BYTES = 384,
};

struct client {
  int socket;
  uint64_t started[MAXIMUM_IN_FLIGHT];
  uint64_t last;
  unsigned in_flight;
  size_t filled;
  char input[BUFFER_BYTES];
  size_t waiting;
  char output[MAXIMUM_IN_FLIGHT * REQUEST_BYTES];
};

struct person {
  char token[NAME_BYTES];
  char name[NAME_BYTES];
};

static struct person *people;
static size_t people_count;
static struct client *clients;
static unsigned client_count;
static unsigned depth;
static const char *tag;
// The line everybody pays, or -1 for anybody, or -2 for everybody once.
static long payee;
static size_t next_payee;
static uint64_t random_state = 42;
static uint64_t refused;

// Steele, Lea, Flood: SplitMix64; the seed is fixed, so that every run pays the same people.
static uint64_t next_random(void) {
  uint64_t mixed = random_state += 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

static void load_people(const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) die(path);
  size_t room = 0;
  struct person one;
  while (fscanf(file, "%63s %63s", one.token, one.name) == 2) {
    if (people_count == room) {
      room = room == 0 ? 1024 : room * 2;
      people = realloc(people, room * sizeof(struct person));
      if (people == NULL) die("people");
    }
    people[people_count++] = one;
  }
  fclose(file);
}

// Connects and says hello; what the daemon answers must be a result.
static void greet(struct client *client, const char *path, const char *token) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof(address.sun_path)) die("the path is too long");
  strcpy(address.sun_path, path);
  client->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (client->socket < 0) die("socket");
  if (connect(client->socket, (struct sockaddr *)&address, sizeof(address)) != 0) die(path);
  char line[REQUEST_BYTES];
  int count = snprintf(line, sizeof(line),
                       "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"hello\",\"params\":"
                       "{\"protocol\":1,\"device\":\"%s\"}}\n",
                       token);
  write_all(client->socket, line, (size_t)count);
  for (;;) {
    ssize_t taken = read(client->socket, client->input + client->filled,
                         BUFFER_BYTES - client->filled);
    if (taken <= 0) die("hello");
    client->filled += (size_t)taken;
    char *end = memchr(client->input, '\n', client->filled);
    if (end == NULL) continue;
    *end = 0;
    if (strstr(client->input, "\"result\"") == NULL) {
      fprintf(stderr, "transfer-load: hello: %s\n", client->input);
      exit(1);
    }
    client->filled = 0;
    return;
  }
}

static size_t choose_payee(unsigned payer) {
  if (payee >= 0) return (size_t)payee;
  if (payee == -2) return next_payee++;
  size_t chosen = next_random() % (people_count - 1);
  return chosen >= payer ? chosen + 1 : chosen;
}

static bool is_exhausted(void) { return payee == -2 && next_payee >= people_count; }

// Puts one transfer into the output; its number names the slot that remembers when it began.
static void pay(unsigned index) {
  struct client *client = &clients[index];
  if (payee == -2 && next_payee == index) next_payee++;
  if (is_exhausted()) return;
  uint64_t number = ++client->last;
  client->waiting += (size_t)snprintf(
      client->output + client->waiting, REQUEST_BYTES,
      "{\"jsonrpc\":\"2.0\",\"id\":%llu,\"method\":\"wallet.transfer\",\"params\":"
      "{\"key\":\"%s-%04u-%010llu\",\"to\":\"%s\",\"amount\":1,\"currency\":\"KRW\"}}\n",
      (unsigned long long)number, tag, index, (unsigned long long)number,
      people[choose_payee(index)].name);
  client->started[number % depth] = nanoseconds();
  client->in_flight++;
}

static void flush(struct client *client) {
  if (client->waiting == 0) return;
  write_all(client->socket, client->output, client->waiting);
  client->waiting = 0;
}

// Takes one line; a line with a method is a notification and answers nothing.
static void take(struct client *client, char *line, uint64_t now) {
  if (strstr(line, "\"method\":") != NULL) return;
  char *id = strstr(line, "\"id\":");
  if (id == NULL || client->in_flight == 0) {
    fprintf(stderr, "transfer-load: an answer nobody asked for: %s\n", line);
    exit(1);
  }
  client->in_flight--;
  if (strstr(line, "\"result\":") == NULL) {
    if (refused++ == 0) fprintf(stderr, "transfer-load: %s\n", line);
    return;
  }
  keep(now - client->started[strtoull(id + 5, NULL, 10) % depth]);
}

static void serve(unsigned index, bool goes_on) {
  struct client *client = &clients[index];
  ssize_t taken = read(client->socket, client->input + client->filled,
                       BUFFER_BYTES - client->filled - 1);
  if (taken < 0 && errno == EINTR) return;
  if (taken <= 0) die("the daemon has closed a connection");
  client->filled += (size_t)taken;
  uint64_t now = nanoseconds();
  char *start = client->input;
  char *limit = client->input + client->filled;
  for (char *end; (end = memchr(start, '\n', (size_t)(limit - start))) != NULL; start = end + 1) {
    *end = 0;
    take(client, start, now);
  }
  client->filled = (size_t)(limit - start);
  if (client->filled == BUFFER_BYTES - 1) die("a line is too long");
  memmove(client->input, start, client->filled);
  while (goes_on && client->in_flight < depth && !is_exhausted()) pay(index);
  flush(client);
}

static void run(double seconds) {
  int poll = epoll_create1(EPOLL_CLOEXEC);
  if (poll < 0) die("epoll");
  uint64_t start = nanoseconds();
  uint64_t end = payee == -2 ? UINT64_MAX : start + (uint64_t)(seconds * 1e9);
  for (unsigned index = 0; index < client_count; index++) {
    struct epoll_event interest = {.events = EPOLLIN, .data.u32 = index};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, clients[index].socket, &interest) != 0) die("epoll");
    while (clients[index].in_flight < depth && !is_exhausted()) pay(index);
    flush(&clients[index]);
  }
  bool goes_on = true;
  for (unsigned in_flight = 1; in_flight > 0;) {
    struct epoll_event events[MAXIMUM_CLIENTS];
    int count = epoll_wait(poll, events, MAXIMUM_CLIENTS, -1);
    if (count < 0 && errno != EINTR) die("epoll");
    goes_on = goes_on && nanoseconds() < end;
    for (int index = 0; index < count; index++) serve(events[index].data.u32, goes_on);
    in_flight = 0;
    for (unsigned index = 0; index < client_count; index++) in_flight += clients[index].in_flight;
  }
  double elapsed = (double)(nanoseconds() - start) / 1e9;
  printf("{\"perSecond\":%.0f,", (double)kept_count / elapsed);
  print_times();
  printf(",\"transfers\":%zu,\"refused\":%llu}\n", kept_count, (unsigned long long)refused);
}

int main(int count, char **arguments) {
  if (count != 8) {
    fprintf(stderr,
            "usage: transfer-load SOCKET PEOPLE CLIENTS IN_FLIGHT SECONDS SHAPE TAG\n");
    return 2;
  }
  load_people(arguments[2]);
  client_count = (unsigned)strtoul(arguments[3], NULL, 10);
  depth = (unsigned)strtoul(arguments[4], NULL, 10);
  if (strcmp(arguments[6], "spread") == 0) {
    payee = -1;
  } else if (strcmp(arguments[6], "each") == 0) {
    payee = -2;
  } else {
    payee = strtol(arguments[6], NULL, 10);
  }
  tag = arguments[7];
  if (client_count == 0 || client_count > MAXIMUM_CLIENTS || depth == 0 ||
      depth > MAXIMUM_IN_FLIGHT || client_count >= people_count || payee >= (long)people_count) {
    fprintf(stderr, "transfer-load: a number is out of range\n");
    return 2;
  }
  clients = calloc(client_count, sizeof(struct client));
  if (clients == NULL) die("clients");
  for (unsigned index = 0; index < client_count; index++) {
    greet(&clients[index], arguments[1], people[index].token);
  }
  run(strtod(arguments[5], NULL));
  return refused == 0 ? 0 : 1;
}
