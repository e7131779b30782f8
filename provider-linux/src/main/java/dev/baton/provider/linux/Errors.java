package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.winsock.Constants;

/** Linux error numbers as Winsock error codes. */
final class Errors {
    private static final int[] CODES = table();

    private Errors() {}

    /**
     * Translates a failed system call.
     *
     * @param result the negated error number
     * @return the negated WSA code
     */
    static int of(long result) {
        int errno = (int) -result;
        int code = errno > 0 && errno < CODES.length ? CODES[errno] : 0;
        return -(code != 0 ? code : Constants.WSASYSCALLFAILURE);
    }

    private static int[] table() {
        int[] codes = new int[134];
        resources(codes);
        arguments(codes);
        network(codes);
        return codes;
    }

    private static void resources(int[] codes) {
        codes[Errno.EPERM] = Constants.WSAEACCES;
        codes[Errno.EACCES] = Constants.WSAEACCES;
        codes[Errno.EMFILE] = Constants.WSAEMFILE;
        codes[Errno.ENFILE] = Constants.WSAEMFILE;
        codes[Errno.ENOMEM] = Constants.WSAENOBUFS;
        codes[Errno.ENOBUFS] = Constants.WSAENOBUFS;
        codes[Errno.ENOSPC] = Constants.WSAENOBUFS;
        codes[Errno.ETOOMANYREFS] = Constants.WSAENOBUFS;
        codes[Errno.EBUSY] = Constants.WSAEADDRINUSE;
        codes[Errno.EINTR] = Constants.WSAEINTR;
        codes[Errno.ECANCELED] = Constants.WSAEINTR;
        codes[Errno.EBADF] = Constants.WSAENOTSOCK;
        codes[Errno.ENOTSOCK] = Constants.WSAENOTSOCK;
        // Paths of local sockets: the name can't be used, or nobody answers there.
        codes[Errno.ENOENT] = Constants.WSAEADDRNOTAVAIL;
        codes[Errno.EEXIST] = Constants.WSAEADDRINUSE;
        codes[Errno.ELOOP] = Constants.WSAELOOP;
        codes[Errno.ENAMETOOLONG] = Constants.WSAENAMETOOLONG;
    }

    private static void arguments(int[] codes) {
        codes[Errno.EFAULT] = Constants.WSAEFAULT;
        codes[Errno.EINVAL] = Constants.WSAEINVAL;
        codes[Errno.EDOM] = Constants.WSAEINVAL;
        codes[Errno.ENODEV] = Constants.WSAEADDRNOTAVAIL;
        codes[Errno.ENXIO] = Constants.WSAEADDRNOTAVAIL;
        codes[Errno.ENOTTY] = Constants.WSAEOPNOTSUPP;
        codes[Errno.ENOSYS] = Constants.WSAEOPNOTSUPP;
        codes[Errno.EOPNOTSUPP] = Constants.WSAEOPNOTSUPP;
        codes[Errno.EMSGSIZE] = Constants.WSAEMSGSIZE;
        codes[Errno.EDESTADDRREQ] = Constants.WSAEDESTADDRREQ;
        codes[Errno.EPROTOTYPE] = Constants.WSAEPROTOTYPE;
        codes[Errno.ENOPROTOOPT] = Constants.WSAENOPROTOOPT;
        codes[Errno.EPROTONOSUPPORT] = Constants.WSAEPROTONOSUPPORT;
        codes[Errno.ESOCKTNOSUPPORT] = Constants.WSAESOCKTNOSUPPORT;
        codes[Errno.EPFNOSUPPORT] = Constants.WSAEPFNOSUPPORT;
        codes[Errno.EAFNOSUPPORT] = Constants.WSAEAFNOSUPPORT;
    }

    private static void network(int[] codes) {
        codes[Errno.EAGAIN] = Constants.WSAEWOULDBLOCK;
        // Winsock reports a connect that goes on in the background as WSAEWOULDBLOCK.
        codes[Errno.EINPROGRESS] = Constants.WSAEWOULDBLOCK;
        codes[Errno.EALREADY] = Constants.WSAEALREADY;
        codes[Errno.EPIPE] = Constants.WSAECONNABORTED;
        codes[Errno.EADDRINUSE] = Constants.WSAEADDRINUSE;
        codes[Errno.EADDRNOTAVAIL] = Constants.WSAEADDRNOTAVAIL;
        codes[Errno.ENETDOWN] = Constants.WSAENETDOWN;
        codes[Errno.ENETUNREACH] = Constants.WSAENETUNREACH;
        codes[Errno.ENETRESET] = Constants.WSAENETRESET;
        codes[Errno.ECONNABORTED] = Constants.WSAECONNABORTED;
        codes[Errno.ECONNRESET] = Constants.WSAECONNRESET;
        codes[Errno.EISCONN] = Constants.WSAEISCONN;
        codes[Errno.ENOTCONN] = Constants.WSAENOTCONN;
        codes[Errno.ESHUTDOWN] = Constants.WSAESHUTDOWN;
        codes[Errno.ETIMEDOUT] = Constants.WSAETIMEDOUT;
        codes[Errno.ECONNREFUSED] = Constants.WSAECONNREFUSED;
        codes[Errno.EHOSTDOWN] = Constants.WSAEHOSTDOWN;
        codes[Errno.EHOSTUNREACH] = Constants.WSAEHOSTUNREACH;
        codes[Errno.EPROTO] = Constants.WSAENETDOWN;
        codes[Errno.EIO] = Constants.WSAENETDOWN;
    }
}
