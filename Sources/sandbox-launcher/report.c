#include "launcher.h"

#include <unistd.h>

// One fixed record, below PIPE_BUF, so that writes of launcher and child never mix.
// Read by LaunchReport.swift.
struct record {
  uint32_t magic, kind, step;
  int32_t error, pid;
  uint32_t layers, reserved[2];
};
_Static_assert(sizeof(struct record) == 32, "the record is what the daemon reads");

enum { RECORD_MAGIC = 0x5253444D, RECORD_CLONED = 1, RECORD_READY = 2, RECORD_FAILED = 3 };
enum { SETUP_FAILED_STATUS = 70 };

static void send(struct record record) {
  record.magic = RECORD_MAGIC;
  // When the daemon no longer listens there is nobody left to tell.
  if (write(STATUS_FD, &record, sizeof record) != sizeof record) _exit(SETUP_FAILED_STATUS);
}

void report_cloned(pid_t pid) { send((struct record){.kind = RECORD_CLONED, .pid = pid}); }

void report_ready(uint32_t layers) {
  send((struct record){.kind = RECORD_READY, .layers = layers});
}

noreturn void fail(enum step step, int error) {
  send((struct record){.kind = RECORD_FAILED, .step = step, .error = error});
  _exit(SETUP_FAILED_STATUS);
}
