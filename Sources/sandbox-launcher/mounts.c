#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_open_tree
#define SYS_open_tree 428
#endif
#ifndef SYS_move_mount
#define SYS_move_mount 429
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

// From the kernel's mount.h, which cannot be included beside the C library's.
enum { TREE_CLONE = 1, TREE_CLOEXEC = O_CLOEXEC, MOVE_FROM_DESCRIPTOR = 4 };
enum { ATTRIBUTE_READ_ONLY = 1, ATTRIBUTE_NOSUID = 2, ATTRIBUTE_NODEV = 4, ATTRIBUTE_NOEXEC = 8 };

struct tree_attributes {
  uint64_t set, clear, propagation, user_namespace;
};

// The new root is assembled over a directory that surely exists: the maps were written through it.
static const char scaffold[] = "/proc";

// The root holds four directories and two mount points, never data.
static const char root_options[] = "mode=0755,size=64k,nr_inodes=16";

static int clone_tree(int directory, const char *path) {
  unsigned flags = TREE_CLONE | TREE_CLOEXEC | AT_SYMLINK_NOFOLLOW;
  if (path[0] == 0) flags |= AT_EMPTY_PATH;
  return (int)syscall(SYS_open_tree, directory, path, flags);
}

static void set_attributes(const char *path, uint64_t set) {
  struct tree_attributes attributes = {.set = set};
  if (syscall(SYS_mount_setattr, AT_FDCWD, path, 0, &attributes, sizeof attributes) != 0) {
    fail(STEP_MOUNTS, errno);
  }
}

static void attach(int tree, const char *path, uint64_t attributes) {
  if (tree < 0) fail(STEP_MOUNTS, errno);
  if (syscall(SYS_move_mount, tree, "", AT_FDCWD, path, MOVE_FROM_DESCRIPTOR) != 0) {
    fail(STEP_MOUNTS, errno);
  }
  set_attributes(path, attributes);
  close(tree);
}

// Taken while still root, so that a bundle below a 0700 home can be shown to a program's own user.
// A root without the right to mount (a container's) gives -1: the path must do.
int detach_bundle(void) { return clone_tree(BUNDLE_FD, ""); }

// The daemon's descriptor belongs to the old mount namespace and cannot be cloned here: the path is
// taken, and must lead to the very directory the daemon opened.
static int clone_bundle_by_path(const char *path) {
  int tree = clone_tree(AT_FDCWD, path);
  if (tree < 0) fail(STEP_MOUNTS, errno);
  struct stat meant, found;
  if (fstat(BUNDLE_FD, &meant) != 0 || fstat(tree, &found) != 0) fail(STEP_MOUNTS, errno);
  if (meant.st_dev != found.st_dev || meant.st_ino != found.st_ino) fail(STEP_MOUNTS, ESTALE);
  return tree;
}

static void make_directory(const char *path) {
  if (mkdir(path, 0755) != 0) fail(STEP_MOUNTS, errno);
}

static void make_file(const char *path) {
  int file = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0444);
  if (file < 0) fail(STEP_MOUNTS, errno);
  close(file);
}

static void mount_data(const struct policy *policy) {
  char options[96];
  snprintf(options, sizeof options, "mode=0700,size=%llu,nr_inodes=%u",
           (unsigned long long)policy->fields.data_bytes, policy->fields.data_inodes);
  unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  if (mount("tmpfs", "data", "tmpfs", flags, options) != 0) fail(STEP_MOUNTS, errno);
}

static void leave_old_root(void) {
  // Both names are the new root: the old one ends up mounted over it and is taken off at once.
  if (syscall(SYS_pivot_root, ".", ".") != 0) fail(STEP_MOUNTS, errno);
  if (umount2(".", MNT_DETACH) != 0) fail(STEP_MOUNTS, errno);
  if (chdir("/") != 0) fail(STEP_MOUNTS, errno);
}

void build_root(const struct policy *policy, int bundle_tree) {
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) fail(STEP_MOUNTS, errno);
  int bundle = bundle_tree >= 0 ? bundle_tree : clone_bundle_by_path(policy->bundle);
  close(BUNDLE_FD);
  int null = clone_tree(AT_FDCWD, "/dev/null");
  int random = clone_tree(AT_FDCWD, "/dev/urandom");
  if (mount("tmpfs", scaffold, "tmpfs", MS_NOSUID | MS_NODEV, root_options) != 0) {
    fail(STEP_MOUNTS, errno);
  }
  if (chdir(scaffold) != 0) fail(STEP_MOUNTS, errno);
  make_directory("app");
  make_directory("data");
  make_directory("dev");
  make_file("dev/null");
  make_file("dev/urandom");
  attach(bundle, "app", ATTRIBUTE_READ_ONLY | ATTRIBUTE_NOSUID | ATTRIBUTE_NODEV);
  attach(null, "dev/null", ATTRIBUTE_NOSUID | ATTRIBUTE_NOEXEC);
  attach(random, "dev/urandom", ATTRIBUTE_READ_ONLY | ATTRIBUTE_NOSUID | ATTRIBUTE_NOEXEC);
  mount_data(policy);
  leave_old_root();
  set_attributes("/", ATTRIBUTE_READ_ONLY | ATTRIBUTE_NOSUID | ATTRIBUTE_NODEV |
                          ATTRIBUTE_NOEXEC);
}
