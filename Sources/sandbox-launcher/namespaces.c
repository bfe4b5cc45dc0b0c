#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_clone3
#define SYS_clone3 435
#endif

// The first version of clone3's arguments; later fields are not needed.
struct clone_arguments {
  uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

// Returns in the child only. CLONE_PARENT makes the child the daemon's own: the daemon reaps it
// directly, the death of the daemon's spawn thread still kills it, and no waiter stays behind.
uint32_t enter_namespaces(const struct policy *policy) {
  uint64_t flags = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNS |
                   CLONE_NEWCGROUP | CLONE_PARENT;
  if (!policy_has(policy, POLICY_SHARED_NETWORK)) flags |= CLONE_NEWNET;
  struct clone_arguments arguments = {.flags = flags};
  long pid = syscall(SYS_clone3, &arguments, sizeof arguments);
  if (pid < 0) fail(STEP_NAMESPACES, errno);
  if (pid > 0) {
    report_cloned((pid_t)pid);
    _exit(0);
  }
  die_with_parent();
  check_parent_by_status();
  return LAYER_NAMESPACES | LAYER_NETWORK;
}

// A session of its own has no terminal to push input into (TIOCSTI).
void start_session(void) {
  if (setsid() < 0) fail(STEP_SESSION, errno);
  if (getsid(0) != getpid()) fail(STEP_SESSION, EPERM);
}

static void write_file(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) fail(STEP_MAPS, errno);
  size_t length = strlen(text);
  ssize_t written = write(file, text, length);
  if (written != (ssize_t)length) fail(STEP_MAPS, written < 0 ? errno : EIO);
  close(file);
}

static void map_one(const char *path, unsigned id) {
  char line[64];
  snprintf(line, sizeof line, "%u %u 1\n", id, id);
  write_file(path, line);
}

// Inside it stays the ordinary user it was: nothing is root, not even in its own namespace.
void map_identity(uid_t uid, gid_t gid) {
  write_file("/proc/self/setgroups", "deny");
  map_one("/proc/self/gid_map", gid);
  map_one("/proc/self/uid_map", uid);
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) fail(STEP_MAPS, errno);
  const char *name = "sandbox";
  if (sethostname(name, strlen(name)) != 0) fail(STEP_MAPS, errno);
  if (setdomainname("", 0) != 0) fail(STEP_MAPS, errno);
}
