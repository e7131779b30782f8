package dev.baton.ffm;

/** System call numbers of one processor architecture (asm/unistd.h). */
record SystemCallNumbers(
        int read,
        int write,
        int close,
        int mmap,
        int munmap,
        int ioctl,
        int fcntl,
        int socket,
        int socketpair,
        int bind,
        int listen,
        int accept4,
        int connect,
        int getsockname,
        int getpeername,
        int sendto,
        int recvfrom,
        int setsockopt,
        int getsockopt,
        int shutdown,
        int sendmsg,
        int recvmsg,
        int ppoll,
        int openat,
        int linkat,
        int ftruncate,
        int fallocate,
        int fstat,
        int eventfd2,
        int geteuid,
        int prlimit64,
        int getrandom,
        int readlinkat,
        int flock,
        int unlinkat,
        int epollCreate1,
        int epollCtl,
        int epollPwait,
        int dup3,
        int pipe2) {

    /** Calls newer than 2019 have one number on every architecture. */
    static final int PIDFD_OPEN = 434;

    static final SystemCallNumbers CURRENT = of(System.getProperty("os.arch"));

    private static SystemCallNumbers of(String arch) {
        return switch (arch) {
            case "amd64", "x86_64" ->
                    new SystemCallNumbers(
                            0, 1, 3, 9, 11, 16, 72, 41, 53, 49, 50, 288, 42, 51, 52, 44, 45, 54, 55,
                            48, 46, 47, 271, 257, 265, 77, 285, 5, 290, 107, 302, 318, 267, 73, 263,
                            291, 233, 281, 292, 293);
            case "aarch64" ->
                    new SystemCallNumbers(
                            63, 64, 57, 222, 215, 29, 25, 198, 199, 200, 201, 242, 203, 204, 205,
                            206, 207, 208, 209, 210, 211, 212, 73, 56, 37, 46, 47, 80, 19, 175, 261,
                            278, 78, 32, 35, 20, 21, 22, 24, 59);
            default ->
                    throw new IllegalStateException(
                            "Baton has no system call numbers for the processor architecture '"
                                    + arch
                                    + "': it runs on amd64 and aarch64");
        };
    }
}
