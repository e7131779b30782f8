package dev.baton.ffm;

/**
 * Numbers of the Linux headers (asm-generic, linux/socket.h, linux/in.h, linux/tcp.h), the same on
 * amd64 and aarch64 unless computed here.
 */
public final class LinuxConstants {
    private LinuxConstants() {}

    // Address families

    /** AF_UNSPEC. */
    public static final int AF_UNSPEC = 0;

    /** AF_UNIX. */
    public static final int AF_UNIX = 1;

    /** AF_INET. */
    public static final int AF_INET = 2;

    /** AF_INET6. */
    public static final int AF_INET6 = 10;

    // Socket types and creation flags

    /** SOCK_STREAM. */
    public static final int SOCK_STREAM = 1;

    /** SOCK_DGRAM. */
    public static final int SOCK_DGRAM = 2;

    /** SOCK_RAW. */
    public static final int SOCK_RAW = 3;

    /** SOCK_SEQPACKET. */
    public static final int SOCK_SEQPACKET = 5;

    /** SOCK_NONBLOCK. */
    public static final int SOCK_NONBLOCK = 0x800;

    /** SOCK_CLOEXEC. */
    public static final int SOCK_CLOEXEC = 0x80000;

    // Socket options

    /** SOL_SOCKET. */
    public static final int SOL_SOCKET = 1;

    /** SO_DEBUG. */
    public static final int SO_DEBUG = 1;

    /** SO_REUSEADDR. */
    public static final int SO_REUSEADDR = 2;

    /** SO_TYPE. */
    public static final int SO_TYPE = 3;

    /** SO_ERROR. */
    public static final int SO_ERROR = 4;

    /** SO_DONTROUTE. */
    public static final int SO_DONTROUTE = 5;

    /** SO_BROADCAST. */
    public static final int SO_BROADCAST = 6;

    /** SO_SNDBUF. */
    public static final int SO_SNDBUF = 7;

    /** SO_RCVBUF. */
    public static final int SO_RCVBUF = 8;

    /** SO_KEEPALIVE. */
    public static final int SO_KEEPALIVE = 9;

    /** SO_OOBINLINE. */
    public static final int SO_OOBINLINE = 10;

    /** SO_NO_CHECK. */
    public static final int SO_NO_CHECK = 11;

    /** SO_LINGER. */
    public static final int SO_LINGER = 13;

    /** SO_REUSEPORT. */
    public static final int SO_REUSEPORT = 15;

    /** SO_PASSCRED. */
    public static final int SO_PASSCRED = 16;

    /** SO_PEERCRED. */
    public static final int SO_PEERCRED = 17;

    /** SO_RCVLOWAT. */
    public static final int SO_RCVLOWAT = 18;

    /** SO_SNDLOWAT. */
    public static final int SO_SNDLOWAT = 19;

    /** SO_ACCEPTCONN. */
    public static final int SO_ACCEPTCONN = 30;

    /** SO_PROTOCOL. */
    public static final int SO_PROTOCOL = 38;

    /** SO_DOMAIN. */
    public static final int SO_DOMAIN = 39;

    /** SO_MAX_PACING_RATE. */
    public static final int SO_MAX_PACING_RATE = 47;

    /** SO_MEMINFO: what the socket's queues take, of which the received data come first. */
    public static final int SO_MEMINFO = 55;

    /** SO_COOKIE. */
    public static final int SO_COOKIE = 57;

    /** SO_PEERPIDFD. */
    public static final int SO_PEERPIDFD = 77;

    // Protocol levels and their options

    /** IPPROTO_IP. */
    public static final int IPPROTO_IP = 0;

    /** IPPROTO_ICMP. */
    public static final int IPPROTO_ICMP = 1;

    /** IPPROTO_TCP. */
    public static final int IPPROTO_TCP = 6;

    /** IPPROTO_UDP. */
    public static final int IPPROTO_UDP = 17;

    /** IPPROTO_IPV6. */
    public static final int IPPROTO_IPV6 = 41;

    /** TCP_NODELAY. */
    public static final int TCP_NODELAY = 1;

    /** TCP_MAXSEG. */
    public static final int TCP_MAXSEG = 2;

    /** TCP_KEEPIDLE. */
    public static final int TCP_KEEPIDLE = 4;

