package dev.baton.provider.linux.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final int MORE_THAN_THE_QUEUE_TAKES = 20_000;

    @Test
    void saysThatMessagesAreMissingIfTheQueueWasFull() throws SharingException {
        Sharing sharing = Sharing.open(() -> true);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Long.BYTES, 8);
            List<Long> heard = new ArrayList<>();
            Bell bell = sharing.bell();
            bell.ring(sharing.process(), 7);
            assertThat(bell.answer(buffer, heard::add)).isFalse();
            assertThat(heard).containsExactly(7L);

            heard.clear();
            for (long cookie = 1; cookie <= MORE_THAN_THE_QUEUE_TAKES; cookie++) {
                bell.ring(sharing.process(), cookie);
            }
            assertThat(bell.answer(buffer, heard::add)).isTrue();
            assertThat(heard).isNotEmpty().hasSizeLessThan(MORE_THAN_THE_QUEUE_TAKES);
            assertThat(bell.answer(buffer, heard::add)).as("said once").isFalse();
        } finally {
            sharing.close();
        }
    }

    @Test
    void passesOverAProcessThatIsNotThere() throws SharingException {
        Sharing sharing = Sharing.open(() -> true);
        try {
            sharing.bell().ring(SharedFile.PROCESSES - 1, 7);
            assertThat(sharing.ended(SharedFile.PROCESSES - 1)).isTrue();
        } finally {
            sharing.close();
        }
    }
}
