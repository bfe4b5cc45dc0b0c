#include "launcher.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

_Static_assert(sizeof(struct policy_header) == 104, "the header is what the daemon writes");

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
  if (header->interpreter_length > INTERPRETER_PATH_LIMIT ||
      header->libraries_length > LIBRARIES_LIMIT) {
    fail(STEP_POLICY, ENAMETOOLONG);
  }
  if (header->size != sizeof *header + header->bundle_length + header->entry_length +
                          header->interpreter_length + header->libraries_length) {
    fail(STEP_POLICY, EMSGSIZE);
  }
  if (header->runtime > RUNTIME_PYTHON) fail(STEP_POLICY, ENOSYS);
  int is_interpreted = header->runtime >= RUNTIME_SHELL;
  if (is_interpreted != (header->interpreter_length > 0)) fail(STEP_POLICY, EINVAL);
  if ((header->runtime == RUNTIME_STATIC) != (header->libraries_length == 0)) {
    fail(STEP_POLICY, EINVAL);
  }
  // The exec descriptor must lie above the limit for ever, see PROGRAM_FD.
  if (header->open_files < 4 || header->open_files > PROGRAM_FD) fail(STEP_POLICY, EINVAL);
  if (header->cpu_seconds == 0 || header->address_space == 0) fail(STEP_POLICY, EINVAL);
}

static void check_text(const char *text, size_t length) {
  if (memchr(text, 0, length) != NULL) fail(STEP_POLICY, EILSEQ);
}

static void check_libraries(const struct policy *policy) {
  size_t length = policy->fields.libraries_length;
  if (length > 0 && policy->libraries[length - 1] != 0) fail(STEP_POLICY, EILSEQ);
  for (const char *at = next_library(policy, NULL); at != NULL; at = next_library(policy, at)) {
    if ((at[0] != 'r' && at[0] != 'x') || at[1] != '/' || strstr(at, "/../") != NULL) {
      fail(STEP_POLICY, EINVAL);
    }
  }
}

const char *next_library(const struct policy *policy, const char *after) {
  const char *next = after == NULL ? policy->libraries : after + strlen(after) + 1;
  return next < policy->libraries + policy->fields.libraries_length ? next : NULL;
}

void policy_read(struct policy *policy) {
  read_exactly(&policy->fields, sizeof policy->fields);
  check_header(&policy->fields);
  read_exactly(policy->bundle, policy->fields.bundle_length);
  read_exactly(policy->entry, policy->fields.entry_length);
  read_exactly(policy->interpreter, policy->fields.interpreter_length);
  read_exactly(policy->libraries, policy->fields.libraries_length);
  policy->bundle[policy->fields.bundle_length] = 0;
  policy->entry[policy->fields.entry_length] = 0;
  check_text(policy->bundle, policy->fields.bundle_length);
  check_text(policy->entry, policy->fields.entry_length);
  check_text(policy->interpreter, policy->fields.interpreter_length);
  check_libraries(policy);
  char extra;
  if (read(POLICY_FD, &extra, 1) != 0) fail(STEP_POLICY, EMSGSIZE);
  close(POLICY_FD);
}
