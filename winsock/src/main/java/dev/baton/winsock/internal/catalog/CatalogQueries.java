package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that read the catalog. */
public final class CatalogQueries {
    private static final int ERROR_CALL_NOT_IMPLEMENTED = 120;

    private CatalogQueries() {}

    private static List<CatalogItem> all() throws CatalogException {
        try (Providers providers = Providers.load()) {
            List<CatalogItem> brought = InstalledCatalog.items(providers);
            return new CatalogFile(providers.location()).read().with(brought);
        }
    }

    private static @Nullable CatalogItem find(Guid provider) throws CatalogException {
        for (CatalogItem item : all()) {
            if (item.info().ProviderId().equals(provider)) {
                return item;
            }
        }
        return null;
    }

    /** {@code WSCEnumProtocols}. */
    public static int enumerate(
            MemorySegment lpiProtocols,
            MemorySegment lpProtocolBuffer,
            MemorySegment lpdwBufferLength,
            MemorySegment lpErrno) {
        return Arguments.call(
                "WSCEnumProtocols",
                lpErrno,
                false,
                () -> list(lpiProtocols, lpProtocolBuffer, lpdwBufferLength));
    }

    private static int list(MemorySegment protocols, MemorySegment buffer, MemorySegment length)
            throws CatalogException {
        boolean everything = Arguments.isNull(protocols);
        if (!Memory.writable(length, Integer.BYTES)) {
            throw Arguments.fault("lpdwBufferLength");
        }
        if (!everything && !Memory.readable(protocols, Integer.BYTES)) {
            throw Arguments.fault("lpiProtocols");
        }
        List<ProtocolInfo> infos = new ArrayList<>();
        for (CatalogItem item : all()) {
            if (everything || isListed(protocols, item.info().iProtocol())) {
                infos.add(item.info());
            }
        }
        int size = ProtocolInfoLayout.SIZEOF_W;
        int needed = size * infos.size();
        boolean tooShort = Integer.compareUnsigned(Memory.int32(length, 0), needed) < 0;
        if (Arguments.isNull(buffer) || tooShort) {
            Memory.int32(length, 0, needed);
            throw CatalogException.refused(Constants.WSAENOBUFS, "room for " + needed + " bytes");
        }
        if (!Memory.writable(buffer, needed)) {
            throw Arguments.fault("lpProtocolBuffer");
        }
        for (int i = 0; i < infos.size(); i++) {
            Memory.bytes(buffer, (long) i * size, infos.get(i).toBytesW());
        }
        return infos.size();
    }

    private static boolean isListed(MemorySegment protocols, int protocol) {
        for (long at = 0; Memory.readable(protocols, at + Integer.BYTES); at += Integer.BYTES) {
            int value = Memory.int32(protocols, at);
            if (value == 0 || value == protocol) {
                return value != 0;
            }
        }
        return false;
    }

    /** {@code WSCGetProviderPath}. */
    public static int path(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpProviderDllPathLen,
            MemorySegment lpErrno) {
        return Arguments.call(
                "WSCGetProviderPath",
                lpErrno,
                true,
                () -> writePath(lpProviderId, lpszProviderDllPath, lpProviderDllPathLen));
    }

    private static int writePath(MemorySegment lpProviderId, MemorySegment path, MemorySegment len)
            throws CatalogException {
        Guid provider = Arguments.guid(lpProviderId);
        if (!Memory.writable(len, Integer.BYTES)) {
            throw Arguments.fault("lpProviderDllPathLen");
        }
        int room = Memory.int32(len, 0);
        if (room <= 0) {
            throw CatalogEditor.invalid("room for " + room + " characters");
        }
        CatalogItem item = find(provider);
        if (item == null) {
            throw CatalogEditor.invalid("provider " + provider + " is unknown");
        }
        int needed = item.path().length() + 1;
        if (room < needed) {
            Memory.int32(len, 0, needed);
            throw CatalogException.refused(
                    Constants.WSAEFAULT, "room for " + room + " characters of " + needed);
        }
        if (!Memory.writable(path, (long) needed * Character.BYTES)) {
            throw Arguments.fault("lpszProviderDllPath");
        }
        for (int i = 0; i < needed; i++) {
            char c = i < needed - 1 ? item.path().charAt(i) : 0;
            Memory.int16(path, (long) i * Character.BYTES, (short) c);
        }
        Memory.int32(len, 0, needed);
        return 0;
    }

    /** {@code WSCGetProviderInfo}. */
    public static int info(
            MemorySegment lpProviderId,
            int infoType,
            MemorySegment info,
            MemorySegment infoSize,
            MemorySegment lpErrno) {
        return Arguments.call(
                "WSCGetProviderInfo",
                lpErrno,
                false,
                () -> writeInfo(lpProviderId, infoType, info, infoSize));
    }

    private static int writeInfo(
            MemorySegment lpProviderId, int infoType, MemorySegment info, MemorySegment infoSize)
            throws CatalogException {
        Guid provider = Arguments.guid(lpProviderId);
        CatalogItem item = find(provider);
        if (item == null) {
            throw CatalogException.refused(
                    Constants.WSANO_RECOVERY, "provider " + provider + " is unknown");
        }
        if (infoType == Constants.ProviderInfoAudit) {
            throw CatalogException.refused(
                    ERROR_CALL_NOT_IMPLEMENTED, "ProviderInfoAudit is not implemented in Windows");
        }
        if (infoType != Constants.ProviderInfoLspCategories) {
            throw CatalogEditor.invalid("InfoType is " + infoType);
        }
        if (item.info().ProtocolChain().isBase()) {
            throw CatalogException.refused(
                    Constants.WSAEINVALIDPROVIDER, "provider " + provider + " is no layer");
        }
        if (!Memory.writable(infoSize, Long.BYTES)) {
            throw Arguments.fault("InfoSize");
        }
        boolean tooShort = Long.compareUnsigned(Memory.int64(infoSize, 0), Integer.BYTES) < 0;
        if (Arguments.isNull(info) || tooShort) {
            Memory.int64(infoSize, 0, Integer.BYTES);
            throw CatalogException.refused(
                    Constants.WSAEFAULT, "the categories need 4 bytes of room");
        }
        if (!Memory.writable(info, Integer.BYTES)) {
            throw Arguments.fault("Info");
        }
        // No layer has a category here: nothing chooses layers by it.
        Memory.int32(info, 0, 0);
        Memory.int64(infoSize, 0, Integer.BYTES);
        return 0;
    }
}
