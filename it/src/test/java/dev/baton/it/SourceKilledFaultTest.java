package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Client.Conversation;
import dev.baton.it.Client.OwnConversation;
import dev.baton.provider.linux.sharing.Probe;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 of the source at each step of a delivery. */
@ExtendWith(WinsockHere.class)
@NullUnmarked // JUnit fills the fields.
final class SourceKilledFaultTest {
    private static Worker target;

    @BeforeAll
    static void startTarget() {
        target = Worker.start(Worker.BRIEFLY_UNCLAIMED);
        target.warmUp();
    }

    @AfterAll
    static void endTarget() {
        target.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Probe.Step.class,
            names = {"CONNECT", "CHECK_PEER", "JOIN_BLOCK", "SEND"})
    void deliversNothingIfKilledBefore(Probe.Step step) {
        DescriptorSnapshot before = target.descriptors();
        try (Worker source = Worker.start();
                Conversation conversation = Client.with(source)) {
            source.standStillBefore(step);
            source.beginDuplicate(conversation.s(), target.pid());
            source.awaitStandingBefore(step);
            source.kill();
            conversation.client().hearsEnd();
        }
        target.comesBackTo(before);
        anotherSourceDelivers();
        target.comesBackTo(before);
    }

    @Test
    void deliversNothingIfKilledBetweenTheMessagesOfOneCall() {
        DescriptorSnapshot before = target.descriptors();
        try (Worker source = Worker.start()) {
            List<Client> clients = Client.withMany(source, 300);
            source.standStillBefore(Probe.Step.SEND, 2);
            source.beginDuplicateMany(target.pid(), 300);
            source.awaitStandingBefore(Probe.Step.SEND);
            clients.getFirst().hearsNothing();
            source.kill();
            clients.forEach(Client::hearsEnd);
            clients.forEach(Client::close);
        }
        target.comesBackTo(before);
    }

    @Test
    void leavesADuplicateThatExpiresIfKilledBeforeItHasTheStructure() {
        DescriptorSnapshot before = target.descriptors();
        try (Worker source = Worker.start();
                Conversation conversation = Client.with(source)) {
            source.standStillBefore(Probe.Step.FILL_STRUCTURE);
            source.beginDuplicate(conversation.s(), target.pid());
            source.awaitStandingBefore(Probe.Step.FILL_STRUCTURE);
            source.kill();
            conversation.client().hearsNothing();
            conversation.client().hearsEnd();
        }
        target.comesBackTo(before);
        anotherSourceDelivers();
        target.comesBackTo(before);
    }

    @Test
    void hasDeliveredOnceTheCallReturned() {
        DescriptorSnapshot before = target.descriptors();
        try (Worker source = Worker.start();
                Conversation conversation = Client.with(source)) {
            conversation.client().says("said before");
            byte[] info = source.duplicateFor(target, conversation.s());
            source.kill();
            conversation.client().hearsNothing();
            long s = target.open(info).succeeds().result();
            conversation.client().says(", said after");
            assertThat(target.receive(s, 23)).isEqualTo("said before, said after");
            conversation.client().talksWith(target, s);
            target.open(info).failsWith(Constants.WSAEINVAL);
            target.closeSocket(s);
            conversation.client().hearsEnd();
        }
        target.comesBackTo(before);
    }

    private static void anotherSourceDelivers() {
        try (OwnConversation conversation = Client.withThisProcess()) {
            byte[] info = conversation.socket().tryDuplicate(target.pid()).succeeds().data();
            conversation.socket().close();
            long s = target.open(info).succeeds().result();
            conversation.client().talksWith(target, s);
            target.closeSocket(s);
            conversation.client().hearsEnd();
        }
        Sockets.cleanupAll();
    }
}
