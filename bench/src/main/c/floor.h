// What the C programs of the benchmark share: checked calls, clocks, the pool of connections, the result line.
#ifndef BATON_BENCH_FLOOR_H
#define BATON_BENCH_FLOOR_H
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void die(const char *what) {
  fprintf(stderr, "%s: %s\n", what, errno ? strerror(errno) : "end of file");
  exit(2);
}

static long ok(const char *what, long r) {
  if (r < 0) die(what);
  return r;
}

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int64_t cpu_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void read_fully(int fd, void *p, size_t n) {
  for (size_t got = 0; got < n;) {
    errno = 0;
    ssize_t r = read(fd, (char *)p + got, n - got);
    if (r > 0) got += r;
    else if (r == 0 || errno != EINTR) die("read");
  }
}

static void write_fully(int fd, const void *p, size_t n) {
  for (size_t put = 0; put < n;) {
    ssize_t r = write(fd, (const char *)p + put, n - put);
    if (r > 0) put += r;
    else if (errno != EINTR) die("write");
  }
}

static int listen_on_loopback(struct sockaddr_in *a) {
  socklen_t n = sizeof *a;
  int s = ok("socket", socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  *a = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  ok("bind", bind(s, (void *)a, sizeof *a));
  ok("listen", listen(s, SOMAXCONN));
  ok("getsockname", getsockname(s, (void *)a, &n));
  return s;
}

static int connect_to(const struct sockaddr_in *a) {
  int s = ok("socket", socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ok("connect", connect(s, (const void *)a, sizeof *a));
  return s;
}

// The benchmark names the target's processor in TARGET_CPU; the source is pinned by taskset from outside.
static inline void pin_target(void) {
  if (!getenv("TARGET_CPU")) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(atoi(getenv("TARGET_CPU")), &set);
  ok("sched_setaffinity", sched_setaffinity(0, sizeof set, &set));
}

static int ascending(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

// lat: n latencies in ns; per: sockets (or round trips) in each of them.
static void print_result(int64_t *lat, int n, int per, int64_t wall_ns, int64_t used_ns) {
  qsort(lat, n, sizeof *lat, ascending);
  printf("result p50_us=%.3f p99_us=%.3f per_s=%.0f cpu_us=%.3f\n", lat[n / 2] / 1e3,
         lat[(int)(n * .99)] / 1e3, (double)n * per / (wall_ns / 1e9), used_ns / 1e3 / n / per);
}
#endif
