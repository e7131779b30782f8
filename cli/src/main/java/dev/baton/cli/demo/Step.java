package dev.baton.cli.demo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of the scenario, told by the process that made it.
 *
 * @param number 1 to 10, as in the table of WSPDuplicateSocket
 * @param action the call as in C with its result, or what was done in words
 * @param notes what else is worth knowing, a line each
 */
record Step(int number, String action, List<String> notes) {
    Step {
        notes = List.copyOf(notes);
    }

    static Step of(int number, String action, String... notes) {
        return new Step(number, action, List.of(notes));
    }

    /** Who makes the step of that number. */
    static Role role(int number) {
        return switch (number) {
            case 3, 7, 8, 9 -> Role.TARGET;
            default -> Role.SOURCE;
        };
    }

    Frame toFrame() {
        return Frame.of(Frame.Kind.STEP, this::write);
    }

    /** Whether a frame is the step of that number. */
    static boolean is(Frame frame, int number) {
        return frame.kind() == Frame.Kind.STEP && frame.body()[0] == number;
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeByte(number);
        out.writeUTF(action);
        out.writeInt(notes.size());
        for (String note : notes) {
            out.writeUTF(note);
        }
    }

    static Step read(DataInputStream in) throws IOException {
        int number = in.readUnsignedByte();
        String action = in.readUTF();
        List<String> notes = new ArrayList<>();
        for (int rest = in.readInt(); rest > 0; rest--) {
            notes.add(in.readUTF());
        }
        return new Step(number, action, notes);
    }
}
