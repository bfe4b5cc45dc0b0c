#define _GNU_SOURCE
#include "CLinuxEvents.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

_Static_assert(EPOLLIN == CLINUX_READ, "EPOLLIN");
_Static_assert(EPOLLOUT == CLINUX_WRITE, "EPOLLOUT");
_Static_assert(EPOLLERR == CLINUX_ERROR, "EPOLLERR");
_Static_assert(EPOLLHUP == CLINUX_HANGUP, "EPOLLHUP");

#define EVENT_LIMIT 256

int clinux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
  struct epoll_event event = {.events = events, .data.u64 = token};
  return epoll_ctl(epoll, operation, descriptor, &event);
}

int clinux_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_ADD, descriptor, events, token);
}

int clinux_epoll_modify(int epoll, int descriptor, uint32_t events, uint64_t token) {
  return control(epoll, EPOLL_CTL_MOD, descriptor, events, token);
}

int clinux_epoll_remove(int epoll, int descriptor) {
  return control(epoll, EPOLL_CTL_DEL, descriptor, 0, 0);
}

int clinux_epoll_wait(int epoll, struct clinux_event *events, int capacity, int timeout_ms) {
  struct epoll_event found[EVENT_LIMIT];
  if (capacity > EVENT_LIMIT) capacity = EVENT_LIMIT;
  int count = epoll_wait(epoll, found, capacity, timeout_ms);
  for (int index = 0; index < count; index++) {
    events[index].token = found[index].data.u64;
    events[index].events = found[index].events;
  }
  return count;
}

int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int clinux_eventfd_wake(int descriptor) {
  uint64_t one = 1;
  /* EAGAIN means the counter is full: the loop is awake already. */
  if (write(descriptor, &one, sizeof one) == sizeof one || errno == EAGAIN) return 0;
  return -1;
}

int clinux_eventfd_drain(int descriptor) {
  uint64_t count = 0;
  if (read(descriptor, &count, sizeof count) == sizeof count || errno == EAGAIN) return 0;
  return -1;
}

int clinux_signalfd(const int *signals, int count) {
  sigset_t set;
  sigemptyset(&set);
  for (int index = 0; index < count; index++) {
    if (sigaddset(&set, signals[index]) != 0) return -1;
  }
  int failure = pthread_sigmask(SIG_BLOCK, &set, NULL);
  if (failure != 0) {
    errno = failure;
    return -1;
  }
  return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int clinux_signalfd_read(int descriptor) {
  struct signalfd_siginfo information;
  ssize_t count = read(descriptor, &information, sizeof information);
  if (count == sizeof information) return (int)information.ssi_signo;
  return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

int clinux_accept(int listener) {
  return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

int clinux_peer(int descriptor, uid_t *uid, pid_t *pid) {
  struct ucred credentials;
  socklen_t size = sizeof credentials;
  if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return -1;
  *uid = credentials.uid;
  *pid = credentials.pid;
  return 0;
}

int clinux_set_nonblocking(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return -1;
  return fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

int clinux_set_not_dumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
