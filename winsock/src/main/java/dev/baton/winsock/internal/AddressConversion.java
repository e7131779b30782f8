package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.TerminatedText;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** {@code WSAAddressToString} and {@code WSAStringToAddress}: which provider converts. */
public final class AddressConversion {
    /** The most characters that an ANSI text is given room for; no address comes near it. */
    private static final int MOST = 1 << 16;

    private AddressConversion() {}

    /** One of the two entries, with the structure that it gets. */
    private interface Conversion {
        int by(ServiceProvider provider, MemorySegment info, MemorySegment lpErrno);
    }

    /** {@code WSAAddressToStringW}. */
    public static int toText(
            MemorySegment address,
            int addressLength,
            MemorySegment info,
            MemorySegment text,
            MemorySegment textLength) {
        Conversion conversion =
                (provider, its, lpErrno) ->
                        provider.WSPAddressToString(
                                address, addressLength, its, text, textLength, lpErrno);
        return Dispatch.guarded(() -> {
            if (!info.equals(MemorySegment.NULL)) {
                return byStructure(info, conversion);
            }
            if (Session.current() == null) {
                return fail(Constants.WSANOTINITIALISED);
            }
            if (!Memory.readable(address, SockAddr.SIZEOF_FAMILY)) {
                return fail(Constants.WSAEFAULT);
            }
            if (Integer.compareUnsigned(addressLength, SockAddr.SIZEOF_FAMILY) < 0) {
                return fail(Constants.WSAEINVAL);
            }
            return byFamily(SockAddr.family(address), conversion);
        });
    }

    /** {@code WSAStringToAddressW}. */
    public static int toAddress(
            MemorySegment text,
            int family,
            MemorySegment info,
            MemorySegment address,
            MemorySegment addressLength) {
        Conversion conversion =
                (provider, its, lpErrno) ->
                        provider.WSPStringToAddress(
                                text, family, its, address, addressLength, lpErrno);
        return Dispatch.guarded(() ->
                info.equals(MemorySegment.NULL)
                        ? byFamily(family, conversion)
                        : byStructure(info, conversion));
    }

    /**
     * {@code WSAAddressToStringA}: what goes wrong before the text is there goes wrong in the wide
     * form.
     */
    public static int toTextA(
            MemorySegment address,
            int addressLength,
            MemorySegment infoA,
            MemorySegment text,
            MemorySegment textLength) {
        return Dispatch.guarded(() -> {
            MemorySegment info = wide(infoA);
            if (!Memory.writable(textLength, Integer.BYTES)) {
                return toText(address, addressLength, info, MemorySegment.NULL, textLength);
            }
            long given = Integer.toUnsignedLong(Memory.int32(textLength, 0));
            int room = (int) Math.min(given, MOST);
            MemorySegment wide = MemorySegment.ofArray(new char[room]);
            MemorySegment length = MemorySegment.ofArray(new int[] {room});
            int result = toText(address, addressLength, info, wide, length);
            if (result != 0) {
                if (Memory.int32(length, 0) != room) {
                    Memory.int32(textLength, 0, Memory.int32(length, 0));
                }
                return result;
            }
            return narrow(wide, text, textLength);
        });
    }

    private static int narrow(MemorySegment wide, MemorySegment text, MemorySegment textLength) {
        String converted = TerminatedText.readW(wide).orElse("");
        if (!Memory.writable(text, converted.length() + 1L)) {
            return fail(Constants.WSAEFAULT);
        }
        TerminatedText.writeA(text, converted);
        Memory.int32(textLength, 0, converted.length() + 1);
        return 0;
    }

    /** {@code WSAStringToAddressA}. */
    public static int toAddressA(
            MemorySegment text,
            int family,
            MemorySegment infoA,
            MemorySegment address,
            MemorySegment addressLength) {
        return Dispatch.guarded(() -> {
            // What is no text of bytes has no end as a wide text either.
            MemorySegment wide =
                    TerminatedText.readA(text).map(AddressConversion::wide).orElse(text);
            return toAddress(wide, family, wide(infoA), address, addressLength);
        });
    }

    private static MemorySegment wide(String text) {
        MemorySegment wide = MemorySegment.ofArray(new char[text.length() + 1]);
        TerminatedText.writeW(wide, text);
        return wide;
    }

    // NULL means the same in both forms; other unusable memory is WSAEFAULT in both.
    private static MemorySegment wide(MemorySegment infoA) {
        return Memory.readable(infoA, ProtocolInfoLayout.SIZEOF_A)
                ? MemorySegment.ofArray(ProtocolInfoLayout.readA(infoA).toBytesW())
                : infoA;
    }

    private static int byStructure(MemorySegment info, Conversion conversion) {
        Session session = Session.current();
        if (session == null) {
            return fail(Constants.WSANOTINITIALISED);
        }
        if (!Memory.readable(info, ProtocolInfoLayout.SIZEOF_W)) {
            return fail(Constants.WSAEFAULT);
        }
        CatalogEntry entry = session.catalog().find(ProtocolInfoLayout.dwCatalogEntryId(info));
        boolean usable = entry != null && entry.usable();
        return convert(session, usable ? entry : null, info, conversion);
    }

    private static int byFamily(int family, Conversion conversion) {
        Session session = Session.current();
        if (session == null) {
            return fail(Constants.WSANOTINITIALISED);
        }
        CatalogEntry entry = session.catalog().first(family);
        MemorySegment info =
                entry == null ? MemorySegment.NULL : MemorySegment.ofArray(entry.info().toBytesW());
        return convert(session, entry, info, conversion);
    }

    private static int convert(
            Session session,
            @Nullable CatalogEntry entry,
            MemorySegment info,
            Conversion conversion) {
        if (entry == null) {
            return fail(Constants.WSAEINVAL);
        }
        int error = entry.loader().start(session.upcalls());
        ServiceProvider provider = entry.loader().provider();
        if (error != 0 || provider == null) {
            return fail(SocketCreation.startError(error));
        }
        return (int)
                Dispatch.socket(
                        ThreadState.current(),
                        provider,
                        (p, frame) -> conversion.by(p, info, frame.lpErrno()));
    }

    private static int fail(int error) {
        return ThreadState.current().fail(error);
    }
}
