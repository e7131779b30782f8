"""Gives a socket to a hand-over point and takes one from there, as docs/wire-format.md says.

    python3 handoff.py serve FOLDER         take a connection, write into it what came with it
    python3 handoff.py give FOLDER PORT     connect to 127.0.0.1:PORT; context: standard input
"""
import os, re, select, socket, struct, sys

HEADER = struct.Struct("<4sHHII")  # magic, version, type, length, count
ITEM = struct.Struct("<QIIIH")  # id, bytes of read-ahead, of context, of both in here, of kind
WELCOME, ITEMS, PART, ACK, REFUSE, WITHDRAW, HELLO = range(1, 8)
PIECE, LARGEST = 65000, 1 << 24


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


def take(folder):
    """Waits for a connection; returns (socket, kind, read-ahead, context), ours from then on."""
    os.makedirs(folder, 0o700, exist_ok=True)
    path = os.path.join(folder, str(os.getpid()))
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(path)
        try:
            listener.listen()
            while not peer_is_me(line := listener.accept()[0]):
                line.close()
        finally:
            os.unlink(path)
    with line:
        send(line, WELCOME, struct.pack("<IQI", 1, 2 * LARGEST, LARGEST))
        try:
            return take_from(line)
        except (ValueError, struct.error) as wrong:
            send(line, REFUSE, struct.pack("<QH", 0, len(str(wrong))) + str(wrong).encode())
            raise


def take_from(line):
    alive, (message, body, fd) = None, receive(line, HELLO, ITEMS)
    if message == HELLO:
        alive, (_, body, fd) = open(fd, "rb", 0), receive(line, ITEMS)
    sock = socket.socket(fileno=fd)
    number, ahead, context, here, label = ITEM.unpack_from(body)
    kind, data = body[ITEM.size:][:label].decode(), body[ITEM.size + label:]
    right = number != 0 and label <= 255 and len(data) == here and max(ahead, context) <= LARGEST
    while right and len(data) < ahead + context:
        _, body = receive(line, PART)
        right = struct.unpack_from("<Q", body) == (number,) and len(body) > 8
        data += body[8:]
    if not right or len(data) > ahead + context:
        raise ValueError("an item is wrong")
    try:
        send(line, ACK, struct.pack("<Q", number))
    except BrokenPipeError:  # the sender has ended: if it was killed, the socket is ours
        if not alive or not select.select([alive], [], [], 5)[0] or alive.read(1):
            sock.close()
            raise
    return sock, kind, data[:ahead], data[ahead:]


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        taken, kind, ahead, context = take(sys.argv[2])
        taken.sendall(f"python {kind}\n".encode() + ahead + context)
    else:
        given = socket.create_connection(("127.0.0.1", int(sys.argv[3])))
        sys.exit(not give(sys.argv[2], given, "from python", sys.stdin.buffer.read(), b"ahead\n"))
