/* What end-to-end tests need of the kernel beyond what Swift's Glibc module has. */
#pragma once
#include <sys/types.h>

/* A pseudo-terminal of 80 × 24 cells; both descriptors close on exec. 0, or the error number. */
int e2e_open_terminal(int *master, int *slave);

/* Starts `path` with descriptors[i] as its descriptor i (−1: /dev/null), every other one closed by
   its own mark; with `is_session` it leads a session whose terminal is descriptor 0. The signals
   are reset, and it is killed when this process ends. 0, or the error number. */
int e2e_spawn(const char *path, char *const arguments[], char *const environment[],
              const int descriptors[4], int is_session, pid_t *pid);

/* Waits until the descriptor is readable, at most so many nanoseconds (under one second). */
void e2e_await_readable(int descriptor, long nanoseconds);

/* Mounts a tmpfs of so many bytes on a directory. 0, or the error number (EPERM without root). */
int e2e_mount_small(const char *directory, long long bytes);
int e2e_unmount(const char *directory);

/* Forbids files of a process to grow beyond so many bytes. 0, or the error number. */
int e2e_limit_files(pid_t pid, long long bytes);

/* A descriptor that becomes readable when a process ends (pidfd_open(2)); negative where there is
   no such process. */
int e2e_pid_descriptor(pid_t pid);
