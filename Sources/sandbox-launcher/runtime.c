#include "launcher.h"

#include <fcntl.h>
#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

// A program without /proc aborts unless the Swift runtime is told where it is and not to look for
// its own image to print a backtrace. One heap for all threads, because the C library would try
// (and under the memory limit fail) to reserve 128 MiB of addresses for each.
static char *const environment[] = {"SWIFT_ROOT=/app", "SWIFT_BACKTRACE=enable=no",
                                    "MALLOC_ARENA_MAX=1", NULL};

static char *const shell_environment[] = {"LC_ALL=C.UTF-8", "MALLOC_ARENA_MAX=1", NULL};

static char path_of_entry[BUNDLE_PATH_LIMIT + 1 + ENTRY_PATH_LIMIT + 1];
static char search_path[sizeof "PYTHONPATH=" + BUNDLE_PATH_LIMIT];

static void execute(char *const *arguments, char *const *variables) {
  syscall(SYS_execveat, PROGRAM_FD, "", arguments, variables, AT_EMPTY_PATH);
}

// No site module and no user's folders: what the package carries and the standard library are all
// there is. A fixed hash seed, because the same call must give the same answer when it is replayed.
static void execute_python(const struct policy *policy, const char *bundle) {
  snprintf(search_path, sizeof search_path, "PYTHONPATH=%s", bundle);
  char *const variables[] = {search_path,
                             "PYTHONDONTWRITEBYTECODE=1",
                             "PYTHONUTF8=1",
                             "PYTHONHASHSEED=0",
                             "LC_ALL=C.UTF-8",
                             "HOME=/data",
                             "TMPDIR=/data",
                             "MALLOC_ARENA_MAX=1",
                             NULL};
  char *const arguments[] = {(char *)policy->interpreter, "-S", "-s", path_of_entry, NULL};
  execute(arguments, variables);
}

noreturn void become(const struct policy *policy, int has_private_root) {
  const char *bundle = has_private_root ? "/app" : policy->bundle;
  snprintf(path_of_entry, sizeof path_of_entry, "%s/%s", bundle, policy->entry);
  char *const alone[] = {(char *)policy->entry, NULL};
  char *const script[] = {(char *)policy->interpreter, path_of_entry, NULL};
  switch (policy->fields.runtime) {
    case RUNTIME_PYTHON: execute_python(policy, bundle); break;
    case RUNTIME_SHELL: execute(script, shell_environment); break;
    default: execute(alone, environment); break;
  }
  fail(STEP_EXEC, errno);
}
