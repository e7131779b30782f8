package dev.baton.testkit.conformance;

import dev.baton.winsock.struct.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Ways in which memory that a caller hands over can be unusable. */
enum Damage {
    NULL,
    EMPTY_NATIVE,
    EMPTY_HEAP,
    SHORT_NATIVE,
    SHORT_HEAP,
    READ_ONLY_NATIVE,
    READ_ONLY_HEAP,
    CLOSED,
    OTHER_THREADS;

    /** What spoils memory that is only read. */
    static final Set<Damage> OF_INPUT =
            EnumSet.complementOf(EnumSet.of(READ_ONLY_NATIVE, READ_ONLY_HEAP));

    /** What spoils memory that is written. */
    static final Set<Damage> OF_OUTPUT = EnumSet.allOf(Damage.class);

    /** What spoils one buffer of several: its size is its length, so that it can't be too short. */
    static final Set<Damage> OF_BUFFER = EnumSet.of(NULL, EMPTY_NATIVE, CLOSED, OTHER_THREADS);

    static final Set<Damage> OF_OUTPUT_BUFFER =
            EnumSet.of(NULL, EMPTY_NATIVE, CLOSED, OTHER_THREADS, READ_ONLY_NATIVE, READ_ONLY_HEAP);

    /**
     * Makes unusable memory.
     *
     * @param content what it holds, as far as it goes
     * @param arena of the calling thread
     * @param elsewhere an arena confined to another thread
     */
    MemorySegment segment(byte[] content, Arena arena, OtherThread elsewhere) {
        return switch (this) {
            case NULL -> MemorySegment.NULL;
            case EMPTY_NATIVE -> MemorySegment.ofAddress(0x10000);
            case EMPTY_HEAP -> MemorySegment.ofArray(new byte[0]);
            case SHORT_NATIVE -> fill(arena.allocate(content.length - 1L), content);
            case SHORT_HEAP -> fill(heap(content.length - 1), content);
            case READ_ONLY_NATIVE -> fill(arena.allocate(content.length), content).asReadOnly();
            case READ_ONLY_HEAP -> fill(heap(content.length), content).asReadOnly();
            case CLOSED -> {
                try (Arena closed = Arena.ofConfined()) {
                    yield fill(closed.allocate(content.length), content);
                }
            }
            case OTHER_THREADS -> elsewhere.allocate(content);
        };
    }

    private static MemorySegment heap(int size) {
        return MemorySegment.ofArray(new byte[size]);
    }

    static MemorySegment fill(MemorySegment segment, byte[] content) {
        Memory.bytes(segment, 0, Arrays.copyOf(content, (int) segment.byteSize()));
        return segment;
    }
}
