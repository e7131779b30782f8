package dev.baton.channels;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.HostSocketException;
import dev.baton.winsock.spi.HostSockets;
import dev.baton.winsock.spi.ProviderFactory;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The provider by which sockets of this process travel: started once, for the process's life. */
final class Host {
    private static @Nullable HostSockets started;

    private Host() {}

    /** Makes this process reachable for deliveries, if it is not yet. */
    static synchronized HostSockets start() throws SharedChannelException {
        HostSockets sockets = started;
        if (sockets == null) {
            // Not when a channel is to be released: there may be no descriptor left then.
            Placeholder.descriptor();
            sockets = find();
            started = sockets;
        }
        return sockets;
    }

    private static HostSockets find() throws SharedChannelException {
        try {
            for (ProviderFactory factory :
                    ServiceLoader.load(ProviderFactory.class, Host.class.getClassLoader())) {
                Optional<HostSockets> sockets = factory.startHostSockets();
                if (sockets.isPresent()) {
                    return sockets.get();
                }
            }
        } catch (HostSocketException e) {
            throw translated(e);
        }
        throw new SharedChannelException(
                Constants.WSASYSNOTREADY,
                "no provider of sockets is found: is baton-provider-linux on the class path or"
                        + " module path, and is this Linux?");
    }

    /** Delivers duplicates of descriptors: all or none. */
    static Ticket[] duplicate(int pid, int[] descriptors, boolean[] alone)
            throws SharedChannelException {
        MemorySegment infos = MemorySegment.ofArray(new byte[descriptors.length * Ticket.SIZE]);
        try {
            start().duplicate(pid, descriptors, alone, infos);
        } catch (HostSocketException e) {
            throw translated(e);
        }
        Ticket[] tickets = new Ticket[descriptors.length];
        for (int i = 0; i < tickets.length; i++) {
            tickets[i] = Ticket.at(infos, i);
        }
        return tickets;
    }

    static SharedChannelException translated(HostSocketException e) {
        return new SharedChannelException(e.error(), String.valueOf(e.getMessage()), e);
    }
}
