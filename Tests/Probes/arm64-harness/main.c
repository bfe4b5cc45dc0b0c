// Starts the escape probes through the launcher on a machine that has no Swift: what the spawner
// and the escape tests do on this one, for `.ci/arm64`.
//
// Usage: arm64-harness PROBE...     with /w laid out as .ci/arm64 does
// Prints a line a probe: its name, what became of it outside, behind all layers, in the fallback.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define BUNDLE "/w/bundle"
#define OUTSIDE "/w/outside"
#define ENTRY "sandbox-probe"
#define LAUNCHER "/w/sandbox-launcher"

enum way { WAY_OUTSIDE, WAY_FULL, WAY_FALLBACK, WAY_COUNT };
enum { SLOT_COUNT = 8, PROGRAM_USER = 600000, PORT = 7777, ANSWER_MILLISECONDS = 20000 };
// As SandboxPolicy+Encoding.swift writes it and report.c answers.
enum { BLOB_MAGIC = 0x4253444D, BLOB_VERSION = 2, BLOB_HEADER_BYTES = 104 };
enum { FLAG_NO_NAMESPACES = 1, FLAG_DROP_IDENTITY = 2, FLAG_SHARED_NETWORK = 4 };
enum { RECORD_CLONED = 1, RECORD_READY = 2 };

struct blob {
  uint32_t magic, version, bytes, flags, runtime, user, group;
  int32_t parent;
  uint64_t memory, file, processor_seconds, stack, data;
  uint32_t open_files, threads, inodes, bundle, entry, interpreter, libraries, reserved;
};
_Static_assert(sizeof(struct blob) == BLOB_HEADER_BYTES, "the launcher reads this header");

struct record {
  uint32_t magic, kind, step;
  int32_t error, pid;
  uint32_t layers, reserved[2];
};

struct child {
  pid_t launcher, program;
  int input, output, status;
};

static int network;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void make_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0) die("pipe2");
}

static void send_all(int descriptor, const void *bytes, size_t count) {
  if (write(descriptor, bytes, count) != (ssize_t)count) die("write");
}

static void send_policy(int descriptor, enum way way) {
  struct blob blob = {
      .magic = BLOB_MAGIC,
      .version = BLOB_VERSION,
      .bytes = BLOB_HEADER_BYTES + strlen(BUNDLE) + strlen(ENTRY),
      .flags = FLAG_DROP_IDENTITY | FLAG_SHARED_NETWORK |
               (way == WAY_FALLBACK ? FLAG_NO_NAMESPACES : 0),
      .user = PROGRAM_USER,
      .group = PROGRAM_USER,
      .parent = getpid(),
      .memory = 128 << 20,
      .file = 16 << 20,
      .processor_seconds = 1,
      .stack = 2 << 20,
      .data = 4 << 20,
      .open_files = 64,
      .threads = 32,
      .inodes = 256,
      .bundle = strlen(BUNDLE),
      .entry = strlen(ENTRY),
  };
  send_all(descriptor, &blob, sizeof blob);
  send_all(descriptor, BUNDLE ENTRY, strlen(BUNDLE ENTRY));
}

// Puts descriptors at the numbers 0, 1, 2 ..., whatever numbers they have now; -1 stays closed.
static void take_slots(const int slots[SLOT_COUNT]) {
  int high[SLOT_COUNT];
  for (int slot = 0; slot < SLOT_COUNT; slot++) {
    high[slot] = slots[slot] < 0 ? -1 : fcntl(slots[slot], F_DUPFD_CLOEXEC, 100);
  }
  for (int slot = 0; slot < SLOT_COUNT; slot++) {
    close(slot);
    if (high[slot] >= 0) dup2(high[slot], slot);
  }
}

static struct child start(enum way way) {
  int input[2], output[2], policy[2], status[2];
  make_pipe(input);
  make_pipe(output);
  make_pipe(policy);
  make_pipe(status);
  int bundle = open(BUNDLE, O_PATH | O_DIRECTORY | O_CLOEXEC);
  int error = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (bundle < 0 || error < 0) die("open");
  if (way != WAY_OUTSIDE) send_policy(policy[1], way);
  close(policy[1]);
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (pid == 0) {
    int inside = way != WAY_OUTSIDE;
    take_slots((const int[SLOT_COUNT]){
        input[0], output[1], error, inside ? policy[0] : -1, inside ? status[1] : -1,
        inside ? bundle : -1, inside ? network : -1, -1});
    char *arguments[] = {"program", NULL}, *environment[] = {NULL};
    execve(inside ? LAUNCHER : OUTSIDE "/" ENTRY, arguments, environment);
    _exit(99);
  }
  int done[] = {input[0], output[1], policy[0], status[1], bundle, error};
  for (size_t index = 0; index < sizeof done / sizeof *done; index++) close(done[index]);
  return (struct child){pid, pid, input[1], output[0], status[0]};
}

