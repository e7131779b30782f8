package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class MessageTest {
    private static final int CONNECTION = 3;
    private static final int PID = 4711;

    @Test
    void takesTheAnswerToItsOwnRequest() {
        ByteBuffer message = request(17);
        Message.answer(message, PID);

        assertThat(Message.isAnswer(message, CONNECTION)).isTrue();
        assertThat(Message.number(message)).isEqualTo(17);
        assertThat(Message.pid(message)).isEqualTo(PID);
    }

    @Test
    void takesNoOtherAnswer() {
        ByteBuffer message = request(17);
        assertThat(Message.isAnswer(message, CONNECTION)).as("the request itself").isFalse();

        Message.answer(message, PID);
        assertThat(Message.isAnswer(message, CONNECTION + 1)).as("of another one").isFalse();
    }

    @Test
    void noticesEachDamagedByteOfAnAnswer() {
        for (int i = 0; i < Message.SIZE; i++) {
            ByteBuffer message = request(17);
            Message.answer(message, PID);
            message.put(i, (byte) (message.get(i) ^ 1));
            assertThat(Message.isAnswer(message, CONNECTION)).as("byte %d", i).isFalse();
        }
    }

    @Test
    void noticesEachDamagedByteOfARequest() {
        for (int i = 0; i < Message.SIZE; i++) {
            ByteBuffer message = request(17);
            message.put(i, (byte) (message.get(i) ^ 1));
            Message.answer(message, PID);
            assertThat(Message.isAnswer(message, CONNECTION)).as("byte %d", i).isFalse();
        }
    }

    private static ByteBuffer request(long number) {
        ByteBuffer message = ByteBuffer.allocate(Message.SIZE);
        Message.request(message, CONNECTION, number);
        assertThat(message.remaining()).isZero();
        return message;
    }
}
