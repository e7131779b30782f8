package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FrameStreamTest {
    @Test
    void carriesFramesInOrderAndEndsBetweenThem() throws IOException {
        byte[] large = new byte[100_000];
        Arrays.fill(large, (byte) 7);
        FrameStream in =
                reading(
                        written(
                                Frame.of(Frame.Kind.HANDOFF),
                                new Frame(Frame.Kind.TICKETS, large),
                                Frame.text(Frame.Kind.FAILED, "why")));

        assertThat(kind(in.receive())).isEqualTo(Frame.Kind.HANDOFF);
        Frame second = in.receive();
        assertThat(kind(second)).isEqualTo(Frame.Kind.TICKETS);
        assertThat(second == null ? new byte[0] : second.body()).isEqualTo(large);
        Frame third = in.receive();
        assertThat(third == null ? "" : third.text()).isEqualTo("why");
        assertThat(in.receive()).isNull();
    }

    @Test
    void rejectsAFrameThatIsCutAtAnyPlace() throws IOException {
        byte[] whole = written(Frame.text(Frame.Kind.FAILED, "why"));
        for (int length = 1; length < whole.length; length++) {
            FrameStream in = reading(Arrays.copyOf(whole, length));
            assertThatThrownBy(in::receive)
                    .as("cut after %d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void rejectsALengthThatWouldTakeTheHeap() {
        for (int length : new int[] {-1, FrameStream.MAX_BODY + 1, Integer.MIN_VALUE}) {
            byte[] head = ByteBuffer.allocate(5).putInt(length).array();
            assertThatThrownBy(reading(head)::receive)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no frame");
        }
    }

    @Test
    void rejectsAKindThatItDoesNotKnow() {
        byte[] head = ByteBuffer.allocate(5).put(4, (byte) Frame.Kind.values().length).array();
        assertThatThrownBy(reading(head)::receive)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no frame");
    }

    private static Frame.@Nullable Kind kind(@Nullable Frame frame) {
        return frame == null ? null : frame.kind();
    }

    private static byte[] written(Frame... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameStream out = new FrameStream(new ByteArrayInputStream(new byte[0]), bytes);
        for (Frame frame : frames) {
            out.send(frame);
        }
        return bytes.toByteArray();
    }

    private static FrameStream reading(byte[] bytes) {
        return new FrameStream(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream());
    }
}
