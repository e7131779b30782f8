package dev.baton.winsock.internal;

import static dev.baton.winsock.internal.FakeProviders.CHAIN;
import static dev.baton.winsock.internal.FakeProviders.IFS;
import static dev.baton.winsock.internal.FakeProviders.IFS_TCP;
import static dev.baton.winsock.internal.FakeProviders.LAYER;
import static dev.baton.winsock.internal.FakeProviders.PLAIN;
import static dev.baton.winsock.internal.FakeProviders.PLAIN_TCP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpcallsTest extends WithFakes {
    private static final long HANDLE = 0x7f00_0004L;
    private static final long CONTEXT = 0x1122_3344_5566_7788L;

    private final MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
    private final MemorySegment lpContext = room(Long.BYTES);

    private static UpcallTable upcalls() {
        return IFS.upcalls();
    }

    private void assertRefused(long result, int error) {
        assertThat(result).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(Memory.int32(lpErrno, 0)).isEqualTo(error);
        Memory.int32(lpErrno, 0, 0);
    }

    @Test
    @DisplayName("A232: a descriptor that an IFS provider registers goes to that provider")
    void routesModifiedHandle() {
        assertFailed(Winsock.listen(HANDLE, 5), Constants.WSAENOTSOCK);
        assertThat(upcalls().WPUModifyIFSHandle(IFS_TCP, HANDLE, lpErrno)).isEqualTo(HANDLE);
        assertThat(Winsock.listen(HANDLE, 5)).isZero();
        assertThat(IFS.calls("WSPListen").getFirst().value(0)).isEqualTo(HANDLE);
    }

    @ParameterizedTest
    @DisplayName("A233: WPUModifyIFSHandle returns the value it was given")
    @ValueSource(longs = {4, 0xffff_fffcL, Long.MAX_VALUE - 3, -4})
    void returnsProposedValue(long proposed) {
        assertThat(upcalls().WPUModifyIFSHandle(IFS_TCP, proposed, lpErrno)).isEqualTo(proposed);
        assertThat(Memory.int32(lpErrno, 0)).isZero();
    }

    @Test
    @DisplayName("A233: WPUModifyIFSHandle refuses an invalid handle with WSAEINVAL")
    void refusesInvalidHandle() {
        long invalid = Constants.INVALID_SOCKET;
        assertRefused(upcalls().WPUModifyIFSHandle(IFS_TCP, invalid, lpErrno), Constants.WSAEINVAL);
        assertRefused(upcalls().WPUModifyIFSHandle(IFS_TCP, 0, lpErrno), Constants.WSAEINVAL);
        assertFailed(Winsock.listen(invalid, 5), Constants.WSAENOTSOCK);
        assertFailed(Winsock.listen(0, 5), Constants.WSAENOTSOCK);
    }

    @Test
    @DisplayName("A231, A232: an entry takes only the upcall of its kind, an unknown entry none")
    void refusesUpcallOfOtherKind() {
        assertRefused(
                upcalls().WPUModifyIFSHandle(PLAIN_TCP, HANDLE, lpErrno), Constants.WSAEINVAL);
        assertRefused(
                upcalls().WPUCreateSocketHandle(IFS_TCP, CONTEXT, lpErrno), Constants.WSAEINVAL);
        assertRefused(upcalls().WPUModifyIFSHandle(9999, HANDLE, lpErrno), Constants.WSAEINVAL);
        assertRefused(upcalls().WPUCreateSocketHandle(9999, 0, lpErrno), Constants.WSAEINVAL);
        assertFailed(Winsock.listen(HANDLE, 5), Constants.WSAENOTSOCK);
    }

    @Test
    @DisplayName("A231: WPUCreateSocketHandle makes a new descriptor of its provider each time")
    void createsDescriptors() {
        long first = upcalls().WPUCreateSocketHandle(PLAIN_TCP, CONTEXT, lpErrno);
        long second = upcalls().WPUCreateSocketHandle(PLAIN_TCP, CONTEXT, lpErrno);
        assertThat(first).isNotIn(0L, Constants.INVALID_SOCKET, second);
        assertThat(second).isNotIn(0L, Constants.INVALID_SOCKET);
        assertThat(Winsock.listen(second, 5)).isZero();
        assertThat(PLAIN.calls("WSPListen").getFirst().value(0)).isEqualTo(second);
    }

    @Test
    @DisplayName("A234, A235: each descriptor has the context it was created with")
    void returnsContext() {
        long first = upcalls().WPUCreateSocketHandle(PLAIN_TCP, CONTEXT, lpErrno);
        long second = upcalls().WPUCreateSocketHandle(PLAIN_TCP, -1, lpErrno);
        assertThat(upcalls().WPUQuerySocketHandleContext(first, lpContext, lpErrno)).isZero();
        assertThat(Memory.int64(lpContext, 0)).isEqualTo(CONTEXT);
        assertThat(upcalls().WPUQuerySocketHandleContext(second, lpContext, lpErrno)).isZero();
        assertThat(Memory.int64(lpContext, 0)).isEqualTo(-1);
        assertRefused(
                upcalls().WPUQuerySocketHandleContext(first, MemorySegment.NULL, lpErrno),
                Constants.WSAEFAULT);
    }

    @Test
    @DisplayName("A234: WPUCloseSocketHandle ends a descriptor, once")
    void closesDescriptorOnce() {
        long s = upcalls().WPUCreateSocketHandle(PLAIN_TCP, CONTEXT, lpErrno);
        assertThat(upcalls().WPUCloseSocketHandle(s, lpErrno)).isZero();
        assertFailed(Winsock.listen(s, 5), Constants.WSAENOTSOCK);
        assertRefused(upcalls().WPUCloseSocketHandle(s, lpErrno), Constants.WSAENOTSOCK);
        assertRefused(
                upcalls().WPUQuerySocketHandleContext(s, lpContext, lpErrno),
                Constants.WSAENOTSOCK);
    }

    @Test
    @DisplayName("A234: a descriptor that Winsock didn't make is WSAENOTSOCK to both")
    void refusesForeignDescriptor() {
        upcalls().WPUModifyIFSHandle(IFS_TCP, HANDLE, lpErrno);
        for (long s : new long[] {HANDLE, 0x5550, 0, Constants.INVALID_SOCKET}) {
            assertRefused(
                    upcalls().WPUQuerySocketHandleContext(s, lpContext, lpErrno),
                    Constants.WSAENOTSOCK);
            assertRefused(upcalls().WPUCloseSocketHandle(s, lpErrno), Constants.WSAENOTSOCK);
        }
        assertThat(Winsock.listen(HANDLE, 5)).isZero();
    }

    @Test
    @DisplayName("A236: calls go to the provider that registered the descriptor last")
    void routesToLastRegistrant() {
        long s = openOrFail(IFS_TCP);
        LAYER.fails("WSPSocket", Constants.WSAENOBUFS);
        assertFailed(open(CHAIN), Constants.WSAENOBUFS);
        assertThat(LAYER.upcalls().WPUModifyIFSHandle(CHAIN, s, lpErrno)).isEqualTo(s);
        assertThat(Winsock.listen(s, 5)).isZero();
        assertThat(LAYER.calls("WSPListen")).hasSize(1);
        assertThat(IFS.calls("WSPListen")).isEmpty();
        assertThat(upcalls().WPUModifyIFSHandle(IFS_TCP, s, lpErrno)).isEqualTo(s);
        assertThat(Winsock.listen(s, 5)).isZero();
        assertThat(LAYER.calls("WSPListen")).hasSize(1);
        assertThat(IFS.calls("WSPListen")).hasSize(1);
    }

    @Test
    @DisplayName("WPUFDIsSet tells whether a descriptor is in a set")
    void looksIntoSet() {
        MemorySegment set = room(FdSet.SIZEOF);
        FdSet.FD_SET(HANDLE, set);
        assertThat(upcalls().WPUFDIsSet(HANDLE, set)).isNotZero();
        assertThat(upcalls().WPUFDIsSet(HANDLE + 4, set)).isZero();
        assertThat(upcalls().WPUFDIsSet(HANDLE, MemorySegment.NULL)).isZero();
    }

    @Test
    @DisplayName("A value that is in use again when its close returns stays known")
    void keepsValueReusedDuringClose() {
        long s = openOrFail(IFS_TCP);
        // What another thread's WSASocket does between the system's close and ours of the table.
        IFS.answers(
                "WSPCloseSocket",
                call -> upcalls().WPUModifyIFSHandle(IFS_TCP, s, call.lpErrno()) == s ? 0 : -1);
        assertThat(Winsock.closesocket(s)).isZero();
        assertThat(Winsock.listen(s, 5)).isZero();
    }

    @Test
    @DisplayName("closesocket forgets the descriptor unless the provider refuses")
    void forgetsClosedDescriptor() {
        long s = openOrFail(IFS_TCP);
        IFS.fails("WSPCloseSocket", Constants.WSAEWOULDBLOCK);
        assertFailed(Winsock.closesocket(s), Constants.WSAEWOULDBLOCK);
        IFS.answers("WSPCloseSocket", call -> 0);
        assertThat(Winsock.closesocket(s)).isZero();
        assertFailed(Winsock.closesocket(s), Constants.WSAENOTSOCK);
        assertThat(IFS.calls("WSPCloseSocket")).hasSize(2);
    }
}