// Waits for the launcher's word; 0 where it has put up every wall.
static int is_refused(struct child *child, char *answer, size_t size) {
  struct record record;
  while (read(child->status, &record, sizeof record) == sizeof record) {
    if (record.kind == RECORD_CLONED) child->program = record.pid;
    if (record.kind == RECORD_READY) return 0;
    if (record.kind > RECORD_READY) {
      snprintf(answer, size, "step %u: %s", record.step, strerrorname_np(record.error));
      return 1;
    }
  }
  snprintf(answer, size, "no report");
  return 1;
}

// Reads a line without its end; -1 where none comes in time.
static int read_line(int descriptor, char *line, size_t size) {
  size_t length = 0;
  struct pollfd waiting = {descriptor, POLLIN, 0};
  while (length < size - 1) {
    if (poll(&waiting, 1, ANSWER_MILLISECONDS) <= 0) return -1;
    if (read(descriptor, line + length, 1) <= 0 || line[length] == '\n') break;
    length++;
  }
  line[length] = 0;
  return (int)length;
}

static int end(struct child *child, int is_killed) {
  int status = 0;
  close(child->input);
  close(child->output);
  close(child->status);
  if (is_killed) kill(child->program, SIGKILL);
  if (child->program != child->launcher) waitpid(child->launcher, NULL, 0);
  waitpid(child->program, &status, 0);
  return status;
}

static void try(const char *probe, enum way way, pid_t victim, char *answer, size_t size) {
  struct child child = start(way);
  if (way != WAY_OUTSIDE && is_refused(&child, answer, size)) {
    end(&child, 1);
    return;
  }
  const char *places[WAY_COUNT] = {OUTSIDE, "/data", "/w/open"};
  const char *programs[WAY_COUNT] = {OUTSIDE, "/app", BUNDLE};
  char order[1024], line[256];
  int count = snprintf(order, sizeof order, "%s %s /w/secret %s/" ENTRY " %d %d /w/socket\n", probe,
                       places[way], programs[way], victim, PORT);
  send_all(child.input, order, (size_t)count);
  int length = read_line(child.output, line, sizeof line);
  int status = end(&child, length < 0);
  if (length > 0) {
    const char *said = strncmp(line, "blocked ", 8) == 0 ? line + 8 : line;
    snprintf(answer, size, "%s", strcmp(said, "open") == 0 ? "OPEN" : said);
  } else if (length < 0) {
    snprintf(answer, size, "silent");
  } else if (WIFSIGNALED(status)) {
    snprintf(answer, size, "signal %d", WTERMSIG(status));
  } else {
    snprintf(answer, size, "exit %d", WEXITSTATUS(status));
  }
}

// A network namespace with nothing in it, which programs share.
static int empty_network(void) {
  int ready[2];
  make_pipe(ready);
  pid_t maker = fork();
  if (maker < 0) die("fork");
  if (maker == 0) {
    if (unshare(CLONE_NEWNET) != 0 || write(ready[1], "x", 1) != 1) _exit(1);
    for (;;) pause();
  }
  char byte, path[64];
  if (read(ready[0], &byte, 1) != 1) die("network");
  snprintf(path, sizeof path, "/proc/%d/ns/net", maker);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) die(path);
  kill(maker, SIGKILL);
  waitpid(maker, NULL, 0);
  return descriptor;
}

// What probes try to reach: a port and a socket with a name.
static void listen_for_probes(void) {
  int port = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in loopback = {AF_INET, htons(PORT), {htonl(INADDR_LOOPBACK)}, {0}};
  int named = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_un address = {AF_UNIX, "/w/socket"};
  if (bind(port, (struct sockaddr *)&loopback, sizeof loopback) != 0 || listen(port, 8) != 0 ||
      bind(named, (struct sockaddr *)&address, sizeof address) != 0 || listen(named, 8) != 0 ||
      chmod("/w/socket", 0777) != 0) {
    die("listen");
  }
}

int main(int count, char **arguments) {
  setvbuf(stdout, NULL, _IONBF, 0);
  // The program is a grandchild whose parent ends: it is waited for here.
  if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) die("prctl");
  network = empty_network();
  listen_for_probes();
  for (int index = 1; index < count; index++) {
    printf("%-26s", arguments[index]);
    for (enum way way = WAY_OUTSIDE; way < WAY_COUNT; way++) {
      struct child victim = start(WAY_OUTSIDE);
      char answer[256] = "";
      const char *order = "victim / / / 0 0 /\n";
      send_all(victim.input, order, strlen(order));
      if (read_line(victim.output, answer, sizeof answer) <= 0) die("victim");
      try(arguments[index], way, victim.program, answer, sizeof answer);
      printf("%-22s", answer);
      end(&victim, 1);
    }
    printf("\n");
  }
  return 0;
}
