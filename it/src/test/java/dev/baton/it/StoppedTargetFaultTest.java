package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.it.Client.Conversation;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.winsock.Constants;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A target that stands still (SIGSTOP): the kernel keeps for it what was delivered. */
@ExtendWith(WinsockHere.class)
final class StoppedTargetFaultTest {
    /** The call itself takes microseconds; on a busy machine much else happens. */
    private static final int STRUCTURE = Constants.SIZEOF_WSAPROTOCOL_INFOW;

    @Test
    void doesNotHoldUpTheSource() {
        try (Worker source = Worker.start();
                Worker target = Worker.start();
                Conversation conversation = Client.with(source)) {
            source.warmUp();
            target.warmUp();
            DescriptorSnapshot before = target.descriptors();
            target.jvm().stop();
            conversation.client().says("said before");
            byte[] info = source.duplicateFor(target, conversation.s());
            source.closeSocket(conversation.s());
            source.cleanup();
            source.kill();
            conversation.client().hearsNothing();

            target.jvm().resume();
            long s = target.open(info).succeeds().result();
            assertThat(target.receive(s, 11)).isEqualTo("said before");
            conversation.client().talksWith(target, s);
            target.closeSocket(s);
            conversation.client().hearsEnd();
            target.comesBackTo(before);
        }
    }

    @Test
    void tellsTheSourceThatTheQueueIsFullAndLosesNothing() {
        try (Worker source = Worker.start();
                Worker target = Worker.start();
                Conversation conversation = Client.with(source)) {
            source.warmUp();
            DescriptorSnapshot before = target.descriptors();
            target.jvm().stop();
            var infos = new ArrayList<byte[]>();
            Reply reply = source.duplicate(conversation.s(), target.pid());
            while (reply.result() == 0) {
                infos.add(reply.data());
                reply = source.duplicate(conversation.s(), target.pid());
            }
            reply.failsWith(Constants.WSAENOBUFS);
            assertThat(infos).hasSizeGreaterThan(250);
            source.duplicate(conversation.s(), target.pid()).failsWith(Constants.WSAENOBUFS);
            conversation.client().talksWith(source, conversation.s());
            source.kill();
            conversation.client().hearsNothing();

            target.jvm().resume();
            assertThat(target.openMany(concatenated(infos)).result()).isEqualTo(infos.size());
            // Nothing but these has come: when they are closed, nobody holds the socket.
            target.closeMany();
            conversation.client().hearsEnd();
            target.comesBackTo(before);
        }
    }

    @Test
    void getsAllOrNothingOfACallOfManySockets() {
        // The kernel counts what an unprivileged user has in flight until the target has looked at
        // it, also of a call that was taken back.
        assumeTrue(SharedTable.uid() == 0, "needs root, who is not limited");
        try (Worker source = Worker.start();
                Worker target = Worker.start()) {
            source.warmUp();
            DescriptorSnapshot before = target.descriptors();
            List<Client> clients = Client.withMany(source, 1);
            target.jvm().stop();
            source.duplicateMany(target.pid(), 40_000).failsWith(Constants.WSAENOBUFS);
            clients.getFirst().hearsNothing();

            byte[] infos = source.duplicateMany(target.pid(), 300).succeeds().data();
            source.kill();
            clients.getFirst().hearsNothing();
            target.jvm().resume();
            Reply opened = target.openMany(infos);
            assertThat(opened.error()).isZero();
            assertThat(opened.result()).isEqualTo(300);
            target.closeMany();
            clients.getFirst().hearsEnd();
            target.comesBackTo(before);
            clients.forEach(Client::close);
        }
    }

    private static byte[] concatenated(List<byte[]> infos) {
        byte[] all = Arrays.copyOf(infos.getFirst(), infos.size() * STRUCTURE);
        for (int i = 1; i < infos.size(); i++) {
            System.arraycopy(infos.get(i), 0, all, i * STRUCTURE, STRUCTURE);
        }
        return all;
    }
}
