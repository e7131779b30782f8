// Many live connections at once in plain C, the floor of SharedSockets with as many sockets.
//   many COUNT ROUNDS
// The source sends COUNT descriptors in messages of 253 to the target's inbox, then COUNT tickets over a pipe; the
// target takes all of both, acknowledges once and closes. A third process holds the other ends of the connections.
#include "inbox.h"

static int count, rounds, tickets[2], acks[2];

static void hold_far_ends(const struct sockaddr_in *a, int go, int alive) {
  char byte;
  for (int i = 0; i < count; i++) {
    if (i % 500 == 0) read_fully(go, &byte, 1); // never more than a listen queue holds
    connect_to(a);
  }
  while (read(alive, &byte, 1) > 0) continue; // until the source is gone
  exit(0);
}

static void target(int ready) {
  char *t = malloc((size_t)TICKET * count);
  int *fds = malloc(sizeof(int) * count);
  int64_t used = 0;
  pin_target();
  int inbox = open_inbox();
  write_fully(ready, "r", 1);
  int from = ok("accept", accept4(inbox, 0, 0, SOCK_CLOEXEC));
  for (int round = 0; round < rounds; round++) {
    struct message m;
    read_fully(tickets[0], t, (size_t)TICKET * count);
    for (int i = 0; i < count; i += m.count) {
      receive_fds(from, &m, fds + i, count - i < MAX_FDS ? count - i : MAX_FDS);
      for (unsigned j = 0; j < m.count; j++)
        if (handle_of(t + (size_t)(i + j) * TICKET) != m.handle + j) die("handle");
    }
    write_fully(acks[1], "a", 1);
    for (int i = 0; i < count; i++) close(fds[i]);
  }
  used = cpu_ns();
  write_fully(acks[1], &used, sizeof used);
  exit(0);
}

static void source(pid_t pid, const int *fds) {
  char *t = calloc(count, TICKET), ack;
  int to = connect_to_inbox(pid);
  int64_t *took = calloc(rounds, sizeof *took), cpu = cpu_ns(), of_target;
  struct message m = {0};
  for (int round = 0; round < rounds; round++) {
    int64_t begin = now_ns();
    for (int i = 0; i < count; i += m.count) {
      m.handle = i;
      m.count = count - i < MAX_FDS ? count - i : MAX_FDS;
      send_fds(to, &m, fds + i);
    }
    for (int i = 0; i < count; i++) put_handle(t + (size_t)i * TICKET, i);
    write_fully(tickets[1], t, (size_t)TICKET * count);
    read_fully(acks[0], &ack, 1);
    took[round] = now_ns() - begin;
  }
  cpu = cpu_ns() - cpu;
  read_fully(acks[0], &of_target, sizeof of_target);
  qsort(took, rounds, sizeof *took, ascending);
  print_result(took, rounds, count, took[rounds / 2] * rounds, cpu + of_target);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: many COUNT ROUNDS\n");
    return 2;
  }
  count = atoi(argv[1]);
  rounds = atoi(argv[2]);
  struct rlimit limit;
  ok("getrlimit", getrlimit(RLIMIT_NOFILE, &limit));
  limit.rlim_cur = limit.rlim_max;
  ok("setrlimit", setrlimit(RLIMIT_NOFILE, &limit));
  struct sockaddr_in a;
  int listener = listen_on_loopback(&a), ready[2], go[2], alive[2], *fds = malloc(sizeof(int) * count);
  if (pipe(ready) || pipe(tickets) || pipe(acks) || pipe(go) || pipe(alive)) die("pipe");
  if (!ok("fork", fork())) {
    close(alive[1]);
    hold_far_ends(&a, go[0], alive[0]);
  }
  pid_t pid = ok("fork", fork());
  if (!pid) {
    close(alive[1]), close(tickets[1]), close(acks[0]);
    target(ready[1]);
  }
  close(ready[1]), close(tickets[0]), close(acks[1]);
  char byte;
  read_fully(ready[0], &byte, 1);
  for (int i = 0; i < count; i++) {
    if (i % 500 == 0) write_fully(go[1], "g", 1);
    fds[i] = ok("accept", accept4(listener, 0, 0, SOCK_CLOEXEC));
  }
  source(pid, fds);
  return end_of(pid);
}
