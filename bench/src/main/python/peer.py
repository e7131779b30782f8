"""CPython's own ways to hand a connected TCP socket to another process.

    peer.py MODE N WARM BATCH WINDOW

send_fds      socket.send_fds / socket.recv_fds on an AF_UNIX stream; the target holds a number
send_handle   multiprocessing.reduction.send_handle / recv_handle over a Pipe; the target holds a number
pickled       Connection.send(socket): pickled as a resource_sharer ticket; the target holds a socket object
"""
import multiprocessing
import os
import socket
import sys
import time
from multiprocessing import reduction

POOL = 16
MODE = sys.argv[1]
N, WARM, BATCH, WINDOW = map(int, sys.argv[2:6])


def target(control, conn):
    if "TARGET_CPU" in os.environ:
        os.sched_setaffinity(0, {int(os.environ["TARGET_CPU"])})
    cpu = 0
    for i in range(N + WARM):
        if i == WARM:
            cpu = time.process_time_ns()
        if MODE == "pickled":
            received = conn.recv()
            if i < POOL:
                received.send(b"x")
            control.send(b"a")
            received.close()
            continue
        if MODE == "send_handle":
            fds = [reduction.recv_handle(conn)]
        else:
            fds = socket.recv_fds(control, 1, BATCH)[1]
            if len(fds) != BATCH:
                sys.exit(f"{len(fds)} descriptors came instead of {BATCH}")
        if i < POOL and BATCH == 1:
            os.write(fds[0], b"x")
        control.send(b"a")
        for fd in fds:
            os.close(fd)
    control.send((time.process_time_ns() - cpu).to_bytes(8, "little"))


def sender(near, control, conn, pid):
    fds = [s.fileno() for s in near]
    if MODE == "pickled":
        return lambda i: conn.send(near[i % POOL])
    if MODE == "send_handle":
        return lambda i: reduction.send_handle(conn, fds[i % POOL], pid)
    return lambda i: socket.send_fds(control, [b"t"], [fds[(i + j) % POOL] for j in range(BATCH)])


def source(near, far, control, conn, child):
    send = sender(near, control, conn, child.pid)
    lat, out, wall, cpu, now = [], 0, 0, 0, time.perf_counter_ns
    for i in range(N + WARM):
        if i == WARM:
            while out:
                out -= len(control.recv(out))
            wall, cpu = now(), time.process_time_ns()
        begin = now()
        send(i)
        out += 1
        if out == WINDOW:
            out -= len(control.recv(1))
        if i >= WARM:
            lat.append(now() - begin)
        if i < POOL and BATCH == 1 and WINDOW == 1 and far[i].recv(1) != b"x":
            sys.exit("the target received another socket")
    while out:
        out -= len(control.recv(out))
    wall, cpu = now() - wall, time.process_time_ns() - cpu
    cpu += int.from_bytes(control.recv(8), "little")
    lat.sort()
    print(f"result p50_us={lat[N // 2] / 1e3:.3f} p99_us={lat[int(N * .99)] / 1e3:.3f}"
          f" per_s={N * BATCH / (wall / 1e9):.0f} cpu_us={cpu / 1e3 / N / BATCH:.3f}")


def main():
    near, far = [], []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        for _ in range(POOL):
            far.append(socket.create_connection(listener.getsockname()))
            near.append(listener.accept()[0])
    control, control_of_target = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    context = multiprocessing.get_context("fork")
    conn, conn_of_target = context.Pipe(True)
    child = context.Process(target=target, args=(control_of_target, conn_of_target), daemon=True)
    child.start()
    control_of_target.close()
    conn_of_target.close()
    source(near, far, control, conn, child)
    child.join(10)


main()
