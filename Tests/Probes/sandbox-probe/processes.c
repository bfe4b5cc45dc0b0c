#include "probe.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

static int finish_child(long pid) {
  if (pid < 0) return errno;
  if (pid == 0) _exit(0);
  waitpid((pid_t)pid, NULL, 0);
  return 0;
}

static int try_fork(const struct target *t) {
  (void)t;
  return finish_child(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
}

#ifdef SYS_fork
static int old_fork(const struct target *t) { (void)t; return finish_child(syscall(SYS_fork)); }
#endif

// Sixty-four at once, each of which waits until all are there.
static int fork_bomb(const struct target *t) {
  (void)t;
  pid_t children[64];
  int count = 0, error = 0;
  for (; count < 64 && error == 0; count++) {
    long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
      pause();
      _exit(0);
    }
    if (child < 0) {
      error = errno;
      break;
    }
    children[count] = (pid_t)child;
  }
  while (count-- > 0) {
    kill(children[count], SIGKILL);
    waitpid(children[count], NULL, 0);
  }
  return error;
}

static int clone_user(const struct target *t) {
  (void)t;
  return finish_child(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
}

// High bits that a filter comparing whole words could miss.
static int clone_high_bits(const struct target *t) {
  (void)t;
  return finish_child(syscall(SYS_clone, 0xF00000000UL | SIGCHLD, 0, 0, 0, 0));
}

static int clone_three(const struct target *t) {
  (void)t;
  uint64_t arguments[8] = {0, 0, 0, 0, SIGCHLD, 0, 0, 0};
  return finish_child(syscall(435, arguments, sizeof arguments));
}

static void *sit(void *argument) {
  (void)argument;
  while (1) pause();
  return NULL;
}

static int start_threads(int count) {
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 65536);
  for (int i = 0; i < count; i++) {
    pthread_t thread;
    int error = pthread_create(&thread, &small, sit, NULL);
    if (error != 0) return error;
  }
  return 0;
}

// Not an escape: threads must work, or no Swift program would.
static int one_thread(const struct target *t) { (void)t; return start_threads(4); }
static int thread_bomb(const struct target *t) { (void)t; return start_threads(400); }

static int memory_bomb(const struct target *t) {
  (void)t;
  for (int i = 0; i < 64; i++) {
    char *block = mmap(NULL, 8 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) return errno;
    memset(block, 1, 8 << 20);
  }
  return 0;
}

static int spin(const struct target *t) {
  (void)t;
  struct timespec used;
  do {
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  } while (used.tv_sec < 2);
  return 0;
}

static int open_many(const struct target *t) {
  (void)t;
  for (int i = 0; i < 100; i++) {
    if (dup(0) < 0) return errno;
  }
  return 0;
}

// Signal 0 asks for the permission and harms nobody.
static int signal_victim(const struct target *t) { return RESULT(kill((pid_t)t->victim, 0)); }
static int kill_victim(const struct target *t) { return RESULT(kill((pid_t)t->victim, SIGKILL)); }
static int signal_all(const struct target *t) { (void)t; return RESULT(kill(-1, 0)); }

static int signal_thread(const struct target *t) {
  return RESULT(syscall(SYS_tgkill, t->victim, t->victim, 0));
}

static int queue_signal(const struct target *t) {
  union sigval value = {0};
  return RESULT(sigqueue((pid_t)t->victim, 0, value));
}

// A descriptor's owner gets its signals: another way to send one.
static int signal_by_owner(const struct target *t) {
  return RESULT(fcntl(0, F_SETOWN, (int)t->victim));
}

static int open_process(const struct target *t) { return RESULT(syscall(434, t->victim, 0)); }

static int steal_descriptor(const struct target *t) {
  int process = (int)syscall(434, t->victim, 0);
  if (process < 0) process = 0;
  return RESULT(syscall(438, process, 0, 0));
}

static int trace(const struct target *t) {
  if (ptrace(PTRACE_SEIZE, (pid_t)t->victim, NULL, NULL) != 0) return errno;
  return 0;
}

static int read_memory(const struct target *t) {
  char here[16];
  struct iovec local = {here, sizeof here}, remote = {(void *)(uintptr_t)&file_probes, 16};
  return RESULT(process_vm_readv((pid_t)t->victim, &local, 1, &remote, 1, 0));
}

// The processor time of somebody else tells that and how much he works.
static int read_victim_clock(const struct target *t) {
  clockid_t clock = (clockid_t)(~(unsigned)t->victim << 3 | 2);
  struct timespec used;
  return RESULT(syscall(SYS_clock_gettime, clock, &used));
}

static int find_victim_session(const struct target *t) {
  return RESULT(getsid((pid_t)t->victim));
}

static int become_root(const struct target *t) { (void)t; return RESULT(setresuid(0, 0, 0)); }
static int change_group(const struct target *t) { (void)t; return RESULT(setresgid(0, 0, 0)); }

static int raise_limit(const struct target *t) {
  (void)t;
  struct rlimit wide;
  if (getrlimit(RLIMIT_MEMLOCK, &wide) != 0) return errno;
  wide.rlim_max += 1;
  return RESULT(setrlimit(RLIMIT_MEMLOCK, &wide));
}

static int raise_priority(const struct target *t) {
  (void)t;
  // By effect: the filter pretends success.
  setpriority(PRIO_PROCESS, 0, -5);
  errno = 0;
  return getpriority(PRIO_PROCESS, 0) == -5 ? 0 : EPERM;
}

static int go_realtime(const struct target *t) {
  (void)t;
  struct sched_param first = {.sched_priority = 1};
  return RESULT(sched_setscheduler(0, SCHED_FIFO, &first));
}

static int lock_memory(const struct target *t) { (void)t; return RESULT(mlockall(MCL_CURRENT)); }

const struct probe process_probes[] = {
    {"fork", try_fork},
#ifdef SYS_fork
    {"fork-old-call", old_fork},
#endif
    {"fork-bomb", fork_bomb}, {"clone-new-user", clone_user}, {"clone-high-bits", clone_high_bits},
    {"clone3", clone_three}, {"one-thread", one_thread}, {"thread-bomb", thread_bomb},
    {"memory-bomb", memory_bomb}, {"cpu-spin", spin}, {"open-files", open_many},
    {"signal-victim", signal_victim}, {"kill-victim", kill_victim}, {"signal-all", signal_all},
    {"tgkill-victim", signal_thread}, {"sigqueue-victim", queue_signal},
    {"fcntl-setown-victim", signal_by_owner}, {"pidfd-open-victim", open_process},
    {"pidfd-getfd", steal_descriptor}, {"ptrace-victim", trace},
    {"process-vm-readv", read_memory}, {"read-victim-clock", read_victim_clock},
    {"find-victim-session", find_victim_session}, {"setuid-0", become_root},
    {"setgid-0", change_group},
    {"rlimit-raise", raise_limit}, {"nice-by-effect", raise_priority},
    {"realtime-scheduling", go_realtime}, {"mlock", lock_memory},
    {NULL, NULL},
};
