#define _GNU_SOURCE
#include "CEndToEnd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

int e2e_open_terminal(int *master, int *slave) {
  struct winsize size = {.ws_row = 24, .ws_col = 80};
  if (openpty(master, slave, NULL, NULL, &size) != 0) return errno;
  fcntl(*master, F_SETFD, FD_CLOEXEC);
  fcntl(*slave, F_SETFD, FD_CLOEXEC);
  return 0;
}

/* In the child: only calls that are safe between fork and exec. */
static void become(const char *path, char *const arguments[], char *const environment[],
                   const int descriptors[4], int is_session, int report) {
  int lifted[4];
  for (int i = 0; i < 4; i++) {
    int source = descriptors[i] >= 0 ? descriptors[i] : open("/dev/null", O_RDWR);
    lifted[i] = fcntl(source, F_DUPFD, 16);
  }
  for (int i = 0; i < 4; i++) dup2(lifted[i], i);
  for (int i = 0; i < 4; i++) close(lifted[i]);
  if (descriptors[3] < 0) close(3);
  if (is_session && (setsid() < 0 || ioctl(0, TIOCSCTTY, 0) != 0)) goto failed;
  for (int number = 1; number < 65; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(path, arguments, environment);
failed:;
  int error = errno;
  if (write(report, &error, sizeof error) < 0) _exit(126);
  _exit(127);
}

int e2e_spawn(const char *path, char *const arguments[], char *const environment[],
              const int descriptors[4], int is_session, pid_t *pid) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) != 0) return errno;
  int high = fcntl(report[1], F_DUPFD_CLOEXEC, 64);
  close(report[1]);
  pid_t child = fork();
  if (child == 0) become(path, arguments, environment, descriptors, is_session, high);
  int error = child < 0 ? errno : 0;
  close(high);
  if (error == 0 && read(report[0], &error, sizeof error) < 0) error = errno;
  close(report[0]);
  *pid = child;
  return error;
}

void e2e_await_readable(int descriptor, long nanoseconds) {
  struct pollfd entry = {.fd = descriptor, .events = POLLIN};
  struct timespec limit = {.tv_nsec = nanoseconds};
  ppoll(&entry, 1, &limit, NULL);
}

int e2e_mount_small(const char *directory, long long bytes) {
  char options[64];
  snprintf(options, sizeof options, "size=%lld,mode=700", bytes);
  return mount("tmpfs", directory, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0 ? 0 : errno;
}

int e2e_unmount(const char *directory) {
  return umount2(directory, MNT_DETACH) == 0 ? 0 : errno;
}

int e2e_limit_files(pid_t pid, long long bytes) {
  struct rlimit limit = {.rlim_cur = (rlim_t)bytes, .rlim_max = RLIM_INFINITY};
  return prlimit(pid, RLIMIT_FSIZE, &limit, NULL) == 0 ? 0 : errno;
}
