package dev.baton.it;

import dev.baton.testkit.ChildLoop;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A process that installs layers in the catalog: the number of the first, and how many. */
final class CatalogProgram {
    private CatalogProgram() {}

    /**
     * Runs until the parent closes the pipe.
     *
     * @param arguments none
     * @throws IOException if the pipe breaks
     */
    public static void main(String[] arguments) throws IOException {
        ChildLoop.serve(CatalogProgram::install);
    }

    static byte[] request(int first, int count) {
        return ByteBuffer.allocate(2 * Integer.BYTES).putInt(first).putInt(count).array();
    }

    private static byte[] install(byte[] request) {
        ByteBuffer numbers = ByteBuffer.wrap(request);
        int first = numbers.getInt();
        int count = numbers.getInt();
        for (int i = first; i < first + count; i++) {
            int error = install(i);
            if (error != 0) {
                throw new IllegalStateException("layer " + i + ": error " + error);
            }
        }
        return new byte[0];
    }

    /** 0, or the code. */
    static int install(int number) {
        MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
        int result =
                Winsock.WSCInstallProvider(
                        MemorySegment.ofArray(id(number).toBytes()),
                        wide("dev.example.Layer" + number),
                        layer("Layer " + number),
                        1,
                        lpErrno);
        return result == 0 ? 0 : Memory.int32(lpErrno, 0);
    }

    static Guid id(int number) {
        return new Guid(number, (short) 0, (short) 0, 0);
    }

    private static MemorySegment wide(String text) {
        return MemorySegment.ofArray((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }

    private static MemorySegment layer(String name) {
        // All zeros: a layer, by its chain's length.
        byte[] bytes = new byte[ProtocolInfoLayout.SIZEOF_W];
        byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(text, 0, bytes, ProtocolInfoLayout.OFFSET_szProtocol, text.length);
        return MemorySegment.ofArray(bytes);
    }
}
