#include "probe.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <mqueue.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/time.h>
#include <sys/utsname.h>

extern char **environ;

#define UNUSED (void)t

static int try_unshare(const struct target *t) { UNUSED; return RESULT(unshare(CLONE_NEWUSER)); }

static int try_setns(const struct target *t) {
  UNUSED;
  int space = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);
  return RESULT(setns(space < 0 ? 0 : space, 0));
}

static int try_mount(const struct target *t) {
  if (mount("tmpfs", t->folder, "tmpfs", 0, "size=64k") != 0) return errno;
  umount2(t->folder, MNT_DETACH);
  return 0;
}

static int try_umount(const struct target *t) {
  UNUSED;
  return RESULT(umount2("/app", MNT_DETACH));
}
static int try_fsopen(const struct target *t) { UNUSED; return RESULT(syscall(430, "tmpfs", 0)); }
static int try_chroot(const struct target *t) { return RESULT(chroot(t->folder)); }
static int try_pivot(const struct target *t) {
  UNUSED;
  return RESULT(syscall(SYS_pivot_root, ".", "."));
}

static int try_io_uring(const struct target *t) {
  UNUSED;
  static char parameters[256];
  return RESULT(syscall(425, 2, parameters));
}

static int try_bpf(const struct target *t) {
  UNUSED;
  // BPF_MAP_CREATE of a one-entry array.
  uint32_t attributes[18] = {2, 4, 4, 1};
  return RESULT(syscall(SYS_bpf, 0, attributes, sizeof attributes));
}

static int try_keyctl(const struct target *t) {
  UNUSED;
  return RESULT(syscall(SYS_keyctl, 0, -3, 1));
}

static int try_add_key(const struct target *t) {
  UNUSED;
  return RESULT(syscall(SYS_add_key, "user", "escape-probe", "x", 1, -2));
}

static int try_perf(const struct target *t) {
  UNUSED;
  // A software event counting the own process.
  uint64_t attributes[16] = {1 | (uint64_t)112 << 32, 0};
  return RESULT(syscall(SYS_perf_event_open, attributes, 0, -1, -1, 0));
}

static int try_userfaultfd(const struct target *t) {
  UNUSED;
  return RESULT(syscall(SYS_userfaultfd, O_CLOEXEC | 1));
}

static int try_personality(const struct target *t) {
  UNUSED;
  return RESULT(personality(ADDR_NO_RANDOMIZE));
}

static int try_shm(const struct target *t) {
  UNUSED;
  int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
  if (segment < 0) return errno;
  shmctl(segment, IPC_RMID, NULL);
  return 0;
}

static int try_message_queue(const struct target *t) {
  UNUSED;
  int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
  if (queue < 0) return errno;
  msgctl(queue, IPC_RMID, NULL);
  return 0;
}

static int try_posix_queue(const struct target *t) {
  UNUSED;
  mqd_t queue = mq_open("/escape-probe", O_RDWR | O_CREAT, 0600, NULL);
  if (queue < 0) return errno;
  mq_unlink("/escape-probe");
  return 0;
}

// The high half of the request is ignored by the kernel; a filter must ignore it as well.
static int ioctl_high_bits(const struct target *t) {
  UNUSED;
  int zero = 0;
  return RESULT(syscall(SYS_ioctl, 0, 0x100000000UL | FIOASYNC, &zero));
}

static int ioctl_other(const struct target *t) {
  UNUSED;
  int zero = 0;
  return RESULT(ioctl(0, FIOASYNC, &zero));
}

static int x32_call(const struct target *t) {
  UNUSED;
  return RESULT(syscall(0x40000000 | SYS_getpid));
}

static int old_gate(const struct target *t) {
  UNUSED;
#if defined(__x86_64__)
  long answer;
  // 20 is getpid in the 32-bit table.
  __asm__ volatile("int $0x80" : "=a"(answer) : "a"(20L) : "memory", "r8", "r9", "r10", "r11");
  return answer < 0 ? (int)-answer : 0;
#else
  return ENOSYS;
#endif
}