    /** TCP_KEEPINTVL. */
    public static final int TCP_KEEPINTVL = 5;

    /** TCP_KEEPCNT. */
    public static final int TCP_KEEPCNT = 6;

    /** TCP_INFO. */
    public static final int TCP_INFO = 11;

    /** TCP_USER_TIMEOUT. */
    public static final int TCP_USER_TIMEOUT = 18;

    /** IP_TOS. */
    public static final int IP_TOS = 1;

    /** IP_TTL. */
    public static final int IP_TTL = 2;

    /** IP_HDRINCL. */
    public static final int IP_HDRINCL = 3;

    /** IP_OPTIONS. */
    public static final int IP_OPTIONS = 4;

    /** IP_PKTINFO. */
    public static final int IP_PKTINFO = 8;

    /** IP_MTU_DISCOVER. */
    public static final int IP_MTU_DISCOVER = 10;

    /** IP_RECVTOS. */
    public static final int IP_RECVTOS = 13;

    /** IP_MTU. */
    public static final int IP_MTU = 14;

    /** IP_MULTICAST_IF. */
    public static final int IP_MULTICAST_IF = 32;

    /** IP_MULTICAST_TTL. */
    public static final int IP_MULTICAST_TTL = 33;

    /** IP_MULTICAST_LOOP. */
    public static final int IP_MULTICAST_LOOP = 34;

    /** IP_ADD_MEMBERSHIP. */
    public static final int IP_ADD_MEMBERSHIP = 35;

    /** IP_DROP_MEMBERSHIP. */
    public static final int IP_DROP_MEMBERSHIP = 36;

    /** IP_UNBLOCK_SOURCE. */
    public static final int IP_UNBLOCK_SOURCE = 37;

    /** IP_BLOCK_SOURCE. */
    public static final int IP_BLOCK_SOURCE = 38;

    /** IP_ADD_SOURCE_MEMBERSHIP. */
    public static final int IP_ADD_SOURCE_MEMBERSHIP = 39;

    /** IP_DROP_SOURCE_MEMBERSHIP. */
    public static final int IP_DROP_SOURCE_MEMBERSHIP = 40;

    /** IP_UNICAST_IF. */
    public static final int IP_UNICAST_IF = 50;

    /** IPV6_UNICAST_HOPS. */
    public static final int IPV6_UNICAST_HOPS = 16;

    /** IPV6_MULTICAST_IF. */
    public static final int IPV6_MULTICAST_IF = 17;

    /** IPV6_MULTICAST_HOPS. */
    public static final int IPV6_MULTICAST_HOPS = 18;

    /** IPV6_MULTICAST_LOOP. */
    public static final int IPV6_MULTICAST_LOOP = 19;

    /** IPV6_ADD_MEMBERSHIP. */
    public static final int IPV6_ADD_MEMBERSHIP = 20;

    /** IPV6_DROP_MEMBERSHIP. */
    public static final int IPV6_DROP_MEMBERSHIP = 21;

    /** IPV6_MTU_DISCOVER. */
    public static final int IPV6_MTU_DISCOVER = 23;

    /** IPV6_MTU. */
    public static final int IPV6_MTU = 24;

    /** IPV6_V6ONLY. */
    public static final int IPV6_V6ONLY = 26;

    /** IPV6_RECVPKTINFO. */
    public static final int IPV6_RECVPKTINFO = 49;

    /** IPV6_PKTINFO. */
    public static final int IPV6_PKTINFO = 50;

    /** IPV6_RECVHOPLIMIT. */
    public static final int IPV6_RECVHOPLIMIT = 51;

    /** IPV6_DONTFRAG. */
    public static final int IPV6_DONTFRAG = 62;

    /** IPV6_RECVTCLASS. */
    public static final int IPV6_RECVTCLASS = 66;

    /** IPV6_TCLASS. */
    public static final int IPV6_TCLASS = 67;

    /** IPV6_UNICAST_IF. */
    public static final int IPV6_UNICAST_IF = 76;

    // Message flags

    /** MSG_OOB. */
    public static final int MSG_OOB = 1;

    /** MSG_PEEK. */
    public static final int MSG_PEEK = 2;

    /** MSG_DONTROUTE. */
    public static final int MSG_DONTROUTE = 4;

    /** MSG_CTRUNC. */
    public static final int MSG_CTRUNC = 8;

