#define _GNU_SOURCE
#include "CEscape.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

int escape_become_user(uid_t uid, gid_t gid) {
  if (syscall(SYS_setgroups, 0, NULL) != 0) return errno;
  if (syscall(SYS_setresgid, gid, gid, gid) != 0) return errno;
  if (syscall(SYS_setresuid, uid, uid, uid) != 0) return errno;
  return 0;
}

static int listen_unix(const struct sockaddr_un *address, socklen_t size) {
  int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) return -errno;
  if (bind(made, (const struct sockaddr *)address, size) != 0) return -errno;
  return listen(made, 64) == 0 ? 0 : -errno;
}

static int listen_inet(int type, uint16_t port, uint16_t *bound) {
  int made = socket(AF_INET, type | SOCK_CLOEXEC, 0);
  if (made < 0) return -errno;
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(port),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (bind(made, (struct sockaddr *)&address, sizeof address) != 0) return -errno;
  if (type == SOCK_STREAM && listen(made, 64) != 0) return -errno;
  socklen_t size = sizeof address;
  if (getsockname(made, (struct sockaddr *)&address, &size) != 0) return -errno;
  *bound = ntohs(address.sin_port);
  return 0;
}

// Where the probe sends a datagram through a socket that it was allowed to have.
static int bind_datagrams(const char *path) {
  struct sockaddr_un named = {.sun_family = AF_UNIX};
  int length = snprintf(named.sun_path, sizeof named.sun_path, "%s.datagrams", path);
  if (length < 0 || (size_t)length >= sizeof named.sun_path) return -ENAMETOOLONG;
  int made = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (made < 0) return -errno;
  if (bind(made, (struct sockaddr *)&named, sizeof named) != 0) return -errno;
  return chmod(named.sun_path, 0777) == 0 ? 0 : -errno;
}

int escape_listen(const char *path) {
  struct sockaddr_un named = {.sun_family = AF_UNIX}, abstract = {.sun_family = AF_UNIX};
  size_t length = strlen(path);
  if (length + 1 >= sizeof named.sun_path) return -ENAMETOOLONG;
  memcpy(named.sun_path, path, length);
  memcpy(abstract.sun_path + 1, path, length);
  int error = listen_unix(&named, sizeof named);
  if (error == 0) chmod(path, 0777);
  if (error == 0) error = bind_datagrams(path);
  socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
  if (error == 0) error = listen_unix(&abstract, size);
  uint16_t port = 0, same = 0;
  if (error == 0) error = listen_inet(SOCK_STREAM, 0, &port);
  if (error == 0) error = listen_inet(SOCK_DGRAM, port, &same);
  return error == 0 ? port : error;
}

static int install(struct sock_filter *filter, size_t count) {
  struct sock_fprog program = {.len = (unsigned short)count, .filter = filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 ? 0 : errno;
}

static int refuse(uint32_t number) {
  struct sock_filter filter[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, number},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOSYS},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  return install(filter, sizeof filter / sizeof filter[0]);
}

int escape_refuse_namespaces(void) { return refuse(435); }

int escape_refuse_landlock(void) { return refuse(444); }

// Only where a limit is set: the C library reads the number of descriptors before it spawns, and
// takes 256 for the most where it may not.
int escape_refuse_limits(void) {
  struct sock_filter filter[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 3, SYS_prlimit64},
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(struct seccomp_data, args[2])},
      {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOSYS},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  return install(filter, sizeof filter / sizeof filter[0]);
}

int escape_refuse_capabilities(void) { return refuse(SYS_capset); }

int escape_refuse_filter(void) { return refuse(SYS_seccomp); }
