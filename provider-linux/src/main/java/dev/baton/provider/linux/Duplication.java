package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.provider.linux.sharing.Log;
import dev.baton.provider.linux.sharing.Offer;
import dev.baton.provider.linux.sharing.Outgoing;
import dev.baton.provider.linux.sharing.Probe;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.SharingException;
import dev.baton.provider.linux.sharing.Slot;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code WSPDuplicateSocket}, and {@code WSPSocket} with the structure that it made. */
final class Duplication {
    private final Sharing sharing;
    private final SocketTable table;
    private final NewSockets newSockets;

    Duplication(Sharing sharing, SocketTable table, NewSockets newSockets) {
        this.sharing = sharing;
        this.table = table;
        this.newSockets = newSockets;
    }

    /** 0 or a negated WSA code; checks in the order that Windows is tested for (A020–A024). */
    int duplicate(LinuxSocket socket, int dwProcessId, MemorySegment lpProtocolInfo) {
        try {
            sharing.reach(dwProcessId);
            if (!Memory.writable(lpProtocolInfo, ProtocolInfoLayout.SIZEOF_W)) {
                return -Constants.WSAEFAULT;
            }
            int handle = sharing.deliver(dwProcessId, List.of(outgoing(socket)))[0];
            Probe.before(Probe.Step.FILL_STRUCTURE);
            write(socket, handle, lpProtocolInfo);
            return 0;
        } catch (SharingException e) {
            return refused(e);
        }
    }

    private Outgoing outgoing(LinuxSocket socket) throws SharingException {
        if (socket.has(SocketState.QUALITY_OF_SERVICE)) {
            throw new SharingException(
                    Constants.WSAEINVAL, "a socket with a quality of service can't be duplicated");
        }
        if (socket.cookie() <= 0) {
            throw new SharingException(
                    Constants.WSAEINVAL,
                    "a socket can't be duplicated on this kernel, which has no SO_COOKIE: "
                            + Errno.name(socket.cookie()));
        }
        Probe.before(Probe.Step.JOIN_BLOCK);
        Slot slot = socket.share(sharing.block());
        Offer offer =
                new Offer(
                        LinuxCatalog.kind(socket.entry()),
                        socket.cookie(),
                        socket.state().snapshot(),
                        false);
        return new Outgoing(socket.fd(), offer, slot);
    }

    private static void write(LinuxSocket socket, int handle, MemorySegment info) {
        MemorySegment structure = LinuxCatalog.structure(socket.entry());
        MemorySegment.copy(structure, 0, info, 0, ProtocolInfoLayout.SIZEOF_W);
        ProtocolInfoLayout.dwProviderReserved(info, handle);
    }

    private static int refused(SharingException e) {
        Log.LOG.log(Level.DEBUG, e::getMessage);
        return -e.error();
    }

    /**
     * Duplicates many sockets ({@code VendorIoctl.DUPLICATE_SOCKETS}): all or none.
     *
     * @return bytes written to {@code out}, or a negated WSA code
     */
    int duplicateMany(MemorySegment in, int cbIn, MemorySegment out, int cbOut) {
        if (cbIn < 8 || !Memory.readable(in, cbIn)) {
            return -Constants.WSAEFAULT;
        }
        int count = Memory.int32(in, 4);
        long size = (long) count * ProtocolInfoLayout.SIZEOF_W;
        if (count < 1 || cbIn < 8 + 8L * count) {
            return -Constants.WSAEINVAL;
        }
        List<LinuxSocket> entered = new ArrayList<>(count);
        try {
            for (int i = 0; i < count; i++) {
                LinuxSocket socket = table.find(Memory.int64(in, 8 + 8L * i));
                if (socket == null || !socket.enter()) {
                    return -Constants.WSAENOTSOCK;
                }
                entered.add(socket);
            }
            sharing.reach(Memory.int32(in, 0));
            if (cbOut < size || !Memory.writable(out, size)) {
                return -Constants.WSAEFAULT;
            }
            deliverAll(entered, Memory.int32(in, 0), out);
            return (int) size;
        } catch (SharingException e) {
            return refused(e);
        } finally {
            entered.forEach(LinuxSocket::leave);
        }
    }

    private void deliverAll(List<LinuxSocket> sockets, int dwProcessId, MemorySegment out)
            throws SharingException {
        List<Outgoing> outgoing = new ArrayList<>(sockets.size());
        for (LinuxSocket socket : sockets) {
            outgoing.add(outgoing(socket));
        }
        int[] handles = sharing.deliver(dwProcessId, outgoing);
        long size = ProtocolInfoLayout.SIZEOF_W;
        for (int i = 0; i < handles.length; i++) {
            write(sockets.get(i), handles[i], out.asSlice(i * size, size));
        }
    }

    /**
     * Opens a duplicate that was made for this process.
     *
     * @param lpProtocolInfo its structure, of which only {@code dwProviderReserved} counts
     * @return the SOCKET value or a negated WSA code; then the structure stays good, but for one
     *     that {@code WPUModifyIFSHandle} has refused
     */
    long open(int af, int type, int protocol, MemorySegment lpProtocolInfo) {
        try {
            Sharing.Waiting waiting =
                    sharing.find(ProtocolInfoLayout.dwProviderReserved(lpProtocolInfo));
            Offer offer = waiting.offer();
            Optional<ProtocolInfo> entry = LinuxCatalog.find(offer.kind());
            if (entry.isEmpty()) {
                return -Constants.WSAEINVAL;
            }
            int contradiction = contradiction(entry.get(), af, type, protocol);
            return contradiction != 0 ? -contradiction : open(waiting, entry.get());
        } catch (SharingException e) {
            return refused(e);
        }
    }

    private long open(Sharing.Waiting waiting, ProtocolInfo entry) throws SharingException {
        Probe.before(Probe.Step.OPEN);
        Offer offer = waiting.offer();
        int fd = waiting.take();
        Slot slot = null;
        boolean opened = false;
        try {
            slot = sharing.block().join(offer.cookie(), offer.kind(), offer.values());
            LinuxSocket socket = newSockets.make(fd, entry, slot, offer.cookie());
            opened = true;
            if (offer.alone()) {
                NewSockets.keepNonBlocking(fd);
            }
            waiting.opened(slot);
            return newSockets.add(socket);
        } finally {
            if (!opened) {
                if (slot != null) {
                    slot.leave();
                }
                waiting.putBack();
            }
        }
    }

    // Policy: 0, FROM_PROTOCOL_INFO or the true value; everything else is a mistake of the
    // caller's.
    private static int contradiction(ProtocolInfo entry, int af, int type, int protocol) {
        if (contradicts(af, entry.iAddressFamily())) {
            return Constants.WSAEAFNOSUPPORT;
        }
        if (contradicts(type, entry.iSocketType())) {
            return Constants.WSAESOCKTNOSUPPORT;
        }
        return contradicts(protocol, entry.iProtocol()) ? Constants.WSAEPROTONOSUPPORT : 0;
    }

    private static boolean contradicts(int given, int actual) {
        return given != 0 && given != Constants.FROM_PROTOCOL_INFO && given != actual;
    }
}
