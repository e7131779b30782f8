package dev.baton.channels;

import dev.baton.ffm.Errno;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.HostSocketException;
import dev.baton.winsock.spi.HostSockets;
import java.io.IOException;

/**
 * The same as {@link SharedChannels} for libraries that have channels of their own over descriptors
 * of the host. Whoever uses it owns the descriptors that it gets, and none that it gives.
 * Thread-safe.
 */
public final class SharedDescriptors {
    private SharedDescriptors() {}

    /**
     * Duplicates descriptors for a process: all or none.
     *
     * @param descriptors open sockets; they stay the caller's, and must stay open until this
     *     returns
     * @param targetPid the target's process identifier
     * @return as many tickets, in the same order
     * @throws SharedChannelException as {@link SharedChannels#duplicate}; {@code WSAENOTSOCK} for
     *     what is no socket
     */
    public static Ticket[] duplicate(int[] descriptors, long targetPid)
            throws SharedChannelException {
        return duplicate(descriptors, new boolean[descriptors.length], targetPid);
    }

    static Ticket[] duplicate(int[] descriptors, boolean[] alone, long targetPid)
            throws SharedChannelException {
        if (descriptors.length == 0) {
            throw new IllegalArgumentException("no socket to duplicate");
        }
        if (targetPid < 1 || targetPid > Integer.MAX_VALUE) {
            throw new SharedChannelException(
                    Constants.WSAEINVAL,
                    "cannot deliver to process " + targetPid + ": there is no such process");
        }
        return Host.duplicate((int) targetPid, descriptors, alone);
    }

    /** Makes something of a descriptor, which belongs to it from then on. */
    @FunctionalInterface
    public interface Adoption<C> {
        /**
         * Adopts a descriptor.
         *
         * @param descriptor open, close-on-exec; if this throws, not used any more by what threw
         * @return what owns it now
         * @throws IOException if nothing could be made of it
         */
        C adopt(int descriptor) throws IOException;
    }

    /**
     * Opens what was duplicated for this process.
     *
     * @param ticket from the source
     * @param kind what it must be
     * @param adoption what shall own it; if it throws, the ticket stays good
     * @return what {@code adoption} made
     * @throws IOException as {@link SharedChannels#openSocketChannel}
     */
    public static <C> C open(Ticket ticket, ChannelKind kind, Adoption<C> adoption)
            throws IOException {
        return open(ticket, kind, (descriptor, _) -> adoption.adopt(descriptor));
    }

    static <C> C open(Ticket ticket, ChannelKind kind, ChannelDoor.Adoption<C> adoption)
            throws IOException {
        try {
            HostSockets.Waiting waiting = Host.start().find(ticket.structure());
            ChannelKind actual = ChannelKind.of(waiting.descriptor());
            if (actual != kind) {
                throw new SharedChannelException(
                        Constants.WSAEINVAL,
                        "cannot open " + ticket + " as a " + kind + ": it is a " + actual);
            }
            int descriptor = waiting.take();
            boolean opened = false;
            try {
                C made = adoption.adopt(descriptor, waiting.alone());
                opened = true;
                waiting.opened();
                return made;
            } catch (IOException e) {
                throw Descriptors.scarce() && !(e instanceof SharedChannelException)
                        ? Descriptors.failure("cannot open " + ticket, -Errno.EMFILE)
                        : e;
            } finally {
                if (!opened) {
                    waiting.putBack();
                }
            }
        } catch (HostSocketException e) {
            throw Host.translated(e);
        }
    }
}
