package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventRecordTest {
    private static final long EMPTY = 0;
    private static final Glance NOTHING = new Glance(0, 0, 0, true, false);

    private static Glance readable(int bytes) {
        return new Glance(FD_READ, bytes, 0, true, false);
    }

    private static Glance urgent(int mark) {
        return new Glance(FD_OOB, 0, mark, true, false);
    }

    private static long read(long record) {
        return EventRecord.read(record, FD_ALL_EVENTS);
    }

    @Test
    void recordsEachArrivalOnce() {
        long record = EventRecord.notice(EMPTY, readable(5));
        assertThat(EventRecord.recorded(record)).isEqualTo(FD_READ);
        assertThat(EventRecord.due(record)).isEqualTo(FD_READ);
        record = read(record);
        assertThat(EventRecord.recorded(EventRecord.notice(record, readable(5)))).isZero();
        assertThat(EventRecord.recorded(EventRecord.notice(record, readable(6))))
                .isEqualTo(FD_READ);
    }

    @Test
    void recordsWhatAReceiveHasLeft() {
        long record = read(EventRecord.notice(EMPTY, readable(5)));
        record = EventRecord.taken(record, FD_READ);
        assertThat(EventRecord.recorded(EventRecord.notice(record, readable(3))))
                .isEqualTo(FD_READ);
        assertThat(EventRecord.recorded(EventRecord.notice(record, NOTHING))).isZero();
    }

    @Test
    void forgetsWhatWasReceivedBeforeItWasRead() {
        long record = EventRecord.taken(EventRecord.notice(EMPTY, readable(5)), FD_READ);
        assertThat(EventRecord.recorded(record)).isZero();
        assertThat(EventRecord.due(record)).isZero();
    }

    @Test
    void forgetsWhatAReceiverThatDiedHasTaken() {
        long record = EventRecord.notice(EMPTY, readable(5));
        record = EventRecord.notice(record, NOTHING);
        assertThat(EventRecord.recorded(record)).isZero();
        assertThat(EventRecord.due(record)).isZero();
    }

    @Test
    void isNotTheSameAfterAReceiveThatFoundNothingToForget() {
        // Whoever looked before it must not write what he saw.
        assertThat(EventRecord.taken(EMPTY, FD_READ)).isNotEqualTo(EMPTY);
        long record = EventRecord.taken(EMPTY, FD_READ);
        for (int i = 0; i < 62; i++) {
            assertThat(EventRecord.taken(record, FD_READ)).isNotEqualTo(record);
            record = EventRecord.taken(record, FD_READ);
        }
    }

    @Test
    void noticesThatSomebodyElseHasReceived() {
        long record = read(EventRecord.notice(EMPTY, readable(5)));
        record = EventRecord.notice(record, readable(2));
        assertThat(EventRecord.recorded(record)).isZero();
        assertThat(EventRecord.recorded(EventRecord.notice(record, readable(3))))
                .isEqualTo(FD_READ);
    }

    @Test
    void tellsANewRegistrationOfWhatAReceiverThatDiedHasLeft() {
        long record = read(EventRecord.notice(EMPTY, readable(5)));
        assertThat(EventRecord.recorded(EventRecord.noticeAnew(record, readable(5)))).isZero();
        assertThat(EventRecord.recorded(EventRecord.noticeAnew(record, readable(2))))
                .isEqualTo(FD_READ);
        assertThat(EventRecord.recorded(EventRecord.noticeAnew(record, NOTHING))).isZero();
    }

    @Test
    void keepsUrgentDataApart() {
        long record = read(EventRecord.notice(EMPTY, urgent(1)));
        assertThat(EventRecord.recorded(EventRecord.notice(record, urgent(1)))).isZero();
        assertThat(EventRecord.recorded(EventRecord.notice(record, urgent(2)))).isEqualTo(FD_OOB);
        long received = EventRecord.taken(record, FD_READ);
        assertThat(EventRecord.recorded(EventRecord.notice(received, urgent(1)))).isZero();
    }

    @Test
    void tellsOfRoomOnceAndAgainAfterASendThatFoundNone() {
        Glance writable = new Glance(FD_WRITE, 0, 0, true, false);
        Glance unnamed = new Glance(FD_WRITE, 0, 0, false, false);
        assertThat(EventRecord.recorded(EventRecord.notice(EMPTY, unnamed))).isZero();
        long record = EventRecord.notice(EMPTY, writable);
        assertThat(EventRecord.recorded(record)).isEqualTo(FD_WRITE);
        record = read(record);
        assertThat(EventRecord.recorded(EventRecord.notice(record, writable))).isZero();
        record = EventRecord.blocked(record);
        assertThat(EventRecord.recorded(EventRecord.notice(record, NOTHING))).isZero();
        assertThat(EventRecord.recorded(EventRecord.notice(record, writable))).isEqualTo(FD_WRITE);
    }

    @Test
    void tellsOfTheEndOnce() {
        Glance ended = new Glance(FD_CLOSE, 0, 0, true, false);
        long record = read(EventRecord.notice(EMPTY, ended));
        assertThat(EventRecord.recorded(EventRecord.notice(record, ended))).isZero();
        long again = EventRecord.connecting(record);
        assertThat(EventRecord.recorded(EventRecord.notice(again, ended))).isEqualTo(FD_CLOSE);
    }

    @Test
    void remembersHowTheEndWasWhenItWasRecorded() {
        Glance ended = new Glance(FD_CLOSE, 0, 0, true, false);
        Glance reset = new Glance(FD_CLOSE, 0, EventRecord.MOST_URGENT_SEEN, true, true);
        long graceful = EventRecord.notice(EventRecord.notice(EMPTY, ended), reset);
        assertThat(EventRecord.reset(graceful)).isFalse();
        long broken = EventRecord.notice(EventRecord.notice(EMPTY, reset), ended);
        assertThat(EventRecord.reset(broken)).isTrue();
        assertThat(EventRecord.reset(EventRecord.connecting(broken))).isFalse();
    }

    @Test
    void leavesRecordedWhatIsNotRead() {
        long record = EventRecord.notice(EMPTY, readable(1));
        assertThat(EventRecord.recorded(EventRecord.read(record, FD_WRITE))).isEqualTo(FD_READ);
        long told = EventRecord.told(record, FD_READ);
        assertThat(EventRecord.due(told)).isZero();
        assertThat(EventRecord.recorded(told)).isEqualTo(FD_READ);
    }

    @Test
    void postsOnceUntilReEnabled() {
        long record = EventRecord.registerWindow(EMPTY);
        int events = FD_READ | FD_CLOSE;
        assertThat(EventRecord.toPost(record, events, readable(1))).isEqualTo(FD_READ);
        record = EventRecord.posted(record, FD_READ);
        assertThat(EventRecord.toPost(record, events, readable(9))).isZero();
        long failed = EventRecord.failed(record, FD_READ);
        assertThat(EventRecord.toPost(failed, events, readable(9))).isEqualTo(FD_READ);
        long again = EventRecord.registerWindow(record);
        assertThat(EventRecord.toPost(again, events, readable(9))).isEqualTo(FD_READ);
        assertThat(EventRecord.toPost(again, FD_ACCEPT, readable(9))).isZero();
    }

    @Test
    void postsTheEndOfAConnectThatWasRegisteredForOnly() {
        long before = EventRecord.connected(EMPTY);
        assertThat(EventRecord.recorded(before)).isEqualTo(FD_CONNECT);
        long registered = EventRecord.registerWindow(before);
        assertThat(EventRecord.toPost(registered, FD_CONNECT, NOTHING)).isZero();
        long ended = EventRecord.connected(EventRecord.connecting(registered));
        assertThat(EventRecord.toPost(ended, FD_CONNECT, NOTHING)).isEqualTo(FD_CONNECT);
        long posted = EventRecord.posted(ended, FD_CONNECT);
        assertThat(EventRecord.toPost(posted, FD_CONNECT, NOTHING)).isZero();
        long associated = EventRecord.associated(registered);
        assertThat(EventRecord.recorded(associated)).isEqualTo(FD_CONNECT);
        assertThat(EventRecord.toPost(associated, FD_CONNECT, NOTHING)).isZero();
    }
}
