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

// The root holds folders, mount points and two links, never data.
static const char root_options[] = "mode=0755,size=256k,nr_inodes=64";

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

// Every folder on the way to the last name of a path, relative to the new root.
static void make_way(const char *path) {
  char way[INTERPRETER_PATH_LIMIT + 1];
  size_t length = strlen(path);
  if (length >= sizeof way) fail(STEP_MOUNTS, ENAMETOOLONG);
  for (size_t i = 1; i < length; i++) {
    if (path[i] != '/') continue;
    memcpy(way, path, i);
    way[i] = 0;
    if (mkdir(way, 0755) != 0 && errno != EEXIST) fail(STEP_MOUNTS, errno);
  }
}

// What the loader's own path goes through where /lib is a link into /usr.
static void copy_link(const char *name) {
  char from[16], target[64];
  snprintf(from, sizeof from, "/%s", name);
  ssize_t length = readlink(from, target, sizeof target - 1);
  if (length <= 0) return;
  target[length] = 0;
  if (strncmp(target, "usr/", 4) != 0 || strstr(target, "..") != NULL) return;
  if (symlink(target, name) != 0) fail(STEP_MOUNTS, errno);
}

// System libraries, read-only at the paths where programs look for them.
static void mount_libraries(const struct policy *policy, const int *trees) {
  copy_link("lib");
  copy_link("lib64");
  for (const char *at = next_library(policy, NULL); at != NULL; at = next_library(policy, at)) {
    const char *inside = at + 2;
    make_way(inside);
    struct stat status;
    if (*trees < 0 || fstat(*trees, &status) != 0) fail(STEP_MOUNTS, errno);
    if (S_ISDIR(status.st_mode)) {
      if (mkdir(inside, 0755) != 0 && errno != EEXIST) fail(STEP_MOUNTS, errno);
    } else {
      if (!S_ISREG(status.st_mode)) fail(STEP_MOUNTS, EACCES);
      // The loader may lie in a folder of libraries that is there already.
      if (faccessat(AT_FDCWD, inside, F_OK, AT_EACCESS) == 0) {
        close(*trees++);
        continue;
      }
      make_file(inside);
    }
    attach(*trees++, inside, ATTRIBUTE_READ_ONLY | ATTRIBUTE_NOSUID | ATTRIBUTE_NODEV);
  }
}

// Taken before the new root covers the old one.
static void clone_libraries(const struct policy *policy, int *trees) {
  int count = 0;
  for (const char *at = next_library(policy, NULL); at != NULL; at = next_library(policy, at)) {
    if (count == LIBRARY_COUNT_LIMIT) fail(STEP_MOUNTS, E2BIG);
    trees[count] = clone_tree(AT_FDCWD, at + 1);
    if (trees[count++] < 0) fail(STEP_MOUNTS, errno);
  }
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
  int libraries[LIBRARY_COUNT_LIMIT];
  clone_libraries(policy, libraries);
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
  if (policy->fields.libraries_length > 0) mount_libraries(policy, libraries);
  mount_data(policy);
  leave_old_root();
  set_attributes("/", ATTRIBUTE_READ_ONLY | ATTRIBUTE_NOSUID | ATTRIBUTE_NODEV |
                          ATTRIBUTE_NOEXEC);
}
