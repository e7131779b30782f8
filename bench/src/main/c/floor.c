// The floor: the hand-over of connected TCP sockets between two processes in plain C.
//   floor push|raw N WARM BATCH WINDOW
// push  Baton's exchange and nothing besides: one sendmsg puts the descriptors into the target's inbox over a
//       kept SOCK_SEQPACKET connection; a 628-byte ticket for each socket goes over a pipe; the target finds the
//       message by the ticket's handle and answers one byte over another pipe.
// raw   no tickets: the descriptors ride on the control socket, the target answers one byte.
// One hand-off lasts from before the source's sendmsg to the acknowledgement; the target closes after it has
// acknowledged. BATCH descriptors go in one message with one acknowledgement; WINDOW messages are in flight.
#include "inbox.h"

enum { POOL = 16, PROOFS = 16 };

static int push, total, warm, batch, window;
static int near_end[POOL], far_end[POOL];
static int tickets[2], acks[2], control[2];

static void target(int ready) {
  int inbox = -1, from = control[1], fds[MAX_FDS];
  char *t = malloc((size_t)TICKET * batch);
  struct message m;
  pin_target();
  if (push) inbox = open_inbox();
  write_fully(ready, "r", 1);
  if (push) from = ok("accept", accept4(inbox, 0, 0, SOCK_CLOEXEC));
  int ack_to = push ? acks[1] : control[1];
  int64_t cpu_at_start = 0;
  for (int i = 0; i < total; i++) {
    if (i == warm) cpu_at_start = cpu_ns();
    if (push) read_fully(tickets[0], t, (size_t)TICKET * batch);
    receive_fds(from, &m, fds, batch);
    for (int j = 0; push && j < batch; j++)
      if (handle_of(t + j * TICKET) != m.handle + j) die("handle");
    if (i < PROOFS && batch == 1) write_fully(fds[0], "x", 1);
    write_fully(ack_to, "a", 1);
    for (int j = 0; j < batch; j++) close(fds[j]);
  }
  int64_t used = cpu_ns() - cpu_at_start;
  write_fully(ack_to, &used, sizeof used);
  exit(0);
}

static void source(pid_t pid) {
  int to = control[0], fds[MAX_FDS], out = 0;
  char *t = calloc(batch, TICKET), ack;
  struct message m = {.count = batch};
  if (push) to = connect_to_inbox(pid);
  int ack_from = push ? acks[0] : control[0];
  int64_t *lat = calloc(total, sizeof *lat), wall = 0, cpu = 0;
  for (int i = 0; i < total; i++) {
    if (i == warm) {
      for (; out; out--) read_fully(ack_from, &ack, 1);
      wall = now_ns();
      cpu = cpu_ns();
    }
    int64_t begin = now_ns();
    for (int j = 0; j < batch; j++) fds[j] = near_end[(i + j) % POOL];
    m.handle += batch;
    send_fds(to, &m, fds);
    for (int j = 0; push && j < batch; j++) put_handle(t + j * TICKET, m.handle + j);
    if (push) write_fully(tickets[1], t, (size_t)TICKET * batch);
    if (++out == window) {
      read_fully(ack_from, &ack, 1);
      out--;
    }
    lat[i] = now_ns() - begin;
    if (i < PROOFS && batch == 1 && window == 1) read_fully(far_end[i % POOL], &ack, 1);
  }
  for (; out; out--) read_fully(ack_from, &ack, 1);
  wall = now_ns() - wall;
  cpu = cpu_ns() - cpu;
  int64_t cpu_of_target;
  read_fully(ack_from, &cpu_of_target, sizeof cpu_of_target);
  print_result(lat + warm, total - warm, batch, wall, cpu + cpu_of_target);
}

int main(int argc, char **argv) {
  if (argc != 6) {
    fprintf(stderr, "usage: floor push|raw N WARM BATCH WINDOW\n");
    return 2;
  }
  push = !strcmp(argv[1], "push");
  warm = atoi(argv[3]);
  total = warm + atoi(argv[2]);
  batch = atoi(argv[4]);
  window = atoi(argv[5]);
  struct sockaddr_in a;
  int listener = listen_on_loopback(&a), ready[2];
  for (int i = 0; i < POOL; i++) {
    far_end[i] = connect_to(&a);
    near_end[i] = ok("accept", accept4(listener, 0, 0, SOCK_CLOEXEC));
  }
  ok("socketpair", socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control));
  if (pipe(ready) || pipe(tickets) || pipe(acks)) die("pipe");
  pid_t pid = ok("fork", fork());
  if (!pid) { // only the ends that are the target's own, so that each side sees the other one's end
    for (int i = 0; i < POOL; i++) close(near_end[i]), close(far_end[i]);
    close(listener), close(ready[0]), close(tickets[1]), close(acks[0]), close(control[0]);
    target(ready[1]);
  }
  close(ready[1]), close(tickets[0]), close(acks[1]), close(control[1]);
  char byte;
  read_fully(ready[0], &byte, 1);
  source(pid);
  return end_of(pid);
}
