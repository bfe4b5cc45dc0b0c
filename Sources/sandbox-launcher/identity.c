#include "launcher.h"

#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

// Cleared by every change of user and in every clone (prctl(2)), so it is set after each.
void die_with_parent(void) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) fail(STEP_PARENT, errno);
}

// The parent may have died before the signal was asked for.
void check_parent(const struct policy *policy) {
  if (getppid() != policy->fields.parent) fail(STEP_PARENT, ESRCH);
}

// In a new pid namespace the parent has no number; it lives while it holds the status pipe.
void check_parent_by_status(void) {
  struct pollfd status = {.fd = STATUS_FD, .events = 0};
  if (poll(&status, 1, 0) < 0) fail(STEP_PARENT, errno);
  if ((status.revents & POLLERR) != 0) fail(STEP_PARENT, ESRCH);
}

// Must come before the user namespace: inside, joining another one's network is refused.
uint32_t join_shared_network(const struct policy *policy) {
  if (!policy_has(policy, POLICY_SHARED_NETWORK)) return 0;
  if (setns(NETWORK_FD, CLONE_NEWNET) != 0) fail(STEP_NETWORK, errno);
  close(NETWORK_FD);
  return LAYER_NETWORK;
}

// Before the user changes: the group's file belongs to the daemon. Whatever the launcher starts
// from here on counts towards the program's own group.
uint32_t join_own_cgroup(const struct policy *policy) {
  if (!policy_has(policy, POLICY_OWN_CGROUP)) return 0;
  if (write(CGROUP_FD, "0", 1) != 1) fail(STEP_CGROUP, errno);
  close(CGROUP_FD);
  return LAYER_CGROUP;
}

static void drop_bounding_set(void) {
  for (int capability = 0; capability < 64; capability++) {
    if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0) {
      if (errno == EINVAL) return;
      fail(STEP_IDENTITY, errno);
    }
  }
}

void drop_identity(const struct policy *policy) {
  uid_t uid = policy->fields.uid;
  gid_t gid = policy->fields.gid;
  if (uid == 0 || gid == 0) fail(STEP_IDENTITY, EINVAL);
  drop_bounding_set();
  if (setgroups(0, NULL) != 0) fail(STEP_IDENTITY, errno);
  if (setresgid(gid, gid, gid) != 0) fail(STEP_IDENTITY, errno);
  if (setresuid(uid, uid, uid) != 0) fail(STEP_IDENTITY, errno);
  if (setresuid(0, 0, 0) == 0) fail(STEP_IDENTITY, EPERM);
  // A change of user makes the process undumpable and its /proc files root's; the maps need them.
  if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0) fail(STEP_IDENTITY, errno);
}
