package dev.baton.cli.demo;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a move of sockets took, by the source's clock.
 *
 * @param sockets how many
 * @param duplicateNanos the call that duplicated them
 * @param closeNanos the closing of the source's descriptors
 * @param openNanos the call that opened them, by the target's clock
 * @param totalNanos from the begin of the duplication to the target's word that all are open
 */
record Move(int sockets, long duplicateNanos, long closeNanos, long openNanos, long totalNanos) {
    void write(DataOutputStream out) throws IOException {
        out.writeInt(sockets);
        out.writeLong(duplicateNanos);
        out.writeLong(closeNanos);
        out.writeLong(openNanos);
        out.writeLong(totalNanos);
    }

    static Move read(DataInputStream in) throws IOException {
        return new Move(in.readInt(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
    }
}