// Every one of these would loosen what the launcher fixed.
static int loosen(const struct target *t) {
  UNUSED;
  return RESULT(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static int clear_death_signal(const struct target *t) {
  UNUSED;
  return RESULT(prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0));
}

static int gain_privileges(const struct target *t) {
  UNUSED;
  return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0 ? 0 : EPERM;
}

static int leaked_descriptor(const struct target *t) {
  UNUSED;
  for (int i = 3; i < 4096; i++) {
    if (fcntl(i, F_GETFD) >= 0) return 0;
  }
  return EBADF;
}

// Open means: something beyond the three fixed variables, or without them.
static int leaked_environment(const struct target *t) {
  UNUSED;
  int count = 0, known = 0;
  for (char **each = environ; *each != NULL; each++, count++) {
    if (strcmp(*each, "SWIFT_ROOT=/app") == 0) known++;
    if (strcmp(*each, "SWIFT_BACKTRACE=enable=no") == 0) known++;
    if (strcmp(*each, "MALLOC_ARENA_MAX=1") == 0) known++;
  }
  return count == 3 && known == 3 ? ENOENT : 0;
}

static int set_name(const struct target *t) {
  UNUSED;
  struct utsname now;
  if (uname(&now) != 0) return errno;
  return RESULT(sethostname(now.nodename, strlen(now.nodename)));
}

// The machine's name is a fact about the person; inside it is "sandbox".
static int read_name(const struct target *t) {
  UNUSED;
  struct utsname now;
  if (uname(&now) != 0) return errno;
  return strcmp(now.nodename, "sandbox") == 0 ? ENOENT : 0;
}

static int set_clock(const struct target *t) {
  UNUSED;
  struct timezone zone = {0};
  return RESULT(settimeofday(NULL, &zone));
}

static int file_handle(const struct target *t) {
  struct { unsigned bytes; int type; unsigned char data[128]; } handle = {.bytes = 128};
  int mount_id;
  return RESULT(syscall(SYS_name_to_handle_at, AT_FDCWD, t->folder, &handle, &mount_id, 0));
}

static int open_handle(const struct target *t) {
  struct { unsigned bytes; int type; unsigned char data[128]; } handle = {.bytes = 128};
  int mount_id, folder = open(t->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return errno;
  if (syscall(SYS_name_to_handle_at, AT_FDCWD, t->folder, &handle, &mount_id, 0) != 0) {
    return errno;
  }
  return RESULT(syscall(SYS_open_by_handle_at, folder, &handle, O_RDONLY | O_CLOEXEC));
}

// The console's own request, which needs no terminal in front of the program.
static int ask_console(const struct target *t) {
  UNUSED;
  char request[2] = {12, 0};
  int console = open("/dev/tty0", O_RDWR | O_CLOEXEC);
  return RESULT(ioctl(console < 0 ? 0 : console, TIOCLINUX, request));
}

static int push_input(const struct target *t) {
  UNUSED;
  char letter = 'x';
  int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
  return RESULT(ioctl(terminal < 0 ? 0 : terminal, TIOCSTI, &letter));
}

static int load_module(const struct target *t) {
  UNUSED;
  return RESULT(syscall(SYS_init_module, "", 0, ""));
}

static int kernel_log(const struct target *t) {
  UNUSED;
  return RESULT(syscall(SYS_syslog, 10, 0, 0));
}

const struct probe kernel_probes[] = {
    {"unshare-user", try_unshare}, {"setns", try_setns}, {"mount", try_mount},
    {"umount-app", try_umount}, {"fsopen", try_fsopen}, {"chroot", try_chroot},
    {"pivot-root", try_pivot}, {"io-uring", try_io_uring}, {"bpf", try_bpf},
    {"keyctl", try_keyctl}, {"add-key", try_add_key}, {"perf", try_perf},
    {"userfaultfd", try_userfaultfd}, {"personality", try_personality},
    {"sysv-shm", try_shm}, {"sysv-queue", try_message_queue}, {"posix-queue", try_posix_queue},
    {"ioctl-high-bits", ioctl_high_bits}, {"ioctl-other", ioctl_other}, {"x32-call", x32_call},
    {"int-80", old_gate}, {"set-dumpable", loosen}, {"clear-death-signal", clear_death_signal},
    {"no-new-privs-off", gain_privileges}, {"descriptor-leak", leaked_descriptor},
    {"environment-leak", leaked_environment}, {"set-hostname", set_name},
    {"read-hostname", read_name}, {"set-clock", set_clock}, {"file-handle", file_handle},

    {"open-by-handle", open_handle}, {"tioclinux", ask_console}, {"tiocsti", push_input},
    {"load-module", load_module}, {"kernel-log", kernel_log},
    {NULL, NULL},
};
