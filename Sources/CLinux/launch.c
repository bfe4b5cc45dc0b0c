#define _GNU_SOURCE
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

// Sources are first copied above every slot: dup2 onto a slot must not close another source.
static int lift(const int slots[], int lifted[]) {
  for (int i = 0; i < CLINUX_LAUNCH_SLOTS; i++) {
    lifted[i] = -1;
    if (slots[i] < 0) continue;
    lifted[i] = fcntl(slots[i], F_DUPFD_CLOEXEC, CLINUX_LAUNCH_SLOTS);
    if (lifted[i] < 0) return errno;
  }
  return 0;
}

static int prepare(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes,
                   const int lifted[]) {
  int error = 0;
  for (int i = 0; i < CLINUX_LAUNCH_SLOTS && error == 0; i++) {
    if (lifted[i] >= 0) error = posix_spawn_file_actions_adddup2(actions, lifted[i], i);
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  if (error == 0) error = posix_spawnattr_setsigmask(attributes, &none);
  if (error == 0) error = posix_spawnattr_setsigdefault(attributes, &all);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (error == 0) error = posix_spawnattr_setflags(attributes, flags);
  return error;
}

int clinux_launch(const char *path, const int slots[CLINUX_LAUNCH_SLOTS], pid_t *pid) {
  int lifted[CLINUX_LAUNCH_SLOTS];
  for (int i = 0; i < CLINUX_LAUNCH_SLOTS; i++) lifted[i] = -1;
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  int error = lift(slots, lifted);
  if (error == 0) error = prepare(&actions, &attributes, lifted);
  if (error == 0) {
    char *const arguments[] = {(char *)path, NULL};
    char *const environment[] = {NULL};
    error = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
  }
  for (int i = 0; i < CLINUX_LAUNCH_SLOTS; i++) {
    if (lifted[i] >= 0) close(lifted[i]);
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

int clinux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

int clinux_open_directory(const char *path) {
  int descriptor = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  return descriptor >= 0 ? descriptor : -errno;
}

int clinux_pidfd_open(pid_t pid) {
  int descriptor = (int)syscall(SYS_pidfd_open, pid, 0);
  return descriptor >= 0 ? descriptor : -errno;
}

int clinux_pidfd_send_signal(int pidfd, int number) {
  return syscall(SYS_pidfd_send_signal, pidfd, number, NULL, 0) == 0 ? 0 : errno;
}

// unshare() moves only the calling thread, so a thread that ends at once makes the namespace.
static void *make_namespace(void *result) {
  int *descriptor = result;
  if (unshare(CLONE_NEWNET) != 0) {
    *descriptor = -errno;
    return NULL;
  }
  *descriptor = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  if (*descriptor < 0) *descriptor = -errno;
  return NULL;
}

int clinux_new_network_namespace(void) {
  pthread_t thread;
  int descriptor = -EAGAIN;
  int error = pthread_create(&thread, NULL, make_namespace, &descriptor);
  if (error != 0) return -error;
  pthread_join(thread, NULL);
  return descriptor;
}

int clinux_is_delegated(const char *path) {
  char mark = 0;
  return (getxattr(path, "user.delegate", &mark, 1) == 1 && mark == '1') ||
         (getxattr(path, "trusted.delegate", &mark, 1) == 1 && mark == '1');
}

int clinux_sync_file_system(int descriptor) { return syncfs(descriptor); }
