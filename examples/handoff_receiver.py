"""Takes a socket at a hand-over point, as docs/wire-format.md says.

    python3 handoff_receiver.py FOLDER     take a connection, write into it what came with it
"""
import os, select, socket, struct, sys

from handoff import ACK, HELLO, ITEM, ITEMS, PART, REFUSE, WELCOME, peer_is_me, receive, send

LARGEST = 1 << 24


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
    taken, kind, ahead, context = take(sys.argv[1])
    taken.sendall(f"python {kind}\n".encode() + ahead + context)
