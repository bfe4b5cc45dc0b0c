#include "probe.h"

#include <stdlib.h>

// One line of words: name folder secret program victim port socket.
static int read_target(struct target *target) {
  static char line[2048];
  size_t length = 0;
  while (length < sizeof line - 1) {
    ssize_t got = read(0, line + length, sizeof line - 1 - length);
    if (got <= 0) break;
    length += (size_t)got;
    if (memchr(line, '\n', length) != NULL) break;
  }
  line[length] = 0;
  return sscanf(line, "%63s %255s %255s %255s %ld %ld %255s", target->name, target->folder,
                target->secret, target->program, &target->victim, &target->port,
                target->socket) == 7;
}

static void say(const char *text) {
  if (write(1, text, strlen(text)) < 0) _exit(3);
}

static int run(const struct probe *probes, const struct target *target) {
  for (; probes->name != NULL; probes++) {
    if (strcmp(probes->name, target->name) != 0) continue;
    int error = probes->try(target);
    if (error == 0) {
      say("open\n");
    } else {
      const char *name = strerrorname_np(error);
      say("blocked ");
      say(name == NULL ? "?" : name);
      say("\n");
    }
    return 1;
  }
  return 0;
}

// Started again by an exec probe that got through.
static int is_second_start(int count, char **arguments) {
  return count == 2 && strcmp(arguments[1], "second-start") == 0;
}

int main(int count, char **arguments) {
  if (is_second_start(count, arguments)) {
    say("open\n");
    return 0;
  }
  static struct target target;
  if (!read_target(&target)) return 2;
  if (strcmp(target.name, "victim") == 0) {
    // Waits to be attacked until the test closes its input.
    say("ready\n");
    char byte;
    while (read(0, &byte, 1) > 0) continue;
    return 0;
  }
  const struct probe *all[] = {file_probes, process_probes, network_probes, kernel_probes};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    if (run(all[i], &target)) return 0;
  }
  say("unknown\n");
  return 2;
}
