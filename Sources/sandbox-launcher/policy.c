#include "launcher.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

_Static_assert(sizeof(struct policy_header) == 96, "the header is what the daemon writes");

// Reads exactly `count` bytes; a short blob is no blob.
static void read_exactly(void *into, size_t count) {
  char *at = into;
  while (count > 0) {
    ssize_t got = read(POLICY_FD, at, count);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) fail(STEP_POLICY, got < 0 ? errno : ENODATA);
    at += got;
    count -= (size_t)got;
  }
}

static void check_header(const struct policy_header *header) {
  if (header->magic != POLICY_MAGIC || header->version != POLICY_VERSION) {
    fail(STEP_POLICY, EPROTO);
  }
  if (header->bundle_length == 0 || header->bundle_length > BUNDLE_PATH_LIMIT) {
    fail(STEP_POLICY, ENAMETOOLONG);
  }
  if (header->entry_length == 0 || header->entry_length > ENTRY_PATH_LIMIT) {
    fail(STEP_POLICY, ENAMETOOLONG);
  }
  if (header->size != sizeof *header + header->bundle_length + header->entry_length) {
    fail(STEP_POLICY, EMSGSIZE);
  }
  if (header->runtime != RUNTIME_STATIC) fail(STEP_POLICY, ENOSYS);
  // The exec descriptor must lie above the limit for ever, see PROGRAM_FD.
  if (header->open_files < 4 || header->open_files > PROGRAM_FD) fail(STEP_POLICY, EINVAL);
  if (header->cpu_seconds == 0 || header->address_space == 0) fail(STEP_POLICY, EINVAL);
}

static void check_text(const char *text, size_t length) {
  if (memchr(text, 0, length) != NULL) fail(STEP_POLICY, EILSEQ);
}

void policy_read(struct policy *policy) {
  read_exactly(&policy->fields, sizeof policy->fields);
  check_header(&policy->fields);
  read_exactly(policy->bundle, policy->fields.bundle_length);
  read_exactly(policy->entry, policy->fields.entry_length);
  policy->bundle[policy->fields.bundle_length] = 0;
  policy->entry[policy->fields.entry_length] = 0;
  check_text(policy->bundle, policy->fields.bundle_length);
  check_text(policy->entry, policy->fields.entry_length);
  char extra;
  if (read(POLICY_FD, &extra, 1) != 0) fail(STEP_POLICY, EMSGSIZE);
  close(POLICY_FD);
}
