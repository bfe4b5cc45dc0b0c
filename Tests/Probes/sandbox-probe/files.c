#include "probe.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

static int can_read(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  char byte;
  int error = read(file, &byte, 1) < 0 ? errno : 0;
  close(file);
  return error;
}

static int can_write(const char *path, int flags) {
  int file = open(path, O_WRONLY | O_CLOEXEC | flags, 0600);
  if (file < 0) return errno;
  close(file);
  return 0;
}

static void join(char *into, const char *folder, const char *name) {
  snprintf(into, PATH_ROOM, "%s/%s", folder, name);
}

static int read_passwd(const struct target *t) {
  (void)t;
  return can_read("/etc/passwd");
}

static int read_secret(const struct target *t) { return can_read(t->secret); }

static int read_proc_self(const struct target *t) {
  (void)t;
  return can_read("/proc/self/maps");
}

static int read_sys(const struct target *t) {
  (void)t;
  return can_read("/sys/devices/system/cpu/online");
}

// Metadata: landlock does not cover it, an empty root does.
static int see_passwd(const struct target *t) {
  (void)t;
  struct stat status;
  return RESULT(stat("/etc/passwd", &status));
}

static int read_dotdot(const struct target *t) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "%s/../../../../../../../../../..%s", t->folder, t->secret);
  int error = can_read(path);
  if (error == 0) return 0;
  return can_read("../secret") == 0 ? 0 : error;
}

static int list_root(const struct target *t) {
  (void)t;
  DIR *root = opendir("/");
  if (root == NULL) return errno;
  int names = 0;
  while (readdir(root) != NULL) names++;
  closedir(root);
  // Our own three folders and the two dots are no secret.
  return names > 5 ? 0 : ENOENT;
}

static int victim_file(const struct target *t, const char *name) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "/proc/%ld/%s", t->victim, name);
  return can_read(path);
}

static int read_victim_environ(const struct target *t) { return victim_file(t, "environ"); }
static int read_victim_memory(const struct target *t) { return victim_file(t, "maps"); }

static int open_victim_memory(const struct target *t) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "/proc/%ld/mem", t->victim);
  return can_write(path, 0);
}

// Another process's root leads around one's own.
static int walk_victim_root(const struct target *t) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "/proc/%ld/root/etc/passwd", t->victim);
  return can_read(path);
}

static int list_victim_descriptors(const struct target *t) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "/proc/%ld/fd", t->victim);
  DIR *folder = opendir(path);
  if (folder == NULL) return errno;
  closedir(folder);
  return 0;
}

static int write_outside(const struct target *t) {
  (void)t;
  char path[] = "/tmp/escape-XXXXXX";
  int file = mkstemp(path);
  if (file < 0) return errno;
  unlink(path);
  close(file);
  return 0;
}

static int write_shared_memory(const struct target *t) {
  (void)t;
  int error = can_write("/dev/shm/escape-probe", O_CREAT);
  if (error == 0) unlink("/dev/shm/escape-probe");
  return error;
}

// The running file itself answers ETXTBSY everywhere, so its permissions are what is asked for.
static int write_bundle(const struct target *t) {
  return RESULT(syscall(SYS_faccessat, AT_FDCWD, t->program, W_OK));
}

static int create_beside_program(const struct target *t) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "%s.new", t->program);
  int error = can_write(path, O_CREAT | O_EXCL);
  if (error == 0) unlink(path);
  return error;
}

static int remove_program(const struct target *t) {
  char path[PATH_ROOM];
  snprintf(path, sizeof path, "%s.moved", t->program);
  if (rename(t->program, path) != 0) return errno;
  return RESULT(rename(path, t->program));
}

static int copy_program(const char *from, const char *to) {
  int source = open(from, O_RDONLY | O_CLOEXEC);
  if (source < 0) return errno;
  int copy = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
  if (copy < 0) return errno;
  static char chunk[65536];
  ssize_t got;
  while ((got = read(source, chunk, sizeof chunk)) > 0) {
    if (write(copy, chunk, (size_t)got) != got) return errno;
  }
  close(source);
  close(copy);
  return 0;
}

static char *const second_start[] = {"probe", "second-start", NULL};
static char *const empty[] = {NULL};

static int exec_from_data(const struct target *t) {
  char path[PATH_ROOM];
  join(path, t->folder, "copy");
  int error = copy_program(t->program, path);
  if (error != 0) return error;
  execve(path, second_start, empty);
  return errno;
}

static int map_code_from_data(const struct target *t) {
  char path[PATH_ROOM];
  join(path, t->folder, "code");
  int error = copy_program(t->program, path);
  if (error != 0) return error;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  void *code = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, file, 0);
  return code == MAP_FAILED ? errno : 0;
}

static int exec_memory_file(const struct target *t) {
  int file = (int)syscall(SYS_memfd_create, "code", 1);
  if (file < 0) return errno;
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  int error = copy_program(t->program, path);
  if (error != 0) return error;
  syscall(SYS_execveat, file, "", second_start, empty, AT_EMPTY_PATH);
  return errno;
}

static int exec_shell(const struct target *t) {
  (void)t;
  char *const arguments[] = {"sh", "-c", "echo open", NULL};
  execve("/bin/sh", arguments, empty);
  return errno;
}

