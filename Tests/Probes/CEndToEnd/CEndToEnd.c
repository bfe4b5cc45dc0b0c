#define _GNU_SOURCE
#include "CEndToEnd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
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
  // However the tests end, what they started ends too.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
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

struct order {
  const char *path;
  char *const *arguments, *const *environment;
  const int *descriptors;
  int is_session, error, is_done;
  pid_t pid;
};

static int launch(struct order *order) {
  int report[2], error = 0;
  if (pipe2(report, O_CLOEXEC) != 0) return errno;
  int high = fcntl(report[1], F_DUPFD_CLOEXEC, 64);
  close(report[1]);
  order->pid = fork();
  if (order->pid == 0) {
    become(order->path, order->arguments, order->environment, order->descriptors,
           order->is_session, high);
  }
  if (order->pid < 0) error = errno;
  close(high);
  if (error == 0 && read(report[0], &error, sizeof error) < 0) error = errno;
  close(report[0]);
  return error;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct order *waiting;

/* A child's parent-death signal is tied to the thread that made it: this one never ends. */
static void *spawner(void *unused) {
  pthread_mutex_lock(&lock);
  for (;;) {
    while (!waiting) pthread_cond_wait(&changed, &lock);
    waiting->error = launch(waiting);
    waiting->is_done = 1;
    waiting = NULL;
    pthread_cond_broadcast(&changed);
  }
  return unused;
}

int e2e_spawn(const char *path, char *const arguments[], char *const environment[],
              const int descriptors[4], int is_session, pid_t *pid) {
  static int is_running;
  struct order order = {path, arguments, environment, descriptors, is_session, 0, 0, 0};
  pthread_t thread;
  pthread_mutex_lock(&lock);
  if (!is_running) is_running = pthread_create(&thread, NULL, spawner, NULL) == 0;
  if (!is_running) {
    pthread_mutex_unlock(&lock);
    return EAGAIN;
  }
  while (waiting) pthread_cond_wait(&changed, &lock);
  waiting = &order;
  pthread_cond_broadcast(&changed);
  while (!order.is_done) pthread_cond_wait(&changed, &lock);
  pthread_mutex_unlock(&lock);
  *pid = order.pid;
  return order.error;
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

int e2e_pid_descriptor(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }
