/* epoll, eventfd, signalfd and sockets: what the event loop needs. */
#pragma once
#include <signal.h>
#include <stdint.h>
#include <sys/types.h>

/* One ready descriptor: the token given at registration and the events found. */
struct clinux_event {
  uint64_t token;
  uint32_t events;
};

/* Bits of `events`; the same on every architecture. */
#define CLINUX_READ 0x001u
#define CLINUX_WRITE 0x004u
#define CLINUX_ERROR 0x008u
#define CLINUX_HANGUP 0x010u

/* All return −1 and set errno where the call failed; descriptors are close-on-exec. */
int clinux_epoll_create(void);
int clinux_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token);
int clinux_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token);
int clinux_epoll_remove(int epoll, int descriptor);
/* At most `capacity` (≤ 256) events; a timeout of −1 waits for ever. */
int clinux_epoll_wait(int epoll, struct clinux_event *events, int capacity, int timeout_ms);

/* A non-blocking counter that wakes an epoll; `wake` and `drain` never block. */
int clinux_eventfd(void);
int clinux_eventfd_wake(int descriptor);
int clinux_eventfd_drain(int descriptor);

/* Blocks the signals in the calling thread and gives a non-blocking descriptor to read them. */
int clinux_signalfd(const int *signals, int count);
/* The next signal's number, 0 where none waits. */
int clinux_signalfd_read(int descriptor);

/* The next connection, non-blocking. */
int clinux_accept(int listener);
/* The uid and pid of the other side of a connected unix socket. */
int clinux_peer(int descriptor, uid_t *uid, pid_t *pid);
int clinux_set_nonblocking(int descriptor);

/* No core file, no ptrace, no /proc/self/mem for others of the same user. */
int clinux_set_not_dumpable(void);
