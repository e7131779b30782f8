/*
 * Takes a connection from a hand-over point and gives it to another, with all that came with it.
 *
 *     cc -o handoff examples/handoff.c && ./handoff FROM-FOLDER TO-FOLDER
 */
#include "handoff.h"
#include <ctype.h>
#include <dirent.h>
#include <poll.h>
#include <sys/stat.h>

static int sender_of(const char *folder) {
    char pid[20];
    struct sockaddr_un address;
    snprintf(pid, sizeof pid, "%d", getpid());
    check(mkdir(folder, 0700) == 0 || errno == EEXIST, folder);
    int listener = unix_socket(folder, pid, &address);
    check(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, address.sun_path);
    check(listen(listener, 1) == 0, "listen");
    int sender = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    unlink(address.sun_path);
    close(listener);
    check(sender >= 0 && trusted(sender), "accept");
    return sender;
}

/* Waits for a connection. With it come bytes: its kind, what was read ahead, and its context. */
static int take(int sender, struct item *item, char **bytes) {
    int connection, alive = -1, none;
    m.welcome.items = 1, m.welcome.bytes = 2 * LARGEST, m.welcome.largest = LARGEST;
    check(send_message(sender, WELCOME, sizeof m.welcome, -1), "welcome");
    int type = receive_message(sender, &connection);
    if (type == HELLO) {
        alive = connection;
        type = receive_message(sender, &connection);
    }
    *item = m.item.record;
    size_t have = item->kind + (size_t)item->here;
    size_t all = item->kind + (size_t)item->ahead + item->context;
    demand(type == ITEMS && m.length == HEADER + RECORD + have && have <= all, sender);
    demand(item->id != 0 && item->kind <= 255, sender);
    demand(item->ahead <= LARGEST && item->context <= LARGEST, sender);
    check((*bytes = malloc(all + 1)) != NULL, "malloc");
    memcpy(*bytes, m.item.bytes, have);
    while (have < all) {
        type = receive_message(sender, &none);
        size_t size = m.length - HEADER - sizeof m.part.id;
        demand(type == PART && m.part.id == item->id && size > 0 && size <= all - have, sender);
        memcpy(*bytes + have, m.part.bytes, size);
        have += size;
    }
    m.part.id = item->id;
    if (!send_message(sender, ACK, sizeof m.part.id, -1)) {
        struct pollfd how = {alive, POLLIN, 0}; /* a sender that was killed left it to us */
        check(poll(&how, 1, 5000) == 1 && how.revents == POLLHUP, "taken back");
    }
    close(alive), close(sender);
    return connection;
}

static int receiver_at(const char *folder) {
    DIR *names = opendir(folder);
    for (struct dirent *e; names && (e = readdir(names));) {
        struct sockaddr_un address;
        if (!isdigit(e->d_name[0]) || e->d_name[strspn(e->d_name, "0123456789-")]) continue;
        int receiver = unix_socket(folder, e->d_name, &address);
        int connected = connect(receiver, (struct sockaddr *)&address, sizeof address) == 0;
        if (connected && trusted(receiver)) return closedir(names), receiver;
        close(receiver); /* of one that has died, or of somebody else */
    }
    fprintf(stderr, "nobody receives at %s\n", folder);
    exit(1);
}

static int answer(int receiver) {
    int none, type = receive_message(receiver, &none);
    if (type == REFUSE) fprintf(stderr, "refused: %.*s\n", m.refusal.length, m.refusal.reason);
    return type;
}

/* Whether the receiver has acknowledged it: until then it is ours. */
static int give(int receiver, int connection, struct item item, const char *bytes) {
    int alive[2], type;
    check(pipe(alive) == 0 && send_message(receiver, HELLO, 0, alive[0]), "hello");
    if ((type = answer(receiver)) == WELCOME) {
        size_t all = item.kind + item.ahead + item.context, at = all < 65000 ? all : 65000;
        item.id = 1, item.here = at - item.kind;
        m.item.record = item;
        memcpy(m.item.bytes, bytes, at);
        check(send_message(receiver, ITEMS, RECORD + at, connection), "item");
        for (size_t size; at < all; at += size) {
            size = all - at < 65000 ? all - at : 65000;
            m.part.id = item.id;
            memcpy(m.part.bytes, bytes + at, size);
            check(send_message(receiver, PART, sizeof m.part.id + size, -1), "part");
        }
        do type = answer(receiver);
        while (type == REFUSE && m.refusal.id == 0); /* of the connection, which ends after it */
    }
    check(write(alive[1], "x", 1) == 1, "pipe"); /* we live: what has no answer is ours */
    close(alive[0]), close(alive[1]), close(receiver);
    return type == ACK && m.part.id == item.id;
}

int main(int argc, char **argv) {
    struct item item;
    char *bytes;
    if (argc != 3) return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    int connection = take(sender_of(argv[1]), &item, &bytes);
    printf("took \"%.*s\" and %u bytes\n", item.kind, bytes, item.ahead + item.context);
    check(send(connection, "a line from C\n", 14, MSG_NOSIGNAL) == 14, "send");
    return give(receiver_at(argv[2]), connection, item, bytes) ? puts("given"), 0 : 1;
}
