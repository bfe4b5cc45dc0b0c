#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

// From the kernel's landlock.h; distribution headers lack the newer ones.
enum {
  FS_EXECUTE = 1 << 0,
  FS_WRITE_FILE = 1 << 1,
  FS_READ_FILE = 1 << 2,
  FS_READ_DIR = 1 << 3,
  FS_REMOVE_DIR = 1 << 4,
  FS_REMOVE_FILE = 1 << 5,
  FS_MAKE_DIR = 1 << 7,
  FS_MAKE_REG = 1 << 8,
  FS_TRUNCATE = 1 << 14,
};
enum { CREATE_RULESET_VERSION = 1, RULE_PATH_BENEATH = 1 };
enum { NET_BIND_AND_CONNECT_TCP = 3, SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3 };

struct ruleset {
  uint64_t files, net, scoped;
};

struct path_rule {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

// Rights by version: 13 at first, rename 2, truncate 3, device ioctl 5.
static uint64_t file_rights(long abi) {
  int count = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
  return (1ULL << count) - 1;
}

// Older kernels reject a longer struct unless its end is zero, so it is sized by version.
static size_t ruleset_size(long abi) { return abi >= 6 ? 24 : abi >= 4 ? 16 : 8; }

static void allow(int rules, int parent, uint64_t rights) {
  struct path_rule rule = {.allowed = rights, .parent = parent};
  if (parent < 0) fail(STEP_LANDLOCK, errno);
  if (syscall(SYS_landlock_add_rule, rules, RULE_PATH_BENEATH, &rule, 0) != 0) {
    fail(STEP_LANDLOCK, errno);
  }
}

static void allow_path(int rules, const char *path, uint64_t rights) {
  int parent = open(path, O_PATH | O_CLOEXEC | O_NOFOLLOW);
  allow(rules, parent, rights);
  close(parent);
}

// Libraries are read and mapped; only the loader and the interpreter are started by the kernel.
static void allow_libraries(int rules, const struct policy *policy) {
  for (const char *at = next_library(policy, NULL); at != NULL; at = next_library(policy, at)) {
    uint64_t rights = at[0] == 'x' ? FS_EXECUTE | FS_READ_FILE : FS_READ_FILE | FS_READ_DIR;
    allow_path(rules, at + 1, rights);
  }
}

// With a private root landlock is the second wall; without one it is the only one, and the launcher
// refuses to go on where the kernel lacks it.
uint32_t restrict_files(const struct policy *policy, int has_private_root) {
  long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, CREATE_RULESET_VERSION);
  if (abi <= 0) {
    if (has_private_root && (errno == ENOSYS || errno == EOPNOTSUPP)) return 0;
    fail(STEP_LANDLOCK, abi < 0 ? errno : ENOSYS);
  }
  uint64_t handled = file_rights(abi);
  struct ruleset attributes = {.files = handled,
                               .net = NET_BIND_AND_CONNECT_TCP,
                               .scoped = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS};
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, ruleset_size(abi), 0);
  if (rules < 0) fail(STEP_LANDLOCK, errno);
  uint64_t program = FS_EXECUTE | FS_READ_FILE | FS_READ_DIR;
  uint64_t data = FS_READ_FILE | FS_READ_DIR | FS_WRITE_FILE | FS_REMOVE_DIR | FS_REMOVE_FILE |
                  FS_MAKE_DIR | FS_MAKE_REG | FS_TRUNCATE;
  if (has_private_root) {
    allow_path(rules, "/app", program);
    allow_path(rules, "/data", data & handled);
  } else {
    allow(rules, BUNDLE_FD, program);
  }
  allow_libraries(rules, policy);
  allow_path(rules, "/dev/null", FS_READ_FILE | FS_WRITE_FILE);
  allow_path(rules, "/dev/urandom", FS_READ_FILE);
  if (syscall(SYS_landlock_restrict_self, rules, 0) != 0) fail(STEP_LANDLOCK, errno);
  close(rules);
  return LAYER_LANDLOCK;
}
