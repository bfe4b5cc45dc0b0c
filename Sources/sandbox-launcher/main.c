#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef SYS_openat2
#define SYS_openat2 437
#endif

enum { CLOSE_RANGE_ON_EXEC = 4 };
enum { RESOLVE_NO_MAGIC = 2, RESOLVE_NO_LINKS = 4, RESOLVE_BELOW = 8 };

struct open_how_first {
  uint64_t flags, mode, resolve;
};

static void close_unexpected(void) {
  if (syscall(SYS_close_range, FIRST_UNEXPECTED_FD, ~0U, 0) != 0) fail(STEP_DESCRIPTORS, errno);
  // What is left goes at exec; the program starts with its three pipes and nothing else.
  if (syscall(SYS_close_range, POLICY_FD, ~0U, CLOSE_RANGE_ON_EXEC) != 0) {
    fail(STEP_DESCRIPTORS, errno);
  }
}

static void check_program(int file) {
  struct stat status;
  if (fstat(file, &status) != 0) fail(STEP_PROGRAM, errno);
  if (!S_ISREG(status.st_mode)) fail(STEP_PROGRAM, EACCES);
  if ((status.st_mode & (S_ISUID | S_ISGID)) != 0) fail(STEP_PROGRAM, EACCES);
}

// The interpreter's path has no links: the daemon resolved it when the program was published.
static int open_interpreter(const struct policy *policy) {
  struct open_how_first how = {.flags = O_PATH | O_CLOEXEC,
                               .resolve = RESOLVE_NO_LINKS | RESOLVE_NO_MAGIC};
  // Where /lib is a link to /usr/lib inside as outside, the real path goes around it.
  int file = (int)syscall(SYS_openat2, AT_FDCWD, policy->interpreter, &how, sizeof how);
  if (file < 0) fail(STEP_PROGRAM, errno);
  check_program(file);
  return file;
}

// Opened while limits still allow the number; no link and no `..` leads out of the bundle.
static void open_program(const struct policy *policy, int has_private_root) {
  int bundle = has_private_root ? open("/app", O_PATH | O_DIRECTORY | O_CLOEXEC) : BUNDLE_FD;
  if (bundle < 0) fail(STEP_PROGRAM, errno);
  struct open_how_first how = {.flags = O_PATH | O_CLOEXEC,
                               .resolve = RESOLVE_BELOW | RESOLVE_NO_LINKS | RESOLVE_NO_MAGIC};
  int file = (int)syscall(SYS_openat2, bundle, policy->entry, &how, sizeof how);
  if (file < 0) fail(STEP_PROGRAM, errno);
  check_program(file);
  if (policy->fields.interpreter_length > 0) {
    close(file);
    file = open_interpreter(policy);
  }
  if (dup3(file, PROGRAM_FD, O_CLOEXEC) < 0) fail(STEP_PROGRAM, errno);
  close(file);
  // Without a root of its own the bundle is at least where relative paths begin.
  if (!has_private_root && fchdir(bundle) != 0) fail(STEP_PROGRAM, errno);
}

int main(void) {
  static struct policy policy;
  die_with_parent();
  umask(077);
  close_unexpected();
  policy_read(&policy);
  check_parent(&policy);
  int is_root = policy_has(&policy, POLICY_DROP_IDENTITY);
  int has_namespaces = !policy_has(&policy, POLICY_WITHOUT_NAMESPACES);
  int bundle_tree = -1;
  uint32_t layers = join_own_cgroup(&policy);
  layers |= join_shared_network(&policy);
  if (is_root) {
    if (has_namespaces) bundle_tree = detach_bundle();
    drop_identity(&policy);
    layers |= LAYER_USER;
    die_with_parent();
    check_parent(&policy);
  }
  uid_t uid = geteuid();
  gid_t gid = getegid();
  // Root in front of the filters would make each of them weaker.
  if (uid == 0) fail(STEP_IDENTITY, EPERM);
  if (has_namespaces) layers |= enter_namespaces(&policy);
  start_session();
  if (has_namespaces) {
    map_identity(uid, gid);
    build_root(&policy, bundle_tree);
    layers |= LAYER_MOUNTS;
  }
  int is_trial = policy_has(&policy, POLICY_TRIAL);
  if (!is_trial) open_program(&policy, has_namespaces);
  layers |= set_limits(&policy, has_namespaces);
  shorten_turns();
  drop_privileges(has_namespaces);
  layers |= LAYER_PRIVILEGES | restrict_files(&policy, has_namespaces);
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) fail(STEP_PRIVILEGES, errno);
  report_ready(layers | LAYER_SECCOMP);
  restrict_calls(policy.fields.runtime);
  if (is_trial) _exit(0);
  become(&policy, has_namespaces);
}
