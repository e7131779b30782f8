package dev.baton.it.handoff;

import dev.baton.testkit.ChildLoop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that receives at a hand-over point, or hands over, as a test asks for. */
final class HandoffProgram {
    private HandoffProgram() {}

    /**
     * Runs until the parent closes the pipe.
     *
     * @param arguments none
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] arguments) throws IOException {
        var receiving = new Receiving();
        var sending = new Sending();
        ChildLoop.serve(request -> {
            var words = List.of(new String(request, StandardCharsets.UTF_8).split(" "));
            try {
                String answer = receiving.answer(words);
                answer = answer.isEmpty() ? sending.answer(words) : answer;
                return answer.getBytes(StandardCharsets.UTF_8);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
