package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.it.Client.Conversation;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inboxes that are not what they seem: of an impostor, of a dead process, of a reused pid. */
final class FalseInboxFaultTest {
    private static final long NONCE = 0x0BAD_0BAD_0BAD_0BADL;

    @BeforeEach
    void assumePossible() {
        OwnMemory.assumePossible();
    }

    @Test
    void isRefusedIfAnImpostorServesIt() {
        refusesAnotherInbox(row -> {
            int impostor = listen(row.address());
            return () -> Linux.close(impostor);
        });
    }

    @Test
    void isRefusedIfNobodyServesIt() {
        refusesAnotherInbox(row -> () -> {});
    }

    /** Names another inbox than the target's. */
    private static void refusesAnotherInbox(Function<SharedTable.Row, Runnable> served) {
        try (Worker source = Worker.start(OwnMemory.empty("64m"));
                Worker target = Worker.start(OwnMemory.of(source));
                SharedTable table = SharedTable.of(source);
                Conversation conversation = Client.with(source)) {
            SharedTable.Row row = table.rowOf(target);
            DescriptorSnapshot before = source.descriptors();
            long nonce = row.nonce();
            row.nonce(NONCE);
            Runnable end = served.apply(row);
            source.duplicate(conversation.s(), target.pid()).failsWith(Constants.WSAEINVAL);
            source.comesBackTo(before);
            end.run();
            row.nonce(nonce);
            delivers(source, target, conversation);
        }
    }

    /** A process has the pid of one that had an inbox; an impostor even serves that. */
    @Test
    void isRefusedIfItsPidMeansAnotherProcessNow() throws IOException {
        try (Worker source = Worker.start(OwnMemory.empty("64m"));
                Worker other = Worker.startWithoutWinsock(OwnMemory.of(source));
                SharedTable table = SharedTable.of(source);
                Conversation conversation = Client.with(source)) {
            source.duplicate(conversation.s(), other.pid()).failsWith(Constants.WSAEINVAL);
            long started = startTime(other);
            SharedTable.Row stale = table.row(table.rowOf(source).index() + 1);
            int impostor = listen(SharedTable.inboxAddress(other.pid(), NONCE));
            for (long time : List.of(started - 1, started + 1, started + (1L << 32))) {
                stale.claimFor(other.pid(), time, NONCE);
                source.duplicate(conversation.s(), other.pid()).failsWith(Constants.WSAEINVAL);
            }
            // Even if all is right but who serves it.
            stale.claimFor(other.pid(), started, NONCE);
            source.duplicate(conversation.s(), other.pid()).failsWith(Constants.WSAEINVAL);
            Linux.close(impostor);

            stale.claimFor(other.pid(), started - 1, NONCE);
            other.startup().succeeds();
            assertThat(table.rowOf(other).index()).isEqualTo(stale.index());
            assertThat(stale.startTime()).isEqualTo(started);
            delivers(source, other, conversation);
        }
    }

    @Test
    void isTakenOverIfItsProcessIsDead() {
        try (Worker source = Worker.start(OwnMemory.empty("64m"));
                SharedTable table = SharedTable.of(source);
                Conversation conversation = Client.with(source)) {
            DescriptorSnapshot before = source.descriptors();
            int row;
            try (Worker dead = Worker.start(OwnMemory.of(source))) {
                row = table.rowOf(dead).index();
                source.duplicateFor(dead, conversation.s());
                dead.kill();
                source.duplicate(conversation.s(), dead.pid()).failsWith(Constants.WSAEINVAL);
            }
            source.comesBackTo(before);
            try (Worker next = Worker.start(OwnMemory.of(source))) {
                assertThat(table.rowOf(next).index()).isEqualTo(row);
                delivers(source, next, conversation);
            }
        }
    }

    private static void delivers(Worker source, Worker target, Conversation conversation) {
        byte[] info = source.duplicateFor(target, conversation.s());
        long s = target.open(info).succeeds().result();
        conversation.client().talksWith(target, s);
        target.closeSocket(s);
    }

    private static long startTime(Worker worker) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + worker.pid() + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
    }

    private static int listen(byte[] address) {
        try (Arena arena = Arena.ofConfined()) {
            int type = LinuxConstants.SOCK_SEQPACKET | LinuxConstants.SOCK_CLOEXEC;
            int fd = Linux.socket(LinuxConstants.AF_UNIX, type, 0);
            MemorySegment name = arena.allocate(address.length, 8);
            Memory.bytes(name, 0, address);
            assertThat(Linux.bind(fd, name, address.length)).isZero();
            assertThat(Linux.listen(fd, 10)).isZero();
            return fd;
        }
    }
}
