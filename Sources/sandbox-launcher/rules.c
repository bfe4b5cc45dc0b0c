#include "rules.h"

#include <asm/ioctls.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>

#define ALLOW(name) {__NR_##name, KIND_ALLOW, CHECK_NONE, 0, {END}}
#define REFUSE(name) {__NR_##name, KIND_REFUSE, CHECK_NONE, 0, {END}}
#define KILL(name) {__NR_##name, KIND_KILL, CHECK_NONE, 0, {END}}
#define FAKE(name) {__NR_##name, KIND_FAKE, CHECK_NONE, 0, {END}}
#define WITH(name, what) {__NR_##name, KIND_CHECK, what, 0, {END}}
#define VALUES(name, index, ...) {__NR_##name, KIND_VALUES, CHECK_NONE, index, {__VA_ARGS__, END}}

// Calls newer than the headers we may be built with; numbers are the same on all architectures.
enum {
  CALL_PIDFD_SEND_SIGNAL = 424,
  CALL_IO_URING_SETUP = 425,
  CALL_IO_URING_ENTER = 426,
  CALL_IO_URING_REGISTER = 427,
  CALL_OPEN_TREE = 428,
  CALL_MOVE_MOUNT = 429,
  CALL_FSOPEN = 430,
  CALL_FSCONFIG = 431,
  CALL_FSMOUNT = 432,
  CALL_FSPICK = 433,
  CALL_PIDFD_OPEN = 434,
  CALL_CLOSE_RANGE = 436,
  CALL_PIDFD_GETFD = 438,
  CALL_FACCESSAT2 = 439,
  CALL_PROCESS_MADVISE = 440,
  CALL_EPOLL_PWAIT2 = 441,
  CALL_MOUNT_SETATTR = 442,
  CALL_MEMFD_SECRET = 447,
};
#define NEWER(kind, number) {number, kind, CHECK_NONE, 0, {END}}

// asyncio makes a pair of connected sockets to wake itself, and looks whether io_uring is there;
// Python marks descriptors by ioctl and asks a socket what it is.
const struct rule foreign_rules[] = {
    NEWER(KIND_MISSING, CALL_IO_URING_SETUP), NEWER(KIND_MISSING, CALL_IO_URING_ENTER),
    NEWER(KIND_MISSING, CALL_IO_URING_REGISTER), VALUES(socketpair, 0, AF_UNIX),
    WITH(sendto, CHECK_NO_ADDRESS), WITH(recvfrom, CHECK_NO_ADDRESS), ALLOW(shutdown),
    ALLOW(getsockname), ALLOW(getsockopt),
    VALUES(ioctl, 1, TCGETS, FIONREAD, FIONBIO, FIOCLEX, FIONCLEX),
};

const size_t foreign_rule_count = sizeof foreign_rules / sizeof foreign_rules[0];

