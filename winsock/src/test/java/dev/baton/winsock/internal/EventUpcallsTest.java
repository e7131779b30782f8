package dev.baton.winsock.internal;

import static dev.baton.winsock.Constants.WSA_INFINITE;
import static dev.baton.winsock.Constants.WSA_INVALID_EVENT;
import static dev.baton.winsock.Constants.WSA_INVALID_HANDLE;
import static dev.baton.winsock.Constants.WSA_NOT_ENOUGH_MEMORY;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static dev.baton.winsock.Constants.WSA_WAIT_IO_COMPLETION;
import static dev.baton.winsock.Constants.WSA_WAIT_TIMEOUT;
import static dev.baton.winsock.internal.FakeProviders.IFS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.Constants;
import dev.baton.winsock.InThread;
import dev.baton.winsock.MessageWindow;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.internal.event.EventTable;
import dev.baton.winsock.spi.LPWSAUSERAPC;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.NtStatus;
import dev.baton.winsock.struct.WsaOverlapped;
import dev.baton.winsock.struct.WsaThreadId;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events, procedure calls and messages, from a provider to an application. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventUpcallsTest extends WithFakes {
    private final MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
    private final MemorySegment lpThreadId = room(WsaThreadId.SIZEOF);
    private final List<Long> ran = new ArrayList<>();
    private final LPWSAUSERAPC note = ran::add;

    private static UpcallTable upcalls() {
        return IFS.upcalls();
    }

    private void assertRefused(long result, int error) {
        assertThat(result).isEqualTo(Constants.SOCKET_ERROR);
        assertError(error);
    }

    private void assertError(int error) {
        assertThat(Memory.int32(lpErrno, 0)).isEqualTo(error);
        Memory.int32(lpErrno, 0, 0);
    }

    private long event() {
        long event = upcalls().WPUCreateEvent(lpErrno);
        assertThat(event).isNotEqualTo(WSA_INVALID_EVENT);
        return event;
    }

    private static int await(long event, int milliseconds, boolean alertable) {
        MemorySegment handles = MemorySegment.ofArray(new long[] {event});
        return Winsock.WSAWaitForMultipleEvents(1, handles, 0, milliseconds, alertable ? 1 : 0);
    }

    private int alertable() {
        long event = event();
        int result = await(event, 0, true);
        Winsock.WSACloseEvent(event);
        return result;
    }

    @Test
    void sharesEventsWithTheApplication() {
        long event = event();
        assertThat(await(event, 0, false)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(upcalls().WPUSetEvent(event, lpErrno)).isEqualTo(1);
        assertThat(await(event, WSA_INFINITE, false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(upcalls().WPUResetEvent(event, lpErrno)).isEqualTo(1);
        assertThat(await(event, 0, false)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(upcalls().WPUCloseEvent(event, lpErrno)).isEqualTo(1);
        assertThat(Winsock.WSASetEvent(event)).isZero();
        assertThat(Winsock.WSAGetLastError()).isEqualTo(WSA_INVALID_HANDLE);
        assertError(0);

        long own = Winsock.WSACreateEvent();
        assertThat(upcalls().WPUSetEvent(own, lpErrno)).isEqualTo(1);
        assertThat(await(own, 0, false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(upcalls().WPUCloseEvent(own, lpErrno)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoEvent() {
        long closed = event();
        upcalls().WPUCloseEvent(closed, lpErrno);
        for (long handle : new long[] {closed, WSA_INVALID_EVENT, -1, 4}) {
            assertThat(upcalls().WPUSetEvent(handle, lpErrno)).isZero();
            assertError(WSA_INVALID_HANDLE);
            assertThat(upcalls().WPUResetEvent(handle, lpErrno)).isZero();
            assertError(WSA_INVALID_HANDLE);
            assertThat(upcalls().WPUCloseEvent(handle, lpErrno)).isZero();
            assertError(WSA_INVALID_HANDLE);
        }
    }

    @Test
    void saysThatThereAreTooManyEvents() {
        var small = new Upcalls(Catalog.load(), new DescriptorTable(), new EventTable(1));
        assertThat(small.WPUCreateEvent(lpErrno)).isNotEqualTo(WSA_INVALID_EVENT);
        assertThat(small.WPUCreateEvent(lpErrno)).isEqualTo(WSA_INVALID_EVENT);
        assertError(WSA_NOT_ENOUGH_MEMORY);
    }

    @Test
    void postsMessages() {
        long handle;
        try (MessageWindow window = MessageWindow.open()) {
            handle = window.handle();
            assertThat(upcalls().WPUPostMessage(handle, 0x401, -1, 1L << 40)).isEqualTo(1);
            assertThat(window.take()).isEqualTo(new MessageWindow.Message(0x401, -1, 1L << 40));
        }
        assertThat(upcalls().WPUPostMessage(handle, 0x401, 0, 0)).isZero();
        assertThat(upcalls().WPUPostMessage(0, 0x401, 0, 0)).isZero();
    }

    @Test
    void queuesCallsForAThread() {
        assertThat(upcalls().WPUOpenCurrentThread(lpThreadId, lpErrno)).isZero();
        assertThat(upcalls().WPUQueueApc(lpThreadId, note, 7, lpErrno)).isZero();
        assertThat(upcalls().WPUQueueApc(lpThreadId, note, Long.MIN_VALUE, lpErrno)).isZero();
        assertThat(upcalls().WPUCloseThread(lpThreadId, lpErrno)).isZero();
        assertThat(await(event(), 0, false)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(ran).as("not alertable").isEmpty();
        assertThat(alertable()).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(ran).containsExactly(7L, Long.MIN_VALUE);
        assertThat(alertable()).isEqualTo(WSA_WAIT_TIMEOUT);
    }

    @Test
    void runsCallsOnTheThreadThatWaits() {
        long event = event();
        InThread<Integer> thread =
                InThread.call(() -> {
                    upcalls().WPUOpenCurrentThread(lpThreadId, lpErrno);
                    return await(event, WSA_INFINITE, true);
                });
        thread.awaitParked();
        LPWSAUSERAPC where = context -> ran.add(Thread.currentThread().threadId());
        assertThat(upcalls().WPUQueueApc(lpThreadId, where, 0, lpErrno)).isZero();
        assertThat(thread.await()).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(ran).hasSize(1).doesNotContain(Thread.currentThread().threadId());
        assertRefused(upcalls().WPUQueueApc(lpThreadId, where, 0, lpErrno), Constants.WSAEFAULT);
    }

    @Test
    void letsACallUseWinsock() {
        long event = event();
        upcalls().WPUOpenCurrentThread(lpThreadId, lpErrno);
        LPWSAUSERAPC nested =
                context -> {
                    upcalls().WPUQueueApc(lpThreadId, note, 2, lpErrno);
                    ran.add((long) await(event, 0, true));
                    Winsock.WSASetEvent(event);
                };
        upcalls().WPUQueueApc(lpThreadId, nested, 0, lpErrno);
        assertThat(await(event, WSA_INFINITE, true)).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(ran).containsExactly(2L, (long) WSA_WAIT_IO_COMPLETION);
        assertThat(await(event, WSA_INFINITE, true)).isEqualTo(WSA_WAIT_EVENT_0);
    }

    @Test
    void throwsWhatACallThrows() {
        upcalls().WPUOpenCurrentThread(lpThreadId, lpErrno);
        LPWSAUSERAPC thrower =
                context -> {
                    throw new IllegalStateException("of the application");
                };
        upcalls().WPUQueueApc(lpThreadId, thrower, 0, lpErrno);
        upcalls().WPUQueueApc(lpThreadId, note, 1, lpErrno);
        assertThatThrownBy(this::alertable).hasMessage("of the application");
        assertThat(alertable()).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(ran).containsExactly(1L);
    }

    @Test
    void refusesWhatNamesNoThread() {
        assertRefused(upcalls().WPUOpenCurrentThread(room(15), lpErrno), Constants.WSAEFAULT);
        upcalls().WPUOpenCurrentThread(lpThreadId, lpErrno);
        upcalls().WPUCloseThread(lpThreadId, lpErrno);
        for (MemorySegment id :
                List.of(MemorySegment.NULL, room(15), room(WsaThreadId.SIZEOF), lpThreadId)) {
            assertRefused(upcalls().WPUCloseThread(id, lpErrno), Constants.WSAEFAULT);
            assertRefused(upcalls().WPUQueueApc(id, note, 0, lpErrno), Constants.WSAEFAULT);
        }
        assertThat(alertable()).isEqualTo(WSA_WAIT_TIMEOUT);
    }

    @Test
    void completesAnOverlappedOperation() {
        MemorySegment overlapped = room(WsaOverlapped.SIZEOF);
        long event = event();
        WsaOverlapped.hEvent(overlapped, event);
        WsaOverlapped.complete(overlapped, NtStatus.STATUS_PENDING, 0);
        assertThat(complete(overlapped, Constants.WSAECONNRESET, 7)).isZero();
        assertThat(NtStatus.toError(WsaOverlapped.status(overlapped)))
                .isEqualTo(Constants.WSAECONNRESET);
        assertThat(WsaOverlapped.bytes(overlapped)).isEqualTo(7);
        assertThat(await(event, 0, false)).isEqualTo(WSA_WAIT_EVENT_0);

        WsaOverlapped.hEvent(overlapped, 0);
        assertThat(complete(overlapped, 0, -1)).isZero();
        assertThat(WsaOverlapped.status(overlapped)).isZero();
        assertThat(WsaOverlapped.bytes(overlapped)).isEqualTo(-1);
        assertRefused(complete(room(31), 0, 0), Constants.WSAEFAULT);
        assertRefused(complete(MemorySegment.NULL, 0, 0), Constants.WSAEFAULT);
        assertRefused(complete(overlapped.asReadOnly(), 0, 0), Constants.WSAEFAULT);
        upcalls().WPUCloseEvent(event, lpErrno);
    }

    private int complete(MemorySegment lpOverlapped, int error, int bytes) {
        return upcalls().WPUCompleteOverlappedRequest(4, lpOverlapped, error, bytes, lpErrno);
    }

    @Test
    void opensNoThreadAfterTheLastCleanup() {
        UpcallTable ended = upcalls();
        assertThat(ended.WPUOpenCurrentThread(lpThreadId, lpErrno)).isZero();
        assertThat(Winsock.WSACleanup()).isZero();
        assertRefused(ended.WPUOpenCurrentThread(lpThreadId, lpErrno), Constants.WSANOTINITIALISED);
        assertRefused(ended.WPUCloseThread(lpThreadId, lpErrno), Constants.WSANOTINITIALISED);
    }
}
