// The other end of the blocking echo, and the same round trip in plain C.
//   echo serve          prints its port, echoes one connection after another, ends when stdin does
//   echo ask PORT N WARM SIZE
#include "floor.h"
#include <netinet/tcp.h>
#include <poll.h>

static void serve(void) {
  struct sockaddr_in a;
  int listener = listen_on_loopback(&a), one = 1;
  static char b[1 << 16];
  printf("%d\n", ntohs(a.sin_port));
  fflush(stdout);
  for (;;) {
    struct pollfd p[2] = {{.fd = 0, .events = POLLIN}, {.fd = listener, .events = POLLIN}};
    ok("poll", poll(p, 2, -1));
    if (p[0].revents) return; // whoever started us is gone
    int s = ok("accept", accept4(listener, 0, 0, SOCK_CLOEXEC));
    ok("TCP_NODELAY", setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one));
    ssize_t r;
    while ((r = read(s, b, sizeof b)) > 0) write_fully(s, b, r);
    close(s);
  }
}

static void ask(int port, int n, int warm, int size) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int s = connect_to(&a);
  char *b = calloc(1, size);
  int64_t *lat = calloc(n + warm, sizeof *lat), wall = 0, cpu = 0;
  for (int i = 0; i < n + warm; i++) {
    if (i == warm) {
      wall = now_ns();
      cpu = cpu_ns();
    }
    int64_t begin = now_ns();
    write_fully(s, b, size);
    read_fully(s, b, size);
    lat[i] = now_ns() - begin;
  }
  print_result(lat + warm, n, 1, now_ns() - wall, cpu_ns() - cpu);
}

int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "serve")) serve();
  else if (argc == 6 && !strcmp(argv[1], "ask")) ask(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]), atoi(argv[5]));
  else {
    fprintf(stderr, "usage: echo serve | echo ask PORT N WARM SIZE\n");
    return 2;
  }
  return 0;
}
