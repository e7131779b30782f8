/*
 * Takes a connection from a hand-over point's sender and gives it on to another point, in C: what
 * docs/wire-format.md says of hand-over points.
 *
 *     cc -o handoff examples/handoff.c && ./handoff FROM-FOLDER TO-FOLDER
 *
 * Prints what came with the connection, writes a line into it, and gives it away with a context.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { WELCOME = 1, ITEMS, PART, ACK, REFUSE, MOST = 65536 };

struct __attribute__((packed)) header { char magic[4]; uint16_t version, type; uint32_t length, count; };
struct __attribute__((packed)) welcome { struct header h; uint32_t items; uint64_t bytes; uint32_t context; };
struct __attribute__((packed)) item { uint64_t id; uint32_t ahead, context, here; uint16_t kind; };
struct __attribute__((packed)) answer { struct header h; uint64_t id; };

static char buffer[MOST];

static void check(long result, const char *what) {
    if (result < 0) {
        perror(what);
        exit(1);
    }
}

static struct header header(int type, uint32_t count, size_t length) {
    return (struct header){{'B', 'T', 'N', 'H'}, 1, type, length, count};
}

/* Nobody but ourselves and root is trusted, whatever the folder's permissions are. */
static int is_me(int s) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    return getsockopt(s, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == 0 || peer.uid == getuid());
}

static int unix_socket(const char *folder, const char *name, struct sockaddr_un *address) {
    address->sun_family = AF_UNIX;
    snprintf(address->sun_path, sizeof address->sun_path, "%s/%s", folder, name);
    int s = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    check(s, "socket");
    return s;
}

/* One message and the descriptor that may come with it; -1 if none does. */
static ssize_t receive(int from, int *descriptor) {
    char control[CMSG_SPACE(sizeof(int) * 253)];
    struct iovec data = {buffer, MOST};
    struct msghdr m = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t length = recvmsg(from, &m, MSG_CMSG_CLOEXEC);
    struct cmsghdr *c = length > 0 ? CMSG_FIRSTHDR(&m) : NULL;
    *descriptor = -1;
    if (c && c->cmsg_type == SCM_RIGHTS) memcpy(descriptor, CMSG_DATA(c), sizeof(int));
    return length;
}

static int take(const char *folder) {
    char name[20];
    struct sockaddr_un address = {0};
    snprintf(name, sizeof name, "%d", getpid());
    int listener = unix_socket(folder, name, &address);
    if (mkdir(folder, 0700) < 0 && errno != EEXIST) check(-1, folder);
    check(bind(listener, (struct sockaddr *)&address, sizeof address), address.sun_path);
    check(listen(listener, 1), "listen");
    puts("ready");
    int sender = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    check(sender, "accept");
    unlink(address.sun_path);
    if (!is_me(sender)) exit(1);
    struct welcome w = {header(WELCOME, 0, sizeof w), 1, 1 << 25, 1 << 24};
    check(send(sender, &w, sizeof w, MSG_NOSIGNAL), "send");
    int descriptor;
    while (receive(sender, &descriptor) > 0 && ((struct header *)buffer)->type != ITEMS) {
        close(descriptor); /* the sender's pipe, which says that it has given up: not used here */
    }
    check(descriptor, "no socket has come");
    struct item *item = (struct item *)(buffer + sizeof(struct header));
    printf("took %.*s\n", (int)(item->kind + item->here), (char *)(item + 1)); /* short ones fit into one message */
    struct answer a = {header(ACK, 1, sizeof a), item->id};
    check(send(sender, &a, sizeof a, MSG_NOSIGNAL), "send");
    close(sender);
    return descriptor;
}

static int give(const char *folder, int descriptor, const char *context) {
    DIR *receivers = opendir(folder);
    for (struct dirent *e; receivers && (e = readdir(receivers));) {
        struct sockaddr_un address = {0};
        int to = unix_socket(folder, e->d_name, &address);
        if (e->d_name[0] == '.' || connect(to, (struct sockaddr *)&address, sizeof address) < 0 || !is_me(to)) {
            close(to);
            continue;
        }
        int none;
        receive(to, &none); /* the welcome */
        struct item item = {1, 0, strlen(context), strlen(context), 0};
        struct header h = header(ITEMS, 1, sizeof h + sizeof item + strlen(context));
        struct iovec parts[] = {{&h, sizeof h}, {&item, sizeof item}, {(void *)context, strlen(context)}};
        char control[CMSG_SPACE(sizeof(int))] = {0};
        struct msghdr m = {.msg_iov = parts, .msg_iovlen = 3, .msg_control = control, .msg_controllen = sizeof control};
        *CMSG_FIRSTHDR(&m) = (struct cmsghdr){CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
        memcpy(CMSG_DATA(CMSG_FIRSTHDR(&m)), &descriptor, sizeof(int));
        check(sendmsg(to, &m, MSG_NOSIGNAL), "sendmsg");
        return receive(to, &none) > 0 && ((struct header *)buffer)->type == ACK;
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    int connection = take(argv[1]);
    check(write(connection, "a line from C\n", 14), "write");
    int given = give(argv[2], connection, "from C");
    puts(given ? "given" : "nobody took it");
    return given ? 0 : 1;
}
