package dev.baton.provider.linux;

import dev.baton.winsock.Constants;

/** What a socket is. */
final class Kind {
    private Kind() {}

    static boolean stream(LinuxSocket socket) {
        return socket.entry().iSocketType() == Constants.SOCK_STREAM;
    }

    static boolean tcp(LinuxSocket socket) {
        return stream(socket) && !local(socket);
    }

    static boolean raw(LinuxSocket socket) {
        return socket.entry().iSocketType() == Constants.SOCK_RAW;
    }

    static boolean local(LinuxSocket socket) {
        return socket.entry().iAddressFamily() == Constants.AF_UNIX;
    }
}
