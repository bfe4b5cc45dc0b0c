// What the kernel allows: one request and one answer over a unix socket between two processes that
// do nothing else, which is the least a call to a daemon can cost.
//
// With `relay` a third process stands behind the second, at the other end of two pipes, which is
// the least a call through a daemon to a program can cost.
//
// Usage: echo-baseline REQUEST_BYTES ANSWER_BYTES ROUNDS [relay]
// Prints one line of JSON: the time of a round trip in microseconds.

#define _GNU_SOURCE
#include <sys/socket.h>
#include <sys/wait.h>

#include "../measuring.h"

// Whether all bytes were moved; 0 where the other side has gone.
static int receive(int socket, char *bytes, size_t count) {
  for (size_t taken = 0; taken < count;) {
    ssize_t got = read(socket, bytes + taken, count - taken);
    if (got <= 0) return 0;
    taken += (size_t)got;
  }
  return 1;
}

static int deliver(int socket, const char *bytes, size_t count) {
  for (size_t given = 0; given < count;) {
    ssize_t put = write(socket, bytes + given, count - given);
    if (put <= 0) return 0;
    given += (size_t)put;
  }
  return 1;
}

// Passes every request on to a process of its own and every answer back.
static void relay(int socket, char *bytes, size_t request, size_t answer) {
  int there[2];
  int back[2];
  if (pipe(there) != 0 || pipe(back) != 0) return;
  pid_t program = fork();
  if (program < 0) return;
  if (program == 0) {
    close(there[1]);
    close(back[0]);
    close(socket);
    while (receive(there[0], bytes, request) && deliver(back[1], bytes, answer)) {
    }
    _exit(0);
  }
  close(there[0]);
  close(back[1]);
  while (receive(socket, bytes, request) && deliver(there[1], bytes, request) &&
         receive(back[0], bytes, answer) && deliver(socket, bytes, answer)) {
  }
  close(there[1]);
  waitpid(program, NULL, 0);
}

int main(int count, char **arguments) {
  int relays = count == 5 && strcmp(arguments[4], "relay") == 0;
  if (count != 4 && !relays) {
    fprintf(stderr, "usage: echo-baseline REQUEST_BYTES ANSWER_BYTES ROUNDS [relay]\n");
    return 2;
  }
  size_t request = strtoul(arguments[1], NULL, 10);
  size_t answer = strtoul(arguments[2], NULL, 10);
  size_t rounds = strtoul(arguments[3], NULL, 10);
  char *bytes = calloc(request > answer ? request : answer, 1);
  int pair[2];
  if (request == 0 || answer == 0 || rounds == 0 || bytes == NULL ||
      socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    die("a number or the sockets");
  }
  pid_t server = fork();
  if (server < 0) die("fork");
  if (server == 0) {
    close(pair[0]);
    if (relays) {
      relay(pair[1], bytes, request, answer);
    } else {
      while (receive(pair[1], bytes, request) && deliver(pair[1], bytes, answer)) {
      }
    }
    _exit(0);
  }
  close(pair[1]);
  for (size_t index = 0; index < rounds; index++) {
    uint64_t before = nanoseconds();
    if (!deliver(pair[0], bytes, request) || !receive(pair[0], bytes, answer)) {
      die("a round");
    }
    keep(nanoseconds() - before);
  }
  close(pair[0]);
  waitpid(server, NULL, 0);
  putchar('{');
  print_times();
  puts("}");
  return 0;
}
