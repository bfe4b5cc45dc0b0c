// What the disk allows: appends records of a fixed size to a file in groups and calls fdatasync
// after
// each, which is the least work a durable ledger can do.
//
// Usage: journal-baseline FILE RECORD_BYTES RECORDS_PER_GROUP GROUPS
// Prints one line of JSON: records per second and the time of a group in microseconds.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int ascending(const void *left, const void *right) {
  uint64_t one = *(const uint64_t *)left;
  uint64_t other = *(const uint64_t *)right;
  return (one > other) - (one < other);
}

int main(int count, char **arguments) {
  if (count != 5) {
    fprintf(stderr, "usage: journal-baseline FILE RECORD_BYTES RECORDS_PER_GROUP GROUPS\n");
    return 2;
  }
  size_t size = strtoul(arguments[2], NULL, 10) * strtoul(arguments[3], NULL, 10);
  size_t groups = strtoul(arguments[4], NULL, 10);
  char *group = malloc(size);
  uint64_t *times = calloc(groups, sizeof(uint64_t));
  int file = open(arguments[1], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (size == 0 || groups == 0 || group == NULL || times == NULL || file < 0) {
    perror("journal-baseline");
    return 1;
  }
  memset(group, 'x', size);
  uint64_t start = nanoseconds();
  for (size_t index = 0; index < groups; index++) {
    uint64_t before = nanoseconds();
    if (write(file, group, size) != (ssize_t)size || fdatasync(file) != 0) {
      perror("journal-baseline");
      return 1;
    }
    times[index] = nanoseconds() - before;
  }
  double seconds = (double)(nanoseconds() - start) / 1e9;
  qsort(times, groups, sizeof(uint64_t), ascending);
  printf("{\"perSecond\":%.0f,\"p50us\":%.1f,\"p99us\":%.1f,\"maxus\":%.1f}\n",
         (double)groups * (double)strtoul(arguments[3], NULL, 10) / seconds,
         (double)times[groups / 2] / 1e3, (double)times[groups * 99 / 100] / 1e3,
         (double)times[groups - 1] / 1e3);
  close(file);
  unlink(arguments[1]);
  return 0;
}
