package dev.baton.winsock.internal;

import static dev.baton.winsock.internal.FakeProviders.IFS;
import static dev.baton.winsock.internal.FakeProviders.IFS_TCP;
import static dev.baton.winsock.internal.FakeProviders.IFS_UDP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPBLOCKINGCALLBACK;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider asks Winsock. */
class QueryUpcallsTest extends WithFakes {
    private static final String PATH = FakeProviders.Ifs.class.getName();
    private static final int LENGTH = PATH.length() + 1;

    private final MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
    private final MemorySegment lpdwContext = room(Long.BYTES).fill((byte) 0x5a);
    private final MemorySegment path = room(2 * LENGTH + 2).fill((byte) 0x5a);

    private static UpcallTable upcalls() {
        return IFS.upcalls();
    }

    private void assertRefused(long result, int error) {
        assertThat(result).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(Memory.int32(lpErrno, 0)).isEqualTo(error);
        Memory.int32(lpErrno, 0, 0);
    }

    private static MemorySegment guid(int entry) {
        return MemorySegment.ofArray(FakeProviders.info(entry).ProviderId().toBytes());
    }

    private static MemorySegment length(int characters) {
        return MemorySegment.ofArray(new int[] {characters});
    }

    @Test
    @DisplayName(
            "A238: thirty entries of a provider, fifteen upcalls and one more, by their C names")
    void hasTheTablesOfTheHeader() {
        assertThat(Arrays.stream(ServiceProvider.class.getMethods()).map(Method::getName))
                .hasSize(30)
                .allMatch(name -> name.startsWith("WSP"));
        assertThat(
                        Arrays.stream(UpcallTable.class.getMethods())
                                .map(Method::getName)
                                .filter(name -> name.startsWith("WPU")))
                .containsExactlyInAnyOrder(
                        "WPUCompleteOverlappedRequest",
                        "WPUCloseEvent",
                        "WPUCloseSocketHandle",
                        "WPUCreateEvent",
                        "WPUCreateSocketHandle",
                        "WPUFDIsSet",
                        "WPUGetProviderPath",
                        "WPUModifyIFSHandle",
                        "WPUPostMessage",
                        "WPUQueryBlockingCallback",
                        "WPUQuerySocketHandleContext",
                        "WPUQueueApc",
                        "WPUResetEvent",
                        "WPUSetEvent",
                        "WPUOpenCurrentThread",
                        "WPUCloseThread");
    }

    @Test
    void knowsNoBlockingHook() {
        @Nullable LPBLOCKINGCALLBACK[] callback = {context -> 1};
        assertThat(upcalls().WPUQueryBlockingCallback(IFS_TCP, callback, lpdwContext, lpErrno))
                .isZero();
        assertThat(callback[0]).isNull();
        assertThat(Memory.int64(lpdwContext, 0)).isZero();
    }

    @Test
    void refusesToTellTheBlockingHook() {
        @Nullable LPBLOCKINGCALLBACK[] callback = {context -> 1};
        @Nullable LPBLOCKINGCALLBACK[] none = {};
        UpcallTable upcalls = upcalls();
        assertRefused(
                upcalls.WPUQueryBlockingCallback(9999, callback, lpdwContext, lpErrno),
                Constants.WSAEINVAL);
        assertRefused(
                upcalls.WPUQueryBlockingCallback(IFS_TCP, none, lpdwContext, lpErrno),
                Constants.WSAEFAULT);
        assertRefused(
                upcalls.WPUQueryBlockingCallback(IFS_TCP, null, lpdwContext, lpErrno),
                Constants.WSAEFAULT);
        assertRefused(
                upcalls.WPUQueryBlockingCallback(IFS_TCP, callback, room(7), lpErrno),
                Constants.WSAEFAULT);
        assertThat(callback[0]).as("untouched").isNotNull();
        assertThat(Memory.int64(lpdwContext, 0)).isEqualTo(0x5a5a5a5a5a5a5a5aL);
    }

    @ParameterizedTest
    @ValueSource(ints = {IFS_TCP, IFS_UDP})
    void tellsTheClassOfAProvider(int entry) {
        MemorySegment length = length(LENGTH);
        assertThat(upcalls().WPUGetProviderPath(guid(entry), path, length, lpErrno)).isZero();
        assertThat(Memory.bytes(path, 0, 2 * LENGTH))
                .isEqualTo((PATH + '\0').getBytes(StandardCharsets.UTF_16LE));
        assertThat(Memory.int16(path, 2L * LENGTH)).as("behind it").isEqualTo((short) 0x5a5a);
        assertThat(Memory.int32(length, 0)).isEqualTo(LENGTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1})
    void tellsHowMuchRoomAPathNeeds(int room) {
        MemorySegment length = length(room == 1 ? LENGTH - 1 : room);
        assertRefused(
                upcalls().WPUGetProviderPath(guid(IFS_TCP), path, length, lpErrno),
                Constants.WSAEFAULT);
        assertThat(Memory.int32(length, 0)).isEqualTo(LENGTH);
        assertThat(Memory.int8(path, 0)).as("untouched").isEqualTo((byte) 0x5a);
    }

    @Test
    void refusesUnusableMemoryForAPath() {
        UpcallTable upcalls = upcalls();
        MemorySegment id = guid(IFS_TCP);
        for (MemorySegment bad : List.of(MemorySegment.NULL, room(3))) {
            assertRefused(
                    upcalls.WPUGetProviderPath(bad, path, length(LENGTH), lpErrno),
                    Constants.WSAEFAULT);
            assertRefused(
                    upcalls.WPUGetProviderPath(id, bad, length(LENGTH), lpErrno),
                    Constants.WSAEFAULT);
            assertRefused(upcalls.WPUGetProviderPath(id, path, bad, lpErrno), Constants.WSAEFAULT);
        }
    }

    @Test
    void knowsNoPathOfAnUnknownProvider() {
        MemorySegment length = length(LENGTH);
        MemorySegment unknown = MemorySegment.ofArray(Guid.ZERO.toBytes());
        assertRefused(
                upcalls().WPUGetProviderPath(unknown, path, length, lpErrno), Constants.WSAEINVAL);
        assertThat(Memory.int32(length, 0)).isEqualTo(LENGTH);
    }
}