    /** MSG_TRUNC. */
    public static final int MSG_TRUNC = 32;

    /** MSG_DONTWAIT. */
    public static final int MSG_DONTWAIT = 64;

    /** MSG_WAITALL. */
    public static final int MSG_WAITALL = 0x100;

    /** MSG_NOSIGNAL. */
    public static final int MSG_NOSIGNAL = 0x4000;

    /** MSG_CMSG_CLOEXEC. */
    public static final int MSG_CMSG_CLOEXEC = 0x40000000;

    /** SCM_RIGHTS. */
    public static final int SCM_RIGHTS = 1;

    // Shutdown

    /** SHUT_RD. */
    public static final int SHUT_RD = 0;

    /** SHUT_WR. */
    public static final int SHUT_WR = 1;

    /** SHUT_RDWR. */
    public static final int SHUT_RDWR = 2;

    // Polling

    /** POLLIN. */
    public static final int POLLIN = 1;

    /** POLLPRI. */
    public static final int POLLPRI = 2;

    /** POLLOUT. */
    public static final int POLLOUT = 4;

    /** POLLERR. */
    public static final int POLLERR = 8;

    /** POLLHUP. */
    public static final int POLLHUP = 16;

    /** POLLNVAL. */
    public static final int POLLNVAL = 32;

    /** POLLRDHUP. */
    public static final int POLLRDHUP = 0x2000;

    /** EPOLLET: tell of what has changed; the other bits are those of poll. */
    public static final int EPOLLET = 1 << 31;

    /** EPOLL_CTL_ADD. */
    public static final int EPOLL_CTL_ADD = 1;

    /** EPOLL_CTL_DEL. */
    public static final int EPOLL_CTL_DEL = 2;

    /** EPOLL_CTL_MOD. */
    public static final int EPOLL_CTL_MOD = 3;

    /** EPOLL_CLOEXEC. */
    public static final int EPOLL_CLOEXEC = 0x80000;

    // Descriptors

    /** F_GETFD. */
    public static final int F_GETFD = 1;

    /** F_GETFL. */
    public static final int F_GETFL = 3;

    /** F_SETFL. */
    public static final int F_SETFL = 4;

    /** F_DUPFD_CLOEXEC. */
    public static final int F_DUPFD_CLOEXEC = 1030;

    /** O_NONBLOCK. */
    public static final int O_NONBLOCK = 0x800;

    /** EFD_NONBLOCK. */
    public static final int EFD_NONBLOCK = 0x800;

    /** EFD_CLOEXEC. */
    public static final int EFD_CLOEXEC = 0x80000;

    /** RLIMIT_NOFILE. */
    public static final int RLIMIT_NOFILE = 7;

    // Requests of ioctl

    /** FIONREAD. */
    public static final int FIONREAD = 0x541B;

    /** FIONBIO. */
    public static final int FIONBIO = 0x5421;

    /** SIOCOUTQ. */
    public static final int SIOCOUTQ = 0x5411;

    // Files

    /** LOCK_SH. */
    public static final int LOCK_SH = 1;

    /** LOCK_EX. */
    public static final int LOCK_EX = 2;

    /** LOCK_UN. */
    public static final int LOCK_UN = 8;

    /** LOCK_NB. */
    public static final int LOCK_NB = 4;

    /** AT_FDCWD. */
    public static final int AT_FDCWD = -100;

    /** AT_SYMLINK_FOLLOW. */
    public static final int AT_SYMLINK_FOLLOW = 0x400;

    /** O_RDWR. */
    public static final int O_RDWR = 2;

    /** O_CLOEXEC. */
    public static final int O_CLOEXEC = 0x80000;

    /** PROT_READ. */
    public static final int PROT_READ = 1;

    /** PROT_WRITE. */
    public static final int PROT_WRITE = 2;

    /** MAP_SHARED. */
    public static final int MAP_SHARED = 1;

    private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");

    /** O_NOFOLLOW, which aarch64 numbers differently. */
    public static final int O_NOFOLLOW = AARCH64 ? 0x8000 : 0x20000;

    /** O_TMPFILE: a file without a name, in the folder that is opened. */
    public static final int O_TMPFILE = 0x400000 | (AARCH64 ? 0x4000 : 0x10000);
}
