package dev.baton.testkit.conformance;

import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Set;

/**
 * One pointer parameter of one function.
 *
 * @param name function and parameter
 * @param content what the memory should hold; its length is what the function demands
 * @param damages what makes it unusable
 * @param use calls the function with the memory, everything else being right
 */
record PointerCase(String name, Content content, Set<Damage> damages, Use use) {
    /** A call. */
    @FunctionalInterface
    interface Use {
        /** Makes the call on the sockets given. */
        long call(PointerFixture sockets, MemorySegment memory);
    }

    /** The bytes, made when the sockets are known. */
    @FunctionalInterface
    interface Content {
        /** Makes them. */
        byte[] bytes(PointerFixture sockets);
    }

    /** A parameter that is read. */
    static PointerCase in(String name, Content content, Use use) {
        return new PointerCase(name, content, Damage.OF_INPUT, use);
    }

    /** A parameter that is written, of a size. */
    static PointerCase out(String name, int size, Use use) {
        return new PointerCase(name, zeros(size), Damage.OF_OUTPUT, use);
    }

    /** A 32-bit length or count that is written, and perhaps read. */
    static PointerCase number(String name, int value, Use use) {
        return new PointerCase(name, int32(value), Damage.OF_OUTPUT, use);
    }

    /** The same parameter where NULL has a meaning. */
    PointerCase orNull() {
        Set<Damage> others = EnumSet.copyOf(damages);
        others.remove(Damage.NULL);
        return new PointerCase(name, content, others, use);
    }

    /** The same parameter with these ways only. */
    PointerCase only(Set<Damage> ways) {
        return new PointerCase(name, content, ways, use);
    }

    /** Good memory for the other parameters of a call. */
    static MemorySegment room(int size) {
        return MemorySegment.ofArray(new byte[size]);
    }

    /** Good memory for a number that does not matter. */
    static MemorySegment any() {
        return room(Integer.BYTES);
    }

    static MemorySegment[] buffers(MemorySegment... buffers) {
        return buffers;
    }

    static Content zeros(int size) {
        return sockets -> new byte[size];
    }

    static Content int32(int value) {
        return sockets -> {
            var bytes = new byte[Integer.BYTES];
            Memory.int32(MemorySegment.ofArray(bytes), 0, value);
            return bytes;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
