package dev.baton.netty;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.SharedDescriptors;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;

/**
 * A channel of the JDK, with the transport NIO.
 *
 * <p>Netty's {@code deregister} before its {@code close} would spare the others the FIN as well,
 * but only if a select comes between the two, and a pipeline that is closed after it is never told:
 * neither {@code channelInactive} nor {@code handlerRemoved}.
 */
record UnderlyingJdk(NetworkChannel jdk) implements Underlying {
    @Override
    public int copy() throws IOException {
        return SharedDescriptors.copy(jdk);
    }

    @Override
    public void close() throws IOException {
        SharedChannels.release(jdk);
    }

    @Override
    public void detach() throws IOException {
        if (jdk instanceof SelectableChannel selectable && selectable.isRegistered()) {
            SharedDescriptors.detach(jdk);
        }
    }
}
