package dev.baton.cli.demo;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * The application protocol between client and server: 256 bytes each way.
 *
 * <pre>
 *   0  magic           4  process that answered, 0 in a request
 *   8  number         16  content, 236 bytes: of a request by its number, of an answer inverted
 * 252  CRC-32 of the bytes before
 * </pre>
 */
final class Message {
    static final int SIZE = 256;

    private static final int MAGIC = 0x42415430;
    private static final int PID = 4;
    private static final int NUMBER = 8;
    private static final int CONTENT = 16;
    private static final int CRC = SIZE - Integer.BYTES;
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private Message() {}

    /** Appends a request. */
    static void request(ByteBuffer out, int connection, long number) {
        ByteBuffer at = out.slice(out.position(), SIZE);
        at.putInt(0, MAGIC).putInt(PID, 0).putLong(NUMBER, number);
        for (int i = CONTENT; i < CRC; i += Integer.BYTES) {
            at.putInt(i, content(connection, number, i));
        }
        at.putInt(CRC, crc(at));
        out.position(out.position() + SIZE);
    }

    /** Turns a request into its answer; a damaged one into an answer that is damaged too. */
    static void answer(ByteBuffer at, int pid) {
        boolean sound = at.getInt(0) == MAGIC && at.getInt(CRC) == crc(at);
        at.putInt(PID, pid);
        for (int i = CONTENT; i < CRC; i += Integer.BYTES) {
            at.putInt(i, ~at.getInt(i));
        }
        int crc = crc(at);
        at.putInt(CRC, sound ? crc : ~crc);
    }

    /** Whether 256 bytes are the answer to the request of their number. */
    static boolean isAnswer(ByteBuffer at, int connection) {
        if (at.getInt(0) != MAGIC || at.getInt(CRC) != crc(at)) {
            return false;
        }
        long number = number(at);
        for (int i = CONTENT; i < CRC; i += Integer.BYTES) {
            if (at.getInt(i) != ~content(connection, number, i)) {
                return false;
            }
        }
        return true;
    }

    static long number(ByteBuffer at) {
        return at.getLong(NUMBER);
    }

    static int pid(ByteBuffer at) {
        return at.getInt(PID);
    }

    private static int content(int connection, long number, int offset) {
        long x = (connection * 31L + number) * MIX + offset;
        return (int) (x ^ x >>> 29);
    }

    private static int crc(ByteBuffer at) {
        CRC32 crc = new CRC32();
        crc.update(at.slice(0, CRC));
        return (int) crc.getValue();
    }
}
