// What the disk allows: appends records of a fixed size to a file in groups and calls fdatasync
// after each, which is the least work a durable ledger can do.
//
// Usage: journal-baseline FILE RECORD_BYTES RECORDS_PER_GROUP GROUPS
// Prints one line of JSON: records per second and the time of a group in microseconds.

#define _GNU_SOURCE
#include <fcntl.h>

#include "../measuring.h"

int main(int count, char **arguments) {
  if (count != 5) {
    fprintf(stderr, "usage: journal-baseline FILE RECORD_BYTES RECORDS_PER_GROUP GROUPS\n");
    return 2;
  }
  size_t size = strtoul(arguments[2], NULL, 10) * strtoul(arguments[3], NULL, 10);
  size_t groups = strtoul(arguments[4], NULL, 10);
  char *group = malloc(size);
  int file = open(arguments[1], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (size == 0 || groups == 0 || group == NULL || file < 0) die("a number or the file");
  memset(group, 'x', size);
  uint64_t start = nanoseconds();
  for (size_t index = 0; index < groups; index++) {
    uint64_t before = nanoseconds();
    if (write(file, group, size) != (ssize_t)size || fdatasync(file) != 0) {
      die("append");
    }
    keep(nanoseconds() - before);
  }
  double seconds = (double)(nanoseconds() - start) / 1e9;
  double records = (double)groups * (double)strtoul(arguments[3], NULL, 10);
  printf("{\"perSecond\":%.0f,", records / seconds);
  print_times();
  puts("}");
  close(file);
  unlink(arguments[1]);
  return 0;
}
