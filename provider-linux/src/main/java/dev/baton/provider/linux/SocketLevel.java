package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.provider.linux.SocketState.Value;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.VendorOption;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/** The options of SOL_SOCKET, except SO_PROTOCOL_INFO. */
final class SocketLevel {
    private static final int SOL = LinuxConstants.SOL_SOCKET;

    private SocketLevel() {}

    static Map<Integer, Option> options() {
        return Map.ofEntries(
                Map.entry(Constants.SO_DEBUG, KernelOption.flag(SOL, LinuxConstants.SO_DEBUG)),
                Map.entry(
                        Constants.SO_KEEPALIVE,
                        KernelOption.flag(SOL, LinuxConstants.SO_KEEPALIVE)),
                Map.entry(
                        Constants.SO_DONTROUTE,
                        KernelOption.flag(SOL, LinuxConstants.SO_DONTROUTE)),
                Map.entry(
                        Constants.SO_BROADCAST,
                        KernelOption.flag(SOL, LinuxConstants.SO_BROADCAST)),
                Map.entry(
                        Constants.SO_OOBINLINE,
                        KernelOption.flag(SOL, LinuxConstants.SO_OOBINLINE)),
                Map.entry(Constants.SO_REUSEADDR, reuseAddress()),
                Map.entry(Constants.SO_EXCLUSIVEADDRUSE, exclusiveAddress()),
                Map.entry(Constants.SO_CONDITIONAL_ACCEPT, conditionalAccept()),
                Map.entry(Constants.SO_SNDTIMEO, StateOption.value(Value.SEND_TIMEOUT)),
                Map.entry(Constants.SO_RCVTIMEO, StateOption.value(Value.RECEIVE_TIMEOUT)),
                Map.entry(
                        Constants.SO_SNDBUF,
                        new BufferSize(LinuxConstants.SO_SNDBUF, Value.SEND_BUFFER)),
                Map.entry(
                        Constants.SO_RCVBUF,
                        new BufferSize(LinuxConstants.SO_RCVBUF, Value.RECEIVE_BUFFER)),
                Map.entry(Constants.SO_ERROR, new PendingError()),
                Map.entry(Constants.SO_TYPE, new TypeOption()),
                Map.entry(Constants.SO_LINGER, new LingerOption()),
                Map.entry(Constants.SO_DONTLINGER, new DontLinger()),
                Map.entry(
                        Constants.SO_ACCEPTCONN,
                        StateOption.readOnly(socket -> Connection.listening(socket.fd()) ? 1 : 0)),
                Map.entry(
                        VendorOption.SO_WSA_FLAGS,
                        StateOption.readOnly(socket ->
                                socket.has(SocketState.OVERLAPPED)
                                        ? Constants.WSA_FLAG_OVERLAPPED
                                        : 0)),
                Map.entry(Constants.SO_GROUP_ID, StateOption.readOnly(socket -> 0)),
                Map.entry(
                        Constants.SO_MAX_MSG_SIZE,
                        StateOption.readOnly(SocketLevel::maxMessageSize)));
    }

    private static Option reuseAddress() {
        return new StateOption(
                socket -> socket.has(SocketState.REUSE_ADDRESS) ? 1 : 0,
                (socket, value) -> AddressReuse.reuse(socket, value != 0));
    }

    private static Option exclusiveAddress() {
        return new StateOption(
                socket -> socket.has(SocketState.EXCLUSIVE_ADDRESS) ? 1 : 0,
                (socket, value) -> AddressReuse.exclusive(socket, value != 0));
    }

    private static Option conditionalAccept() {
        return new StateOption(
                socket -> socket.has(SocketState.CONDITIONAL_ACCEPT) ? 1 : 0,
                (socket, value) -> {
                    if (Connection.listening(socket.fd())) {
                        return -Constants.WSAEINVAL;
                    }
                    socket.change(state -> state.mark(SocketState.CONDITIONAL_ACCEPT, value != 0));
                    return 0;
                });
    }

    // What fits into an IP packet of 65535 bytes behind the headers; for IPv6 into its payload.
    private static int maxMessageSize(LinuxSocket socket) {
        if (Kind.stream(socket)) {
            return -Constants.WSAENOPROTOOPT;
        }
        return socket.entry().iAddressFamily() == Constants.AF_INET6 ? 65527 : 65507;
    }

    /** SO_TYPE. */
    private record TypeOption() implements Option {
        @Override
        public int get(LinuxSocket socket, MemorySegment value) {
            Memory.int32(value, 0, socket.entry().iSocketType());
            return 0;
        }

        @Override
        public int refusal(LinuxSocket socket) {
            return Kind.stream(socket) ? -Constants.WSAENOPROTOOPT : -Constants.WSAEINVAL;
        }
    }

    /** SO_ERROR: what the caller stored (A121), a failed connect, or the kernel's. */
    private record PendingError() implements Option {
        @Override
        public int get(LinuxSocket socket, MemorySegment value) {
            Memory.int32(value, 0, code(socket));
            return 0;
        }

        private static int code(LinuxSocket socket) {
            int stored = socket.state().get(Value.ERROR);
            if (stored != 0) {
                return stored;
            }
            Connecting.settle(socket);
            int failed = socket.state().get(Value.CONNECT_ERROR);
            if (failed != 0) {
                return failed;
            }
            int errno = Linux.socketOption(socket.fd(), SOL, LinuxConstants.SO_ERROR);
            // A217: a reset is told by send and recv, every time, and never here.
            boolean sticky = Kind.stream(socket) && Breakage.notice(socket, errno);
            boolean reset = sticky && (errno == Errno.ECONNRESET || errno == Errno.EPIPE);
            return errno <= 0 || reset ? 0 : -Errors.of(-errno);
        }

        @Override
        public int refusal(LinuxSocket socket) {
            return 0;
        }

        @Override
        public int set(LinuxSocket socket, MemorySegment value) {
            int error = Memory.int32(value, 0);
            socket.change(state -> state.set(Value.ERROR, error));
            return 0;
        }
    }
}
