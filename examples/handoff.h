/* The messages of hand-over points, see docs/wire-format.md, for little-endian machines. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { WELCOME = 1, ITEMS, PART, ACK, REFUSE, WITHDRAW, HELLO };
enum { MOST = 65536, HEADER = 16, RECORD = 22, LARGEST = 1 << 24 };

#pragma pack(push, 1)
struct item { uint64_t id; uint32_t ahead, context, here; uint16_t kind; };

/* The message that was received last, or that is to be sent. */
static struct {
    char magic[4]; uint16_t version, type; uint32_t length, count;
    union {
        struct { uint32_t items; uint64_t bytes; uint32_t largest; } welcome;
        struct { struct item record; char bytes[MOST - HEADER - RECORD]; } item;
        struct { uint64_t id; char bytes[MOST - HEADER - 8]; } part; /* of an answer: the id only */
        struct { uint64_t id; uint16_t length; char reason[MOST - HEADER - 10]; } refusal;
    };
} m;
#pragma pack(pop)

union control { struct cmsghdr header; char bytes[CMSG_SPACE(sizeof(int))]; };

static void check(int right, const char *what) {
    if (!right) {
        perror(what);
        exit(1);
    }
}

/* Nobody but the own user and root is, whatever the folder's permissions are. */
static int trusted(int line) {
    struct ucred peer;
    socklen_t size = sizeof peer;
    check(getsockopt(line, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0, "SO_PEERCRED");
    return peer.uid == 0 || peer.uid == geteuid();
}

static int unix_socket(const char *folder, const char *name, struct sockaddr_un *address) {
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int size = snprintf(address->sun_path, sizeof address->sun_path, "%s/%s", folder, name);
    check(size < (int)sizeof address->sun_path, "a path this long");
    int s = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    check(s >= 0, "socket");
    return s;
}

/* Sends m with so many bytes behind its header, and with a descriptor unless that is -1. */
static int send_message(int line, int type, size_t size, int descriptor) {
    union control control = {{CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
    struct iovec data = {&m, HEADER + size};
    struct msghdr all = {.msg_iov = &data, .msg_iovlen = 1};
    if (descriptor >= 0) {
        memcpy(CMSG_DATA(&control.header), &descriptor, sizeof(int));
        all.msg_control = &control;
        all.msg_controllen = sizeof control;
    }
    memcpy(m.magic, "BTNH", 4);
    m.version = 1, m.type = type, m.length = HEADER + size, m.count = 1;
    return sendmsg(line, &all, MSG_NOSIGNAL) >= 0;
}

/* Receives m, and a descriptor or -1. Returns its type; 0 at the end, -1 if it is wrong. */
static int receive_message(int line, int *descriptor) {
    union control control;
    struct iovec data = {&m, sizeof m};
    struct msghdr all = {.msg_iov = &data, .msg_iovlen = 1};
    all.msg_control = &control;
    all.msg_controllen = sizeof control;
    ssize_t length;
    do length = recvmsg(line, &all, MSG_CMSG_CLOEXEC);
    while (length < 0 && errno == ECONNRESET); /* told once, before what was sent earlier */
    *descriptor = -1;
    if (length <= 0) return 0;
    if (CMSG_FIRSTHDR(&all)) memcpy(descriptor, CMSG_DATA(&control.header), sizeof(int));
    if (length < HEADER || memcmp(m.magic, "BTNH", 4) != 0 || m.version != 1) return -1;
    if (m.length != length || m.count != 1 || all.msg_flags & MSG_CTRUNC) return -1;
    if (m.type == ACK && length != HEADER + (ssize_t)sizeof m.part.id) return -1;
    if (m.type == REFUSE && length != HEADER + 10 + m.refusal.length) return -1;
    return (*descriptor >= 0) == (m.type == ITEMS || m.type == HELLO) ? m.type : -1;
}

/* Ends with the reason, of which a receiver tells the sender, if a message is wrong. */
static void demand(int right, int sender) {
    if (!right) {
        m.refusal.id = 0;
        m.refusal.length = sprintf(m.refusal.reason, "a message is wrong");
        send_message(sender, REFUSE, 10 + m.refusal.length, -1);
        fprintf(stderr, "a message is wrong\n");
        exit(1);
    }
}
