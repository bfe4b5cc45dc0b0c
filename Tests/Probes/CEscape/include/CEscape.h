#pragma once
#include <sys/types.h>

/// Changes the user of the calling thread alone (the C library would change all threads), so that
/// one test process can start programs as root and as an ordinary user. Returns 0 or the error.
int escape_become_user(uid_t uid, gid_t gid);

/// A listening stream socket, an abstract one of the same name, and TCP and UDP on the loopback:
/// what the network probes reach outside. Returns the TCP and UDP port, or minus the error number.
int escape_listen(const char *path);

/// From now on clone3 answers ENOSYS for this thread and what it starts, as where a kernel or a
/// container grants no namespaces. Returns 0 or the error number.
int escape_refuse_namespaces(void);

/// From now on landlock is missing for this thread and what it starts.
int escape_refuse_landlock(void);

/// The same for limits, for dropping capabilities, and last for filters themselves.
int escape_refuse_limits(void);
int escape_refuse_capabilities(void);
int escape_refuse_filter(void);
