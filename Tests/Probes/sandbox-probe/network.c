#include "probe.h"

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

static struct sockaddr_in loopback(long port) {
  return (struct sockaddr_in){.sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

static int can_make(int family, int type, int protocol) {
  int made = socket(family, type | SOCK_CLOEXEC, protocol);
  if (made < 0) return errno;
  close(made);
  return 0;
}

static int tcp_connect(const struct target *t) {
  int made = socket(AF_INET, SOCK_STREAM, 0);
  if (made < 0) return errno;
  struct sockaddr_in address = loopback(t->port);
  return RESULT(connect(made, (struct sockaddr *)&address, sizeof address));
}

static int tcp_bind(const struct target *t) {
  (void)t;
  int made = socket(AF_INET, SOCK_STREAM, 0);
  if (made < 0) return errno;
  struct sockaddr_in address = loopback(0);
  if (bind(made, (struct sockaddr *)&address, sizeof address) != 0) return errno;
  return RESULT(listen(made, 1));
}

static int udp_send(const struct target *t) {
  int made = socket(AF_INET, SOCK_DGRAM, 0);
  if (made < 0) return errno;
  struct sockaddr_in address = loopback(t->port);
  return RESULT(sendto(made, "x", 1, 0, (struct sockaddr *)&address, sizeof address));
}

// The question leaves the machine's own resolver's way in; nobody need answer.
static int dns_query(const struct target *t) {
  (void)t;
  int made = socket(AF_INET, SOCK_DGRAM, 0);
  if (made < 0) return errno;
  struct sockaddr_in address = loopback(53);
  if (connect(made, (struct sockaddr *)&address, sizeof address) != 0) return errno;
  static const char question[] = "\0\1\1\0\0\1\0\0\0\0\0\0\4data\4leak\0\0\1\0\1";
  return RESULT(send(made, question, sizeof question - 1, 0));
}

// A pair inside one process is no network; passing descriptors or addresses through it is refused.
static int pair_with_address(const struct target *t) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0) return errno;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(t->socket) >= sizeof address.sun_path) return ENAMETOOLONG;
  snprintf(address.sun_path, sizeof address.sun_path, "%s.datagrams", t->socket);
  return RESULT(sendto(ends[0], "x", 1, 0, (struct sockaddr *)&address, sizeof address));
}

static int udp_six(const struct target *t) { (void)t; return can_make(AF_INET6, SOCK_DGRAM, 0); }
static int raw(const struct target *t) { (void)t; return can_make(AF_INET, SOCK_RAW, 1); }
static int packet(const struct target *t) { (void)t; return can_make(AF_PACKET, SOCK_RAW, 0); }
static int vsock(const struct target *t) { (void)t; return can_make(40, SOCK_STREAM, 0); }
static int netlink(const struct target *t) {
  (void)t;
  return can_make(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
}

static int unix_connect(const struct target *t) {
  int made = socket(AF_UNIX, SOCK_STREAM, 0);
  if (made < 0) return errno;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(t->socket) >= sizeof address.sun_path) return ENAMETOOLONG;
  strcpy(address.sun_path, t->socket);
  return RESULT(connect(made, (struct sockaddr *)&address, sizeof address));
}

// The test listens on the abstract name that equals the path.
static int abstract_connect(const struct target *t) {
  int made = socket(AF_UNIX, SOCK_STREAM, 0);
  if (made < 0) return errno;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  size_t length = strlen(t->socket);
  if (length + 1 >= sizeof address.sun_path) return ENAMETOOLONG;
  memcpy(address.sun_path + 1, t->socket, length);
  socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
  return RESULT(connect(made, (struct sockaddr *)&address, size));
}

static int unix_bind(const struct target *t) {
  int made = socket(AF_UNIX, SOCK_DGRAM, 0);
  if (made < 0) return errno;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  snprintf(address.sun_path, sizeof address.sun_path, "%.80s/bound", t->folder);
  int error = RESULT(bind(made, (struct sockaddr *)&address, sizeof address));
  unlink(address.sun_path);
  return error;
}

static int pair(const struct target *t) {
  (void)t;
  int ends[2];
  return RESULT(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
}

const struct probe network_probes[] = {
    {"tcp-connect", tcp_connect}, {"tcp-bind", tcp_bind}, {"udp-send", udp_send},
    {"dns-query", dns_query},
    {"pair-with-address", pair_with_address}, {"udp6-socket", udp_six},
    {"raw-socket", raw}, {"packet-socket", packet},
    {"vsock-socket", vsock}, {"netlink-socket", netlink}, {"unix-connect", unix_connect},
    {"unix-abstract-connect", abstract_connect}, {"unix-bind", unix_bind},
    {"socketpair", pair}, {NULL, NULL},
};
