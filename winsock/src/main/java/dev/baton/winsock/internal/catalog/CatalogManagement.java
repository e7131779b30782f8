package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The functions that change the catalog. */
public final class CatalogManagement {
    private CatalogManagement() {}

    @FunctionalInterface
    private interface Edit {
        CatalogContents with(CatalogEditor editor) throws CatalogException;
    }

    private static void change(Edit edit) throws CatalogException {
        try (Providers providers = Providers.load()) {
            List<CatalogItem> brought = InstalledCatalog.items(providers);
            new CatalogFile(providers.location())
                    .change(old -> edit.with(new CatalogEditor(old, brought)));
        }
    }

    /** {@code WSCInstallProvider}. */
    public static int install(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpProtocolInfoList,
            int dwNumberOfEntries,
            MemorySegment lpErrno) {
        return Arguments.call(
                "WSCInstallProvider",
                lpErrno,
                false,
                () -> {
                    Guid provider = Arguments.guid(lpProviderId);
                    String path = path(lpszProviderDllPath);
                    List<ProtocolInfo> infos =
                            Arguments.infos(lpProtocolInfoList, dwNumberOfEntries);
                    change(editor -> editor.install(provider, path, infos));
                    return 0;
                });
    }

    /** {@code WSCDeinstallProvider}. */
    public static int deinstall(MemorySegment lpProviderId, MemorySegment lpErrno) {
        return Arguments.call(
                "WSCDeinstallProvider",
                lpErrno,
                false,
                () -> {
                    Guid provider = Arguments.guid(lpProviderId);
                    change(editor -> editor.deinstall(provider));
                    return 0;
                });
    }

    /** {@code WSCWriteProviderOrder}: 0 or the code. */
    public static int order(MemorySegment lpwdCatalogEntryId, int dwNumberOfEntries) {
        try {
            List<Integer> ids = ids(lpwdCatalogEntryId, dwNumberOfEntries);
            change(editor -> editor.reorder(ids));
            return 0;
        } catch (CatalogException e) {
            return Arguments.told("WSCWriteProviderOrder", e);
        } catch (IllegalStateException | WrongThreadException unusable) {
            return Constants.WSAEFAULT;
        }
    }

    private static List<Integer> ids(MemorySegment ids, int count) throws CatalogException {
        if (count < 0) {
            throw CatalogEditor.invalid("dwNumberOfEntries is " + count);
        }
        if (!Memory.readable(ids, (long) count * Integer.BYTES)) {
            throw Arguments.fault("lpwdCatalogEntryId");
        }
        List<Integer> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(Memory.int32(ids, (long) i * Integer.BYTES));
        }
        return read;
    }

    /** {@code WSCInstallProviderAndChains}. */
    public static int installWithChains(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpszLspName,
            int dwServiceFlags,
            MemorySegment lpProtocolInfoList,
            int dwNumberOfEntries,
            MemorySegment lpdwCatalogEntryId,
            MemorySegment lpErrno) {
        return Arguments.call(
                "WSCInstallProviderAndChains",
                lpErrno,
                false,
                () -> {
                    LayerInstallation layer =
                            layer(lpProviderId, lpszProviderDllPath, lpszLspName, dwServiceFlags);
                    boolean everything = Arguments.isNull(lpProtocolInfoList);
                    Set<LayerInstallation.Triple> wanted =
                            everything ? null : triples(lpProtocolInfoList, dwNumberOfEntries);
                    boolean tellsId = !Arguments.isNull(lpdwCatalogEntryId);
                    if (tellsId && !Memory.writable(lpdwCatalogEntryId, Integer.BYTES)) {
                        throw Arguments.fault("lpdwCatalogEntryId");
                    }
                    int[] id = new int[1];
                    change(editor -> {
                        LayerInstallation.Result result =
                                layer.into(editor, wanted, () -> Guid.ofUuid(UUID.randomUUID()));
                        id[0] = result.layerId();
                        return result.contents();
                    });
                    if (tellsId) {
                        Memory.int32(lpdwCatalogEntryId, 0, id[0]);
                    }
                    return 0;
                });
    }

    private static LayerInstallation layer(
            MemorySegment lpProviderId, MemorySegment path, MemorySegment name, int serviceFlags)
            throws CatalogException {
        // Unlike in its sister function, NULL is documented as WSAEINVAL here.
        if (Arguments.isNull(lpProviderId) || Arguments.isNull(path) || Arguments.isNull(name)) {
            throw CatalogEditor.invalid("lpProviderId, lpszProviderDllPath or lpszLspName is NULL");
        }
        if ((serviceFlags & ~Constants.XP1_IFS_HANDLES) != 0) {
            throw CatalogEditor.invalid("dwServiceFlags is neither XP1_IFS_HANDLES nor 0");
        }
        return new LayerInstallation(
                Arguments.guid(lpProviderId),
                path(path),
                Arguments.text(name, Constants.WSAPROTOCOL_LEN, "lpszLspName"),
                serviceFlags);
    }

    private static String path(MemorySegment path) throws CatalogException {
        return Arguments.text(path, Constants.MAX_PATH, "lpszProviderDllPath");
    }

    private static Set<LayerInstallation.Triple> triples(MemorySegment list, int count)
            throws CatalogException {
        Set<LayerInstallation.Triple> triples = new LinkedHashSet<>();
        for (ProtocolInfo info : Arguments.infos(list, count)) {
            triples.add(LayerInstallation.Triple.of(info));
        }
        return triples;
    }
}
