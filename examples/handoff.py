"""Gives sockets to a hand-over point and takes them from one: what docs/wire-format.md says of it.

    python3 handoff.py serve FOLDER         take one connection, answer on it with its context
    python3 handoff.py give FOLDER PORT     connect to 127.0.0.1:PORT and give the connection away
"""
import os
import socket
import struct
import sys

HEADER = struct.Struct("<4sHHII")  # magic, version, type, length, count
ITEM = struct.Struct("<QIIIH")  # id, read-ahead, context, bytes of them here, kind
WELCOME, ITEMS, PART, ACK, REFUSE = 1, 2, 3, 4, 5
MOST = 65536


def message(kind, count, body):
    return HEADER.pack(b"BTNH", 1, kind, HEADER.size + len(body), count) + body


def peer_is_me(connection):
    pid, uid, gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return uid in (0, os.getuid())


def give(folder, sock, kind="", context=b"", read_ahead=b""):
    """Returns when a receiver has acknowledged the socket; the caller may close his then."""
    for name in os.listdir(folder):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as to:
            try:
                to.connect(os.path.join(folder, name))
            except ConnectionRefusedError:
                continue  # what a dead receiver has left
            if not peer_is_me(to):
                continue
            to.recv(MOST)  # the welcome
            data, label = read_ahead + context, kind.encode()
            first = data[:MOST - HEADER.size - ITEM.size - len(label)]
            record = ITEM.pack(1, len(read_ahead), len(context), len(first), len(label))
            socket.send_fds(to, [message(ITEMS, 1, record + label + first)], [sock.fileno()])
            for at in range(len(first), len(data), 60000):
                to.send(message(PART, 1, struct.pack("<Q", 1) + data[at:at + 60000]))
            answer = to.recv(MOST)
            if HEADER.unpack_from(answer)[2] == ACK:
                return
            raise ConnectionError(answer[HEADER.size + 10:].decode() or "the receiver has ended")
    raise ConnectionError(f"nobody receives at {folder}")


def take(folder):
    """Waits for one item; returns (socket, kind, read-ahead, context), acknowledged."""
    os.makedirs(folder, 0o700, exist_ok=True)
    path = os.path.join(folder, str(os.getpid()))
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(path)
        listener.listen()
        try:
            while True:
                sender, _ = listener.accept()
                if peer_is_me(sender):
                    break
                sender.close()
            with sender:
                return receive(sender)
        finally:
            os.unlink(path)


def receive(sender):
    sender.send(message(WELCOME, 0, struct.pack("<IQI", 1, 1 << 25, 1 << 24)))
    while True:
        data, fds, flags, _ = socket.recv_fds(sender, MOST, 253, socket.MSG_CMSG_CLOEXEC)
        if HEADER.unpack_from(data)[2] == ITEMS:
            break
        for fd in fds:
            os.close(fd)  # the sender's pipe, which says that it has given up: not used here
    number, ahead, context, here, label = ITEM.unpack_from(data, HEADER.size)
    kind = data[HEADER.size + ITEM.size:][:label].decode()
    held = data[HEADER.size + ITEM.size + label:]
    while len(held) < ahead + context:
        held += sender.recv(MOST)[HEADER.size + 8:]
    sender.send(message(ACK, 1, struct.pack("<Q", number)))
    return socket.socket(fileno=fds[0]), kind, held[:ahead], held[ahead:]


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        taken, kind, ahead, context = take(sys.argv[2])
        taken.sendall(f"python {os.getpid()} {kind} {ahead.decode()} {context.decode()}\n".encode())
    else:
        given = socket.create_connection(("127.0.0.1", int(sys.argv[3])))
        give(sys.argv[2], given, "from python", b"a context", b"a line\n")
