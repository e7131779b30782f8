// Descriptors in messages, the target's inbox, and the place of the handle in a ticket.
#ifndef BATON_BENCH_INBOX_H
#define BATON_BENCH_INBOX_H
#include "floor.h"

enum { TICKET = 628, HANDLE_AT = 12, MAX_FDS = 253 };

struct message { // what travels beside the descriptors
  uint32_t handle;
  uint32_t count;
  uint64_t unused;
};

static union {
  char bytes[CMSG_SPACE(sizeof(int) * MAX_FDS)];
  struct cmsghdr align;
} control_data;

static void send_fds(int s, struct message *m, const int *fds) {
  size_t size = sizeof(int) * m->count;
  struct iovec iov = {m, sizeof *m};
  struct msghdr h = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control_data.bytes,
                     .msg_controllen = CMSG_SPACE(size)};
  struct cmsghdr *c = CMSG_FIRSTHDR(&h);
  *c = (struct cmsghdr){CMSG_LEN(size), SOL_SOCKET, SCM_RIGHTS};
  memcpy(CMSG_DATA(c), fds, size);
  ok("sendmsg", sendmsg(s, &h, MSG_NOSIGNAL));
}

static void receive_fds(int s, struct message *m, int *fds, unsigned count) {
  size_t size = sizeof(int) * count;
  struct iovec iov = {m, sizeof *m};
  struct msghdr h = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control_data.bytes,
                     .msg_controllen = sizeof control_data.bytes};
  ok("recvmsg", recvmsg(s, &h, MSG_CMSG_CLOEXEC));
  struct cmsghdr *c = CMSG_FIRSTHDR(&h);
  if (!c || c->cmsg_type != SCM_RIGHTS || c->cmsg_len != CMSG_LEN(size)) {
    fprintf(stderr, "the message does not carry %u descriptors\n", count);
    exit(2);
  }
  memcpy(fds, CMSG_DATA(c), size);
}

static socklen_t inbox_name(struct sockaddr_un *a, pid_t pid) {
  memset(a, 0, sizeof *a);
  a->sun_family = AF_UNIX; // sun_path[0] stays 0: an abstract name, no file to clean up
  int n = snprintf(a->sun_path + 1, sizeof a->sun_path - 1, "baton-bench-floor-%d", (int)pid);
  return offsetof(struct sockaddr_un, sun_path) + 1 + n;
}

static uint32_t handle_of(const char *ticket) {
  uint32_t h;
  memcpy(&h, ticket + HANDLE_AT, sizeof h);
  return h;
}

static void put_handle(char *ticket, uint32_t handle) { memcpy(ticket + HANDLE_AT, &handle, sizeof handle); }

static int open_inbox(void) {
  struct sockaddr_un a;
  int s = ok("socket", socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  socklen_t n = inbox_name(&a, getpid());
  ok("bind", bind(s, (void *)&a, n));
  ok("listen", listen(s, 4));
  return s;
}

static int connect_to_inbox(pid_t pid) {
  struct sockaddr_un a;
  int s = ok("socket", socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
  socklen_t n = inbox_name(&a, pid);
  ok("connect", connect(s, (void *)&a, n));
  return s;
}

static int end_of(pid_t pid) {
  int status;
  ok("waitpid", waitpid(pid, &status, 0));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
#endif