// Opens where su lets root run a command without asking.
static int exec_su(const struct target *t) {
  (void)t;
  char *const arguments[] = {"su", "root", "-s", "/bin/sh", "-c", "echo open", NULL};
  execve("/bin/su", arguments, empty);
  return errno;
}

static int exec_self(const struct target *t) {
  execve(t->program, second_start, empty);
  return errno;
}

// The number that the launcher was allowed to execute through.
static int exec_through_launcher_number(const struct target *t) {
  int file = open(t->program, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  if (dup2(file, 250) < 0) return errno;
  syscall(SYS_execveat, 250, "", second_start, empty, AT_EMPTY_PATH);
  return errno;
}

static int exec_at_self(const struct target *t) {
  syscall(SYS_execveat, AT_FDCWD, t->program, second_start, empty, 0);
  return errno;
}

static int link_out(const struct target *t) {
  char path[PATH_ROOM];
  join(path, t->folder, "link");
  unlink(path);
  if (symlink(t->secret, path) != 0) return errno;
  int error = can_read(path);
  unlink(path);
  return error;
}

static int hard_link_out(const struct target *t) {
  char path[PATH_ROOM];
  join(path, t->folder, "hard");
  unlink(path);
  if (link(t->secret, path) != 0) return errno;
  unlink(path);
  return 0;
}

static int make_device(const struct target *t) {
  char path[PATH_ROOM];
  join(path, t->folder, "device");
  if (mknod(path, S_IFCHR | 0600, makedev(1, 3)) != 0) return errno;
  unlink(path);
  return 0;
}

static int make_setuid(const struct target *t) {
  char path[PATH_ROOM];
  join(path, t->folder, "suid");
  int error = can_write(path, O_CREAT);
  if (error != 0) return error;
  error = RESULT(chmod(path, 04755));
  unlink(path);
  return error;
}

// More than the size of /data and of the longest file together.
static int fill_one_file(const struct target *t) {
  char path[PATH_ROOM];
  join(path, t->folder, "large");
  int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return errno;
  static char chunk[1 << 20];
  int error = 0;
  for (int i = 0; i < 64 && error == 0; i++) {
    if (write(file, chunk, sizeof chunk) != sizeof chunk) error = errno == 0 ? ENOSPC : errno;
  }
  unlink(path);
  close(file);
  return error;
}

static int fill_with_many(const struct target *t) {
  char path[PATH_ROOM];
  int error = 0, count = 0;
  for (; count < 2000 && error == 0; count++) {
    snprintf(path, sizeof path, "%s/many-%d", t->folder, count);
    error = can_write(path, O_CREAT);
  }
  while (count-- > 0) {
    snprintf(path, sizeof path, "%s/many-%d", t->folder, count);
    unlink(path);
  }
  return error;
}

// Reading less than a whole record is an error of its own, so opening is the escape.
// Programs that share a bundle must not talk through it.
static int lock_bundle(const struct target *t) {
  int file = open(t->program, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  return RESULT(flock(file, LOCK_EX | LOCK_NB));
}

static int lock_bundle_range(const struct target *t) {
  int file = open(t->program, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  struct flock range = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
  return RESULT(fcntl(file, F_SETLK, &range));
}

static int measure_disk(const struct target *t) {
  struct statfs system;
  return RESULT(statfs(t->program, &system));
}

static int open_log(const struct target *t) {
  (void)t;
  return RESULT(open("/dev/kmsg", O_RDONLY | O_CLOEXEC));
}

static int open_memory(const struct target *t) { (void)t; return can_write("/dev/mem", 0); }

const struct probe file_probes[] = {
    {"read-passwd", read_passwd}, {"read-secret", read_secret}, {"stat-passwd", see_passwd},
    {"read-dotdot", read_dotdot}, {"list-root", list_root},
    {"read-proc-self", read_proc_self}, {"read-sys", read_sys},
    {"read-victim-environ", read_victim_environ}, {"read-victim-maps", read_victim_memory},
    {"list-victim-descriptors", list_victim_descriptors},
    {"open-victim-memory", open_victim_memory}, {"walk-victim-root", walk_victim_root},
    {"write-outside", write_outside}, {"write-dev-shm", write_shared_memory},
    {"write-bundle", write_bundle}, {"create-in-bundle", create_beside_program},
    {"rename-in-bundle", remove_program}, {"exec-from-data", exec_from_data},
    {"map-code-from-data", map_code_from_data}, {"exec-memfd", exec_memory_file},
    {"exec-shell", exec_shell}, {"exec-su", exec_su},
    {"exec-self", exec_self}, {"execveat-self", exec_at_self},
    {"execveat-launcher-number", exec_through_launcher_number},
    {"symlink-out", link_out}, {"hardlink-out", hard_link_out}, {"mknod", make_device},
    {"chmod-setuid", make_setuid}, {"fill-one-file", fill_one_file},
    {"fill-inodes", fill_with_many}, {"open-kmsg", open_log}, {"flock-bundle", lock_bundle},
    {"fcntl-lock-bundle", lock_bundle_range}, {"statfs-bundle", measure_disk},
    {"open-dev-mem", open_memory},
    {NULL, NULL},
};
