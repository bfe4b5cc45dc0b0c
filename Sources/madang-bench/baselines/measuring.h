// What every program here needs that measures: a clock, the times it kept, and a way to give up.
// Included once, by each program's only file.

#pragma once

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static uint32_t *kept_times;
static size_t kept_count;
static size_t kept_room;

static inline void die(const char *what) {
  fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what, strerror(errno));
  exit(1);
}

static inline uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

// Keeps a time in nanoseconds; more than four seconds count as four.
static inline void keep(uint64_t elapsed) {
  if (kept_count == kept_room) {
    kept_room = kept_room == 0 ? 1 << 16 : kept_room * 2;
    kept_times = realloc(kept_times, kept_room * sizeof(uint32_t));
    if (kept_times == NULL) die("times");
  }
  kept_times[kept_count++] = elapsed > UINT32_MAX ? UINT32_MAX : (uint32_t)elapsed;
}

static inline int ascending(const void *left, const void *right) {
  uint32_t one = *(const uint32_t *)left;
  uint32_t other = *(const uint32_t *)right;
  return (one > other) - (one < other);
}

// Prints the members of a JSON object that tell the times kept, in microseconds.
static inline void print_times(void) {
  if (kept_count == 0) die("nothing was measured");
  qsort(kept_times, kept_count, sizeof(uint32_t), ascending);
  printf("\"p50us\":%.1f,\"p99us\":%.1f,\"maxus\":%.1f", kept_times[kept_count / 2] / 1e3,
         kept_times[kept_count * 99 / 100] / 1e3, kept_times[kept_count - 1] / 1e3);
}

static inline void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno != EINTR) die("write");
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    }
  }
}
