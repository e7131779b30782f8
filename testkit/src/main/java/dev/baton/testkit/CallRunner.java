package dev.baton.testkit;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes calls in this process, with native memory. */
final class CallRunner {
    private static final int ADDRESS_ROOM = 128;
    private static final byte[] NOTHING = {};

    private CallRunner() {}

    static Outcome run(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            return new CallInArena(call, arena).run();
        }
    }

    static Outcome outcome(Call call, long result, byte[] output) {
        int error = result == -1 ? Winsock.WSAGetLastError() : 0;
        return new Outcome(call.toString(), result, error, output);
    }

    /** One call and the memory it needs. */
    private record CallInArena(Call call, Arena arena) {
        Outcome run() {
            MemorySegment data = bytes(call.data());
            long s = call.s();
            int a = call.number(0);
            int b = call.number(1);
            int c = call.number(2);
            return switch (call.operation()) {
                case STARTUP -> startup(a);
                case CLEANUP -> done(Winsock.WSACleanup());
                case EXIT -> {
                    Runtime.getRuntime().halt(a);
                    yield done(0);
                }
                case SOCKET -> done(Winsock.socket(a, b, c));
                case SOCKET_A ->
                        done(
                                Winsock.WSASocketA(
                                        a, b, c, info(data), call.number(3), call.number(4)));
                case SOCKET_W ->
                        done(
                                Winsock.WSASocketW(
                                        a, b, c, info(data), call.number(3), call.number(4)));
                case DUPLICATE_A -> {
                    MemorySegment info = arena.allocate(Constants.SIZEOF_WSAPROTOCOL_INFOA);
                    yield done(Winsock.WSADuplicateSocketA(s, a, info), info);
                }
                case DUPLICATE_W -> {
                    MemorySegment info = arena.allocate(Constants.SIZEOF_WSAPROTOCOL_INFOW);
                    yield done(Winsock.WSADuplicateSocketW(s, a, info), info);
                }
                case BIND -> done(Winsock.bind(s, data, call.data().length));
                case LISTEN -> done(Winsock.listen(s, a));
                case ACCEPT -> accept(s);
                case CONNECT -> done(Winsock.connect(s, data, call.data().length));
                case SEND -> done(Winsock.send(s, data, call.data().length, a));
                case SEND_TO -> sendTo(s, a, b, data);
                case RECEIVE -> receive(s, a, b);
                case RECEIVE_FROM -> receiveFrom(s, a, b);
                case SHUTDOWN -> done(Winsock.shutdown(s, a));
                case CLOSE -> done(Winsock.closesocket(s));
                case GET_OPTION -> getOption(s, a, b, c);
                case SET_OPTION -> done(Winsock.setsockopt(s, a, b, data, call.data().length));
                case SOCKET_NAME, PEER_NAME -> name(s);
                case IOCTL -> ioctl(s, a, b);
                case POLL -> poll(s, a, b);
                case CREATE_EVENT,
                        CLOSE_EVENT,
                        SET_EVENT,
                        RESET_EVENT,
                        AWAIT_EVENT,
                        EVENT_SELECT,
                        ENUM_EVENTS,
                        OPEN_WINDOW,
                        CLOSE_WINDOW,
                        POLL_WINDOW,
                        ASYNC_SELECT,
                        CLOSE_HANDLES ->
                        NotificationRunner.run(call);
            };
        }

        private Outcome startup(int version) {
            MemorySegment data = arena.allocate(Constants.SIZEOF_WSADATA);
            int error = Winsock.WSAStartup(version, data);
            return new Outcome("WSAStartup", error == 0 ? 0 : -1, error, NOTHING);
        }

        private Outcome accept(long s) {
            MemorySegment address = arena.allocate(ADDRESS_ROOM);
            MemorySegment length = number(ADDRESS_ROOM);
            long accepted = Winsock.accept(s, address, length);
            return done(accepted, address.asSlice(0, Memory.int32(length, 0)));
        }

        private Outcome sendTo(long s, int flags, int addressLength, MemorySegment data) {
            MemorySegment text = data.asSlice(addressLength);
            int length = (int) text.byteSize() - 1;
            return done(Winsock.sendto(s, text, length, flags, data, addressLength));
        }

        private Outcome receive(long s, int room, int flags) {
            MemorySegment buffer = arena.allocate(Math.max(room, 1));
            int count = Winsock.recv(s, buffer, room, flags);
            return done(count, buffer.asSlice(0, Math.max(count, 0)));
        }

        private Outcome receiveFrom(long s, int room, int flags) {
            MemorySegment buffer = arena.allocate(ADDRESS_ROOM + Math.max(room, 1));
            MemorySegment length = number(ADDRESS_ROOM);
            int count =
                    Winsock.recvfrom(s, buffer.asSlice(ADDRESS_ROOM), room, flags, buffer, length);
            return done(count, buffer.asSlice(0, ADDRESS_ROOM + Math.max(count, 0)));
        }

        private Outcome getOption(long s, int level, int name, int room) {
            MemorySegment value = arena.allocate(Math.max(room, 1));
            MemorySegment length = number(room);
            int result = Winsock.getsockopt(s, level, name, value, length);
            int size = Math.min(Memory.int32(length, 0), room);
            return done(result, value.asSlice(0, size));
        }

        private Outcome name(long s) {
            MemorySegment address = arena.allocate(ADDRESS_ROOM);
            MemorySegment length = number(ADDRESS_ROOM);
            int result =
                    call.operation() == Call.Operation.SOCKET_NAME
                            ? Winsock.getsockname(s, address, length)
                            : Winsock.getpeername(s, address, length);
            return done(result, address.asSlice(0, Memory.int32(length, 0)));
        }

        private Outcome ioctl(long s, int command, int value) {
            MemorySegment argument = number(value);
            return done(Winsock.ioctlsocket(s, command, argument), argument);
        }

        private Outcome poll(long s, int events, int timeout) {
            MemorySegment fds = arena.allocate(PollFd.SIZEOF);
            PollFd.fd(fds, 0, s);
            PollFd.events(fds, 0, events);
            int result = Winsock.WSAPoll(fds, 1, timeout);
            return done(result < 0 ? result : PollFd.revents(fds, 0));
        }

        /** A structure, of which none means NULL. */
        private MemorySegment info(MemorySegment data) {
            return call.data().length == 0 ? MemorySegment.NULL : data;
        }

        /** One byte more than the data: an empty native segment is no memory to Winsock. */
        private MemorySegment bytes(byte[] data) {
            MemorySegment segment = arena.allocate(data.length + 1L);
            Memory.bytes(segment, 0, data);
            return segment;
        }

        private MemorySegment number(int value) {
            MemorySegment segment = arena.allocate(Integer.BYTES);
            Memory.int32(segment, 0, value);
            return segment;
        }

        private Outcome done(long result) {
            return outcome(call, result, NOTHING);
        }

        private Outcome done(long result, MemorySegment output) {
            return outcome(call, result, output.toArray(ValueLayout.JAVA_BYTE));
        }
    }
}
