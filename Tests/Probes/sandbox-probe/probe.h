// Tries one forbidden thing and says whether it worked. Run once inside the sandbox, where it must
// be blocked, and once outside, where it must work: otherwise the probe proves nothing.
#pragma once

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// What the test tells: everything a real attacker could know or guess.
struct target {
  char name[64];
  char folder[256];   // where it may try to write: /data inside, a temporary folder outside
  char secret[256];   // a readable file beside the bundle
  char program[256];  // its own executable as it would be reached
  long victim;        // a process of the same user
  long port;          // a listening TCP and UDP port on the loopback
  char socket[256];   // a listening unix socket
};

// 0 when the forbidden thing worked, else the error number.
typedef int (*attempt)(const struct target *target);

struct probe {
  const char *name;
  attempt try;
};

extern const struct probe file_probes[], process_probes[], network_probes[], kernel_probes[];

// Turns "-1 and errno" into the result of an attempt.
#define RESULT(call) ((call) < 0 ? errno : 0)

// Room for a path made of a folder and a name.
enum { PATH_ROOM = 512 };
