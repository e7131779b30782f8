package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The Linux system calls that Baton uses.
 *
 * <p>Each returns the call's value, or the negated error number ({@link Errno}). Nothing is retried
 * and nothing is translated here. Segments are native memory owned by the caller and must stay
 * alive for the length of the call; a {@linkplain MemorySegment#NULL null pointer} is allowed where
 * the call allows it. All methods may be called from any thread; a call that blocks on a virtual
 * thread pins its carrier.
 */
public final class Linux {
    private static final SystemCallNumbers NR = SystemCallNumbers.CURRENT;

    private Linux() {}

    // Sockets

    /** {@code int socket(int domain, int type, int protocol)}: a new descriptor. */
    public static int socket(int domain, int type, int protocol) {
        return (int) SystemCall.call(NR.socket(), domain, type, protocol);
    }

    /** {@code int socketpair(int domain, int type, int protocol, int sv[2])}. */
    public static int socketpair(int domain, int type, int protocol, MemorySegment pair) {
        return (int) SystemCall.call(NR.socketpair(), domain, type, protocol, pair.address(), 0, 0);
    }

    /** {@code int bind(int fd, const struct sockaddr *addr, socklen_t len)}. */
    public static int bind(int fd, MemorySegment address, int length) {
        return (int) SystemCall.call(NR.bind(), fd, address.address(), length);
    }

    /** {@code int listen(int fd, int backlog)}. */
    public static int listen(int fd, int backlog) {
        return (int) SystemCall.call(NR.listen(), fd, backlog, 0);
    }

    /** {@code int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags)}. */
    public static int accept4(int fd, MemorySegment address, MemorySegment length, int flags) {
        return (int)
                SystemCall.call(NR.accept4(), fd, address.address(), length.address(), flags, 0, 0);
    }

    /** {@code int connect(int fd, const struct sockaddr *addr, socklen_t len)}. */
    public static int connect(int fd, MemorySegment address, int length) {
        return (int) SystemCall.call(NR.connect(), fd, address.address(), length);
    }

    /** {@code int getsockname(int fd, struct sockaddr *addr, socklen_t *len)}. */
    public static int getsockname(int fd, MemorySegment address, MemorySegment length) {
        return (int) SystemCall.call(NR.getsockname(), fd, address.address(), length.address());
    }

    /** {@code int getpeername(int fd, struct sockaddr *addr, socklen_t *len)}. */
    public static int getpeername(int fd, MemorySegment address, MemorySegment length) {
        return (int) SystemCall.call(NR.getpeername(), fd, address.address(), length.address());
    }

    /** {@code int getsockopt(int fd, int level, int name, void *value, socklen_t *len)}. */
    public static int getsockopt(
            int fd, int level, int name, MemorySegment value, MemorySegment length) {
        return (int)
                SystemCall.call(
                        NR.getsockopt(), fd, level, name, value.address(), length.address(), 0);
    }

    /** {@code int setsockopt(int fd, int level, int name, const void *value, socklen_t len)}. */
    public static int setsockopt(int fd, int level, int name, MemorySegment value, int length) {
        return (int) SystemCall.call(NR.setsockopt(), fd, level, name, value.address(), length, 0);
    }

    /** {@code int shutdown(int fd, int how)}. */
    public static int shutdown(int fd, int how) {
        return (int) SystemCall.call(NR.shutdown(), fd, how, 0);
    }

    /**
     * {@code ssize_t sendto(int fd, const void *buf, size_t n, int flags, const struct sockaddr
     * *to, socklen_t len)}.
     *
     * @param data memory of anyone's, native: its arena is kept alive during the call
     * @throws IllegalStateException if that arena is closed
     * @throws WrongThreadException if that memory is confined to another thread
     */
    public static long sendto(
            int fd, MemorySegment data, long size, int flags, MemorySegment to, int toLength) {
        return SystemCall.call(NR.sendto(), fd, data, size, flags, to.address(), toLength);
    }

    /**
     * {@code ssize_t recvfrom(int fd, void *buf, size_t n, int flags, struct sockaddr *from,
     * socklen_t *len)}.
     *
     * @param data memory of anyone's, native: its arena is kept alive during the call
     * @throws IllegalStateException if that arena is closed
     * @throws WrongThreadException if that memory is confined to another thread
     */
    public static long recvfrom(
            int fd,
            MemorySegment data,
            long size,
            int flags,
            MemorySegment from,
            MemorySegment fromLength) {
        return SystemCall.call(
                NR.recvfrom(), fd, data, size, flags, from.address(), fromLength.address());
    }

    /**
     * {@code recv} with a buffer of the caller's own making, without the arena check of {@link
     * #recvfrom}; {@code size} 0 with a null pointer drops a queued message.
     */
    public static long recv(int fd, MemorySegment data, long size, int flags) {
        return SystemCall.call(NR.recvfrom(), fd, data.address(), size, flags, 0, 0);
    }

    /** {@code ssize_t sendmsg(int fd, const struct msghdr *msg, int flags)}. */
    public static long sendmsg(int fd, MemorySegment header, int flags) {
        return SystemCall.call(NR.sendmsg(), fd, header.address(), flags);
    }

    /** {@code ssize_t recvmsg(int fd, struct msghdr *msg, int flags)}. */
    public static long recvmsg(int fd, MemorySegment header, int flags) {
        return SystemCall.call(NR.recvmsg(), fd, header.address(), flags);
    }

    // Waiting

    /**
     * {@code int ppoll(struct pollfd *fds, nfds_t n, const struct timespec *timeout, NULL)}.
     *
     * @param timeout two 64-bit integers, seconds and nanoseconds; the kernel writes the rest of
     *     the time back into it; a null pointer waits without end
     */
    public static int ppoll(MemorySegment fds, int count, MemorySegment timeout) {
        return (int) SystemCall.call(NR.ppoll(), fds.address(), count, timeout.address(), 0, 8, 0);
    }

    /** {@code int epoll_create1(int flags)}: a new descriptor. */
    public static int epollCreate(int flags) {
        return (int) SystemCall.call(NR.epollCreate1(), flags, 0, 0);
    }

    /**
     * {@code int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)}.
     *
     * @param event see {@link EpollEvents}; a null pointer for {@code EPOLL_CTL_DEL}
     */
    public static int epollControl(int epfd, int operation, int fd, MemorySegment event) {
        return (int) SystemCall.call(NR.epollCtl(), epfd, operation, fd, event.address(), 0, 0);
    }

    /**
     * {@code int epoll_pwait(epfd, events, count, timeout, NULL)}.
     *
     * @param timeout milliseconds; −1 waits without end
     */
    public static int epollWait(int epfd, MemorySegment events, int count, int timeout) {
        return (int) SystemCall.call(NR.epollPwait(), epfd, events.address(), count, timeout, 0, 8);
    }

    /** {@code int eventfd2(unsigned initval, int flags)}: a new descriptor. */
    public static int eventfd(int flags) {
        return (int) SystemCall.call(NR.eventfd2(), 0, flags, 0);
    }

    // Descriptors and files

    /** {@code int close(int fd)}. */
    public static int close(int fd) {
        return (int) SystemCall.call(NR.close(), fd, 0, 0);
    }

    /** {@code int dup3(int from, int to, int flags)}: {@code to} then is what {@code from} is. */
    public static int dup3(int from, int to, int flags) {
        return (int) SystemCall.call(NR.dup3(), from, to, flags);
    }

    /** {@code int pipe2(int fds[2], int flags)}: the end to read from, the end to write to. */
    public static int pipe(MemorySegment fds, int flags) {
        return (int) SystemCall.call(NR.pipe2(), fds.address(), flags, 0);
    }

    /** {@code int fcntl(int fd, int command, long argument)}. */
    public static int fcntl(int fd, int command, long argument) {
        return (int) SystemCall.call(NR.fcntl(), fd, command, argument);
    }

    /** {@code int ioctl(int fd, unsigned long request, void *argument)}. */
    public static int ioctl(int fd, long request, MemorySegment argument) {
        return (int) SystemCall.call(NR.ioctl(), fd, request, argument.address());
    }

    /** {@code ssize_t read(int fd, void *buf, size_t n)}. */
    public static long read(int fd, MemorySegment data, long size) {
        return SystemCall.call(NR.read(), fd, data.address(), size);
    }

    /** {@code ssize_t write(int fd, const void *buf, size_t n)}. */
    public static long write(int fd, MemorySegment data, long size) {
        return SystemCall.call(NR.write(), fd, data.address(), size);
    }

    /** {@code int openat(AT_FDCWD, const char *path, int flags, mode_t mode)}: a descriptor. */
    public static int open(MemorySegment path, int flags, int mode) {
        return (int)
                SystemCall.call(
                        NR.openat(), LinuxConstants.AT_FDCWD, path.address(), flags, mode, 0, 0);
    }

    /** {@code int linkat(AT_FDCWD, from, AT_FDCWD, to, AT_SYMLINK_FOLLOW)}. */
    public static int link(MemorySegment from, MemorySegment to) {
        return (int)
                SystemCall.call(
                        NR.linkat(),
                        LinuxConstants.AT_FDCWD,
                        from.address(),
                        LinuxConstants.AT_FDCWD,
                        to.address(),
                        LinuxConstants.AT_SYMLINK_FOLLOW,
                        0);
    }

    /** {@code int unlinkat(AT_FDCWD, const char *path, 0)}. */
    public static int unlink(MemorySegment path) {
        return (int) SystemCall.call(NR.unlinkat(), LinuxConstants.AT_FDCWD, path.address(), 0);
    }

    /** {@code int flock(int fd, int operation)}; ends with the descriptor. */
    public static int flock(int fd, int operation) {
        return (int) SystemCall.call(NR.flock(), fd, operation, 0);
    }

    /** {@code int ftruncate(int fd, off_t length)}. */
    public static int ftruncate(int fd, long length) {
        return (int) SystemCall.call(NR.ftruncate(), fd, length, 0);
    }

    /** {@code int fallocate(int fd, 0, off_t offset, off_t length)}: storage for that range. */
    public static int fallocate(int fd, long offset, long length) {
        return (int) SystemCall.call(NR.fallocate(), fd, 0, offset, length, 0, 0);
    }

    /** {@code int fstat(int fd, struct stat *buf)}; see {@link FileStatus}. */
    public static int fstat(int fd, MemorySegment status) {
        return (int) SystemCall.call(NR.fstat(), fd, status.address(), 0);
    }

    /** {@code void *mmap(NULL, length, PROT_READ|PROT_WRITE, MAP_SHARED, fd, 0)}: an address. */
    public static long mmap(int fd, long length) {
        return SystemCall.call(
                NR.mmap(),
                0,
                length,
                LinuxConstants.PROT_READ | LinuxConstants.PROT_WRITE,
                LinuxConstants.MAP_SHARED,
                fd,
                0);
    }

    /** {@code int munmap(void *address, size_t length)}. */
    public static int munmap(long address, long length) {
        return (int) SystemCall.call(NR.munmap(), address, length, 0);
    }

    /**
     * The memory at an address that {@link #mmap} returned, for any thread.
     *
     * @return a segment that is unmapped when nobody can reach it any more
     */
    @SuppressWarnings("restricted")
    public static MemorySegment mapped(long address, long length) {
        return MemorySegment.ofAddress(address)
                .reinterpret(length, Arena.ofAuto(), memory -> munmap(memory.address(), length));
    }

    // Process

    /** {@code int pidfd_open(pid_t pid, 0)}: a close-on-exec descriptor of a process. */
    public static int pidfdOpen(int pid) {
        return (int) SystemCall.call(SystemCallNumbers.PIDFD_OPEN, pid, 0, 0);
    }

    /** {@code ssize_t getrandom(void *buf, size_t n, 0)}. */
    public static long getrandom(MemorySegment data, long size) {
        return SystemCall.call(NR.getrandom(), data.address(), size, 0);
    }

    /** {@code ssize_t readlinkat(AT_FDCWD, const char *path, char *buf, size_t n)}. */
    public static long readlink(MemorySegment path, MemorySegment target, long size) {
        return SystemCall.call(
                NR.readlinkat(),
                LinuxConstants.AT_FDCWD,
                path.address(),
                target.address(),
                size,
                0,
                0);
    }

    /** {@code uid_t geteuid(void)}. */
    public static int geteuid() {
        return (int) SystemCall.call(NR.geteuid(), 0, 0, 0);
    }

    /**
     * {@code int prlimit64(0, resource, new, old)}.
     *
     * @param limit two 64-bit integers (soft, hard), or a null pointer to leave it
     * @param old receives the same, or a null pointer
     */
    public static int prlimit(int resource, MemorySegment limit, MemorySegment old) {
        return (int)
                SystemCall.call(NR.prlimit64(), 0, resource, limit.address(), old.address(), 0, 0);
    }

    /** An integer socket option: its value, or the negated error (an option is never negative). */
    public static int socketOption(int fd, int level, int name) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Integer.BYTES);
        int result = getsockopt(fd, level, name, scratch.value(), scratch.length());
        return result < 0 ? result : scratch.value().get(JAVA_INT, 0);
    }

    /** A 64-bit socket option, for example {@code SO_COOKIE}: its value, or the negated error. */
    public static long longSocketOption(int fd, int level, int name) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Long.BYTES);
        int result = getsockopt(fd, level, name, scratch.value(), scratch.length());
        return result < 0 ? result : scratch.value().get(JAVA_LONG, 0);
    }

    /** Sets an integer socket option. */
    public static int socketOption(int fd, int level, int name, int value) {
        Scratch scratch = Scratch.current();
        scratch.value().set(JAVA_INT, 0, value);
        return setsockopt(fd, level, name, scratch.value(), Integer.BYTES);
    }
}
