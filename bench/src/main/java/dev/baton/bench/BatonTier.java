package dev.baton.bench;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** What is handed over, and how: the part of the source and that of the target. */
interface BatonTier {
    /**
     * The tier of a name.
     *
     * @param name {@code socket} or {@code channel}
     * @param batch the most sockets in one call
     */
    static BatonTier of(String name, int batch) throws IOException {
        return name.equals("socket") ? new BatonSockets(batch) : new BatonChannels(batch);
    }

    /** Makes the sixteen connections of the source. */
    void connect() throws IOException;

    /** Duplicates the i-th of them in turn for a process. */
    void duplicate(int i, int pid, MemorySegment info) throws IOException;

    /** Duplicates as many from the i-th on in one call. */
    void duplicate(int i, int count, int pid, MemorySegment infos) throws IOException;

    /** Reads the byte that the target wrote to the i-th. */
    void verify(int i) throws IOException;

    /** Opens what has come, at the target. */
    void open(MemorySegment infos, int count) throws IOException;

    /** Writes a byte through the first that was opened last. */
    void prove() throws IOException;

    /** Closes what was opened last. */
    void close(int count) throws IOException;
}
