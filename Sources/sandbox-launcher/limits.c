#include "launcher.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

static void limit(int resource, uint64_t value) {
  struct rlimit both = {.rlim_cur = value, .rlim_max = value};
  struct rlimit now;
  if (getrlimit(resource, &now) != 0) fail(STEP_LIMITS, errno);
  // A tighter limit of the daemon stays; raising it would need a privilege.
  if (now.rlim_max != RLIM_INFINITY && now.rlim_max < value) {
    both = (struct rlimit){.rlim_cur = now.rlim_max, .rlim_max = now.rlim_max};
  }
  if (setrlimit(resource, &both) != 0) fail(STEP_LIMITS, errno);
}

// Since 5.14 the kernel counts threads by user namespace as well.
static int counts_by_namespace(void) {
  struct utsname system;
  unsigned major = 0, minor = 0;
  if (uname(&system) != 0 || sscanf(system.release, "%u.%u", &major, &minor) != 2) return 0;
  return major > 5 || (major == 5 && minor >= 14);
}

// The kernel counts threads by user. Where that is the person, a limit would count all of the
// person's threads, so there is none.
uint32_t set_limits(const struct policy *policy, int has_user_namespace) {
  int has_own_user = policy_has(policy, POLICY_DROP_IDENTITY);
  int counts_alone = has_own_user || (has_user_namespace && counts_by_namespace());
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, policy->fields.open_files);
  limit(RLIMIT_FSIZE, policy->fields.file_bytes);
  limit(RLIMIT_AS, policy->fields.address_space);
  limit(RLIMIT_CPU, policy->fields.cpu_seconds);
  limit(RLIMIT_STACK, policy->fields.stack_bytes);
  limit(RLIMIT_MEMLOCK, 0);
  limit(RLIMIT_MSGQUEUE, 0);
  limit(RLIMIT_NICE, 0);
  limit(RLIMIT_RTPRIO, 0);
  limit(RLIMIT_SIGPENDING, policy->fields.open_files);
  if (counts_alone) limit(RLIMIT_NPROC, policy->fields.threads);
  return LAYER_LIMITS | (counts_alone ? LAYER_THREADS : 0);
}

// The first version of sched_setattr's argument.
struct scheduling {
  uint32_t size, policy;
  uint64_t flags;
  int32_t nice;
  uint32_t priority;
  uint64_t runtime_nanoseconds, deadline, period;
};

// Short turns on the processor: whoever wakes up waits for a busy program no longer than one of
// them. Since 6.12 the kernel takes a turn's length here (eevdf); before, it ignores it, and a
// program that would be slower to give way is no hole.
enum { TURN_NANOSECONDS = 100000 };

void shorten_turns(void) {
  struct scheduling scheduling = {.size = sizeof scheduling};
  if (syscall(SYS_sched_getattr, 0, &scheduling, sizeof scheduling, 0) != 0) return;
  scheduling.size = sizeof scheduling;
  scheduling.runtime_nanoseconds = TURN_NANOSECONDS;
  syscall(SYS_sched_setattr, 0, &scheduling, 0);
}

static void drop_bounding_set(void) {
  for (int capability = 0; capability < 64; capability++) {
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) {
      if (errno == EINVAL) return;
      fail(STEP_PRIVILEGES, errno);
    }
  }
}

static void drop_capabilities(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
  if (syscall(SYS_capset, &header, none) != 0) fail(STEP_PRIVILEGES, errno);
}

// Without a user namespace an ordinary user holds nothing to drop, and a former root dropped its
// bounding set before it changed its user.
void drop_privileges(int has_user_namespace) {
  if (has_user_namespace) {
    drop_bounding_set();
    unsigned long bits = SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP |
                         SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_KEEP_CAPS_LOCKED |
                         SECBIT_NO_CAP_AMBIENT_RAISE | SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED;
    if (prctl(PR_SET_SECUREBITS, bits, 0, 0, 0) != 0) fail(STEP_PRIVILEGES, errno);
  }
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0) {
    fail(STEP_PRIVILEGES, errno);
  }
  drop_capabilities();
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail(STEP_PRIVILEGES, errno);
}