const struct rule rules[] = {
    // What a waiting and answering program does all day comes first.
    ALLOW(read), ALLOW(write), ALLOW(futex), ALLOW(readv), ALLOW(writev), ALLOW(ppoll),
    ALLOW(epoll_pwait), ALLOW(mmap), ALLOW(munmap), ALLOW(mprotect), ALLOW(madvise), ALLOW(brk),
    ALLOW(mremap), ALLOW(nanosleep), ALLOW(gettimeofday), ALLOW(getrandom), ALLOW(sched_yield),

    ALLOW(close), NEWER(KIND_ALLOW, CALL_CLOSE_RANGE), ALLOW(dup), ALLOW(dup3), ALLOW(pipe2),
    ALLOW(lseek), ALLOW(pread64), ALLOW(pwrite64), ALLOW(preadv), ALLOW(pwritev), ALLOW(fstat),
    ALLOW(newfstatat), ALLOW(statx), ALLOW(openat), ALLOW(faccessat),
    NEWER(KIND_ALLOW, CALL_FACCESSAT2), ALLOW(readlinkat), ALLOW(getcwd), ALLOW(chdir),
    ALLOW(fchdir), ALLOW(getdents64), ALLOW(fsync), ALLOW(fdatasync), ALLOW(ftruncate),
    ALLOW(truncate), ALLOW(mkdirat), ALLOW(unlinkat), ALLOW(renameat), ALLOW(renameat2),
    ALLOW(umask),

    ALLOW(epoll_create1), ALLOW(epoll_ctl), NEWER(KIND_ALLOW, CALL_EPOLL_PWAIT2),
    ALLOW(eventfd2), ALLOW(timerfd_create), ALLOW(timerfd_settime), ALLOW(timerfd_gettime),
    ALLOW(pselect6),

    ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn), ALLOW(rt_sigsuspend),
    ALLOW(rt_sigpending), ALLOW(rt_sigtimedwait), ALLOW(sigaltstack), ALLOW(restart_syscall),

    ALLOW(exit), ALLOW(exit_group), ALLOW(set_tid_address), ALLOW(set_robust_list),
    ALLOW(rseq), ALLOW(sched_getaffinity), ALLOW(getrusage), ALLOW(sysinfo), ALLOW(uname),
    ALLOW(getpid), ALLOW(gettid), ALLOW(getppid),
    ALLOW(getuid), ALLOW(geteuid), ALLOW(getgid), ALLOW(getegid), ALLOW(getresuid),
    ALLOW(getresgid), ALLOW(getgroups),

#if defined(__x86_64__)
    // Older names of the same calls, which other architectures never had.
    ALLOW(poll), ALLOW(epoll_wait), ALLOW(epoll_create), ALLOW(eventfd), ALLOW(select),
    ALLOW(open), ALLOW(stat), ALLOW(lstat), ALLOW(access), ALLOW(readlink), ALLOW(getdents),
    ALLOW(mkdir), ALLOW(rmdir), ALLOW(unlink), ALLOW(rename), ALLOW(dup2),
    ALLOW(pipe), ALLOW(pause), ALLOW(time), ALLOW(arch_prctl), ALLOW(getrlimit),
    ALLOW(getpgrp),
    REFUSE(fork), REFUSE(vfork), REFUSE(chmod), REFUSE(chown), REFUSE(lchown), REFUSE(link),
    REFUSE(symlink), REFUSE(mknod), REFUSE(creat), REFUSE(utime), REFUSE(utimes),
    KILL(uselib), KILL(iopl), KILL(ioperm), KILL(modify_ldt), KILL(create_module),
