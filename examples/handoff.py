"""Gives a socket to a hand-over point, as docs/wire-format.md says.

    python3 handoff.py FOLDER PORT     connect to 127.0.0.1:PORT; context: standard input
"""
import os, re, socket, struct, sys

HEADER = struct.Struct("<4sHHII")  # magic, version, type, length, count
ITEM = struct.Struct("<QIIIH")  # id, bytes of read-ahead, of context, of both in here, of kind
WELCOME, ITEMS, PART, ACK, REFUSE, WITHDRAW, HELLO = range(1, 8)
PIECE = 65000


def peer_is_me(line):
    _, user, _ = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return user in (0, os.geteuid())


def send(line, kind, body, *fds):
    socket.send_fds(line, [HEADER.pack(b"BTNH", 1, kind, HEADER.size + len(body), 1) + body], fds)


def receive(line, *expected):
    """One message: its type, what follows its header, and the descriptor in it."""
    try:
        data, fds, _, _ = socket.recv_fds(line, 65536, 253, socket.MSG_CMSG_CLOEXEC)
    except ConnectionResetError:
        return receive(line, *expected)  # told once, before what was sent earlier
    magic, version, kind, length, count = HEADER.unpack_from(data.ljust(HEADER.size))
    right = (magic, version, length, count) == (b"BTNH", 1, len(data), 1) and kind in expected
    if not right or len(fds) != (kind in (ITEMS, HELLO)):
        for fd in fds:
            os.close(fd)
        raise ValueError("a message is wrong") if data else EOFError("the other side has ended")
    return kind, data[HEADER.size:], *fds


def give(folder, sock, kind="", context=b"", read_ahead=b""):
    """Whether a receiver has acknowledged the socket, which the caller must close then."""
    for name in filter(re.compile(r"[1-9]\d*(-\d+)?").fullmatch, os.listdir(folder)):
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
            try:
                line.connect(os.path.join(folder, name))
            except ConnectionRefusedError:
                continue  # of a receiver that has died
            if peer_is_me(line):
                return give_to(line, sock, kind.encode(), context, read_ahead)
    raise ConnectionError(f"nobody receives at {folder}")


def give_to(line, sock, kind, context, read_ahead):
    alive, byte = map(open, os.pipe(), ("rb", "wb"))
    with alive, byte:
        byte.write(b"x")  # kept until this is closed: if we are killed, the receiver finds none
        send(line, HELLO, b"", alive.fileno())
        answer, body = receive(line, WELCOME, REFUSE)
        if answer == REFUSE:
            raise ConnectionError("not welcome: " + body[10:].decode())
        data = read_ahead + context
        record = ITEM.pack(1, len(read_ahead), len(context), len(data[:PIECE]), len(kind))
        send(line, ITEMS, record + kind + data[:PIECE], sock.fileno())
        for at in range(PIECE, len(data), PIECE):
            send(line, PART, struct.pack("<Q", 1) + data[at:at + PIECE])
        number = 0
        while number != 1:  # a refusal of number 0 is of the connection, which ends after it
            answer, body = receive(line, ACK, REFUSE)
            number, = struct.unpack_from("<Q", body)
            if answer == REFUSE:
                print("refused:", body[10:].decode(), file=sys.stderr)
        return answer == ACK


if __name__ == "__main__":
    given = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    sys.exit(not give(sys.argv[1], given, "from python", sys.stdin.buffer.read(), b"ahead\n"))
