package dev.baton.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A child that answers with what it got, or throws when told to. */
final class EchoProgram {
    private EchoProgram() {}

    public static void main(String[] arguments) throws IOException {
        ChildLoop.serve(request -> {
            String text = new String(request, StandardCharsets.UTF_8);
            if (text.equals("arguments")) {
                return String.join(",", arguments).getBytes(StandardCharsets.UTF_8);
            }
            if (text.equals("throw")) {
                throw new IllegalStateException("as told");
            }
            if (text.equals("print")) {
                System.out.println("printed");
            }
            return request;
        });
    }
}