#endif

    // Threads, yes; processes, never. C libraries try clone3 first, whose flags no filter can
    // see, and take ENOSYS for an old kernel.
    WITH(clone, CHECK_THREAD_CLONE),
    WITH(execveat, CHECK_PROGRAM_EXEC), REFUSE(execve),
    WITH(prlimit64, CHECK_READ_ONLY_LIMIT), REFUSE(setrlimit),

    VALUES(ioctl, 1, TCGETS, FIONREAD),
    VALUES(prctl, 0, PR_SET_NAME, PR_GET_NAME),
    // No locks: programs that share a bundle could talk through the locks of its files.
    VALUES(fcntl, 1, F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL, F_SETFL),
    REFUSE(flock),
    // Of oneself only: without a pid namespace another number would tell who lives.
    VALUES(getpriority, 1, 0), VALUES(sched_getparam, 0, 0), VALUES(sched_getscheduler, 0, 0),
    // Named clocks only: the others are made of the number of a process or a descriptor.
    VALUES(clock_gettime, 0, CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
           CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE,
           CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME),
    VALUES(clock_getres, 0, CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
           CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE,
           CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME),
    VALUES(clock_nanosleep, 0, CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME),

    // The Swift runtime lowers the priority of its background threads and traps on a refusal.
    FAKE(setpriority),

    REFUSE(socket), REFUSE(socketpair), REFUSE(connect), REFUSE(bind), REFUSE(listen),
    REFUSE(accept), REFUSE(accept4), REFUSE(sendto), REFUSE(sendmsg), REFUSE(sendmmsg),
    REFUSE(recvfrom), REFUSE(recvmsg), REFUSE(recvmmsg), REFUSE(shutdown), REFUSE(getsockname),
    REFUSE(getpeername), REFUSE(getsockopt), REFUSE(setsockopt),

    REFUSE(kill), REFUSE(tkill), REFUSE(tgkill), REFUSE(rt_sigqueueinfo),
    REFUSE(rt_tgsigqueueinfo), NEWER(KIND_REFUSE, CALL_PIDFD_SEND_SIGNAL),
    NEWER(KIND_REFUSE, CALL_PIDFD_OPEN),

    REFUSE(memfd_create), NEWER(KIND_REFUSE, CALL_MEMFD_SECRET), REFUSE(linkat),
    REFUSE(symlinkat), REFUSE(mknodat), REFUSE(fchmod), REFUSE(fchmodat), REFUSE(fchown),
    REFUSE(fchownat), REFUSE(setxattr), REFUSE(lsetxattr), REFUSE(fsetxattr),
    REFUSE(utimensat), REFUSE(shmget), REFUSE(shmat), REFUSE(shmctl), REFUSE(msgget),
    REFUSE(msgsnd), REFUSE(msgrcv), REFUSE(semget), REFUSE(semop), REFUSE(mq_open),
    REFUSE(setuid), REFUSE(setgid), REFUSE(setreuid), REFUSE(setregid), REFUSE(setresuid),
    REFUSE(setresgid), REFUSE(setgroups), REFUSE(setfsuid), REFUSE(setfsgid), REFUSE(capset),
    REFUSE(setsid), REFUSE(setpgid), REFUSE(sethostname), REFUSE(setdomainname),
    REFUSE(clock_settime), REFUSE(settimeofday), REFUSE(adjtimex), REFUSE(clock_adjtime),
    REFUSE(sched_setscheduler), REFUSE(sched_setparam), REFUSE(sched_setattr), REFUSE(ioprio_set),
    REFUSE(mlock), REFUSE(mlock2), REFUSE(mlockall), REFUSE(chroot), REFUSE(vhangup),
    REFUSE(inotify_init1), REFUSE(inotify_add_watch),

    // Nobody calls these by accident.
    KILL(ptrace), KILL(process_vm_readv), KILL(process_vm_writev), KILL(kcmp), KILL(bpf),
    KILL(perf_event_open), KILL(add_key), KILL(request_key), KILL(keyctl), KILL(mount),
    KILL(umount2), KILL(pivot_root), KILL(unshare), KILL(setns), KILL(userfaultfd),
    KILL(personality), KILL(name_to_handle_at), KILL(open_by_handle_at), KILL(init_module),
    KILL(finit_module), KILL(delete_module), KILL(kexec_load), KILL(reboot), KILL(swapon),
    KILL(swapoff), KILL(acct), KILL(quotactl), KILL(syslog), KILL(fanotify_init),
    KILL(lookup_dcookie), KILL(seccomp),
    NEWER(KIND_KILL, CALL_IO_URING_SETUP), NEWER(KIND_KILL, CALL_IO_URING_ENTER),
    NEWER(KIND_KILL, CALL_IO_URING_REGISTER), NEWER(KIND_KILL, CALL_OPEN_TREE),
    NEWER(KIND_KILL, CALL_MOVE_MOUNT), NEWER(KIND_KILL, CALL_FSOPEN),
    NEWER(KIND_KILL, CALL_FSCONFIG), NEWER(KIND_KILL, CALL_FSMOUNT),
    NEWER(KIND_KILL, CALL_FSPICK), NEWER(KIND_KILL, CALL_PIDFD_GETFD),
    NEWER(KIND_KILL, CALL_PROCESS_MADVISE), NEWER(KIND_KILL, CALL_MOUNT_SETATTR),
};

const size_t rule_count = sizeof rules / sizeof rules[0];
