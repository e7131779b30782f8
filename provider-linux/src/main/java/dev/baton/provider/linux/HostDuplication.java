package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.provider.linux.sharing.Offer;
import dev.baton.provider.linux.sharing.Outgoing;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.SharingException;
import dev.baton.provider.linux.sharing.Slot;
import dev.baton.provider.linux.sharing.SocketKind;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.HostSocketException;
import dev.baton.winsock.spi.HostSockets;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Duplicates of descriptors that are no SOCKETs. They hold no place in the common block; one is
 * kept only while the duplicate is on its way, for the case that it is opened as a SOCKET.
 */
final class HostDuplication implements HostSockets {
    private final Sharing sharing;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HostDuplication(Sharing sharing) {
        this.sharing = sharing;
    }

    static HostDuplication start() throws HostSocketException {
        try {
            return new HostDuplication(Reachability.acquire());
        } catch (SharingException e) {
            throw translated(e);
        }
    }

    @Override
    public void duplicate(int dwProcessId, int[] descriptors, boolean[] alone, MemorySegment infos)
            throws HostSocketException {
        long size = ProtocolInfoLayout.SIZEOF_W;
        if (!Memory.writable(infos, descriptors.length * size)) {
            throw new HostSocketException(
                    Constants.WSAEFAULT, "the memory for the structures is too short");
        }
        List<Outgoing> outgoing = new ArrayList<>(descriptors.length);
        try {
            sharing.reach(dwProcessId);
            List<ProtocolInfo> entries = new ArrayList<>(descriptors.length);
            for (int i = 0; i < descriptors.length; i++) {
                long cookie = cookie(descriptors[i]);
                SocketKind kind = SocketKind.of(descriptors[i]);
                entries.add(entry(kind));
                outgoing.add(outgoing(descriptors[i], cookie, kind, entries.getLast(), alone[i]));
            }
            int[] handles = sharing.deliver(dwProcessId, outgoing);
            for (int i = 0; i < handles.length; i++) {
                MemorySegment info = infos.asSlice(i * size, size);
                info.copyFrom(LinuxCatalog.structure(entries.get(i)));
                ProtocolInfoLayout.dwProviderReserved(info, handles[i]);
            }
        } catch (SharingException e) {
            throw translated(e);
        } finally {
            for (Outgoing socket : outgoing) {
                socket.slot().leave();
            }
        }
    }

    private static long cookie(int descriptor) throws HostSocketException {
        long cookie =
                Linux.longSocketOption(
                        descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_COOKIE);
        if (cookie > 0) {
            return cookie;
        }
        boolean socket = cookie != -Errno.ENOTSOCK && cookie != -Errno.EBADF;
        throw new HostSocketException(
                socket ? Constants.WSAEINVAL : Constants.WSAENOTSOCK,
                "cannot duplicate descriptor "
                        + descriptor
                        + ": the kernel gives no SO_COOKIE for it ("
                        + Errno.name(cookie)
                        + ")");
    }

    private Outgoing outgoing(
            int descriptor, long cookie, SocketKind kind, ProtocolInfo entry, boolean alone)
            throws SharingException {
        SocketState state = SocketState.inHeap();
        state.raise(SocketState.OVERLAPPED);
        state.mark(SocketState.LISTENING, listens(descriptor));
        state.set(SocketState.Value.CATALOG_ENTRY, entry.dwCatalogEntryId());
        Slot slot = sharing.block().join(cookie, kind, state.copy());
        SocketState common = SocketState.in(slot.memory(), slot.values());
        return new Outgoing(
                descriptor, new Offer(kind, cookie, common.snapshot(), alone && slot.sole()), slot);
    }

    private static boolean listens(int descriptor) {
        return Linux.socketOption(
                        descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_ACCEPTCONN)
                == 1;
    }

    private static ProtocolInfo entry(SocketKind kind) throws HostSocketException {
        return LinuxCatalog.find(kind)
                .orElseThrow(() ->
                        new HostSocketException(
                                Constants.WSAEOPNOTSUPP,
                                "cannot duplicate a "
                                        + kind
                                        + ": no catalog entry stands for such sockets"));
    }

    @Override
    public Waiting find(MemorySegment info) throws HostSocketException {
        if (!Memory.readable(info, ProtocolInfoLayout.SIZEOF_W)) {
            throw new HostSocketException(Constants.WSAEFAULT, "the structure is too short");
        }
        int id = ProtocolInfoLayout.dwCatalogEntryId(info);
        if (!LinuxCatalog.isEntry(id)) {
            throw new HostSocketException(
                    Constants.WSAEINVAL,
                    "the structure's catalog entry "
                            + id
                            + " is not one of the host's own protocols: a socket that was"
                            + " duplicated through layers opens with WSASocketW only");
        }
        try {
            return new Found(sharing.find(ProtocolInfoLayout.dwProviderReserved(info)));
        } catch (SharingException e) {
            throw translated(e);
        }
    }

    /** A duplicate found. */
    private static final class Found implements Waiting {
        private final Sharing.Waiting waiting;

        Found(Sharing.Waiting waiting) {
            this.waiting = waiting;
        }

        @Override
        public int descriptor() {
            return waiting.descriptor();
        }

        @Override
        public boolean alone() {
            return waiting.offer().alone();
        }

        @Override
        public int take() throws HostSocketException {
            try {
                return waiting.take();
            } catch (SharingException e) {
                throw translated(e);
            }
        }

        @Override
        public void opened() {
            waiting.openedAlone();
        }

        @Override
        public void putBack() {
            waiting.putBack();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Reachability.release();
        }
    }

    private static HostSocketException translated(SharingException e) {
        return new HostSocketException(e.error(), String.valueOf(e.getMessage()));
    }
}
