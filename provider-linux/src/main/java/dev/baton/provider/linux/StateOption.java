package dev.baton.provider.linux;

import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.function.ToIntFunction;

/**
 * An integer option that is kept here, not by the kernel.
 *
 * @param reader the value
 * @param writer sets the value: 0 or a negated code
 */
record StateOption(ToIntFunction<LinuxSocket> reader, Writer writer) implements Option {
    /** Sets a value. */
    @FunctionalInterface
    interface Writer {
        int write(LinuxSocket socket, int value);
    }

    /** One of the common values. */
    static StateOption value(SocketState.Value which) {
        return new StateOption(
                socket -> socket.state().get(which),
                (socket, value) -> {
                    socket.change(state -> state.set(which, value));
                    return 0;
                });
    }

    /** One that can only be read. */
    static Option readOnly(ToIntFunction<LinuxSocket> reader) {
        return (socket, value) -> {
            int result = reader.applyAsInt(socket);
            if (result < 0) {
                return result;
            }
            Memory.int32(value, 0, result);
            return 0;
        };
    }

    @Override
    public int get(LinuxSocket socket, MemorySegment value) {
        Memory.int32(value, 0, reader.applyAsInt(socket));
        return 0;
    }

    @Override
    public int refusal(LinuxSocket socket) {
        return 0;
    }

    @Override
    public int set(LinuxSocket socket, MemorySegment value) {
        return writer.write(socket, Memory.int32(value, 0));
    }
}
