#pragma once
#include <sys/types.h>

/// Descriptors the launcher finds at 0...; a slot of -1 stays closed there.
#define CLINUX_LAUNCH_SLOTS 8

/// Starts `path` with no arguments and an empty environment, signals reset, and
/// `slots[i]` as descriptor i. Vfork-like: the caller waits until the image runs.
/// Returns 0, or the error number.
int clinux_launch(const char *path, const int slots[CLINUX_LAUNCH_SLOTS], pid_t *pid);

/// A close-on-exec pipe: ends[0] reads, ends[1] writes. Returns 0, or the error number.
int clinux_pipe(int ends[2]);

/// A close-on-exec descriptor for a child not yet reaped, or minus the error number.
int clinux_pidfd_open(pid_t pid);

/// Sends through the descriptor, so that a reused pid is never hit. Returns 0, or the error number.
int clinux_pidfd_send_signal(int pidfd, int number);

/// A descriptor of a fresh, empty network namespace that the caller does not join,
/// or minus the error number (needs root).
int clinux_new_network_namespace(void);

/// A close-on-exec handle of a directory that is not reached through a final link (O_PATH), or
/// minus the error number.
int clinux_open_directory(const char *path);

/// 1 where the directory of a control group is marked as delegated (user.delegate or
/// trusted.delegate is "1"), else 0.
int clinux_is_delegated(const char *path);

/// Makes everything of the descriptor's file system durable; 0, or -1 with errno.
int clinux_sync_file_system(int descriptor);
