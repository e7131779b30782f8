package dev.baton.it;

import dev.baton.it.Client.OwnConversation;
import dev.baton.provider.linux.sharing.Probe;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kill -9 of the target at each step of an opening, and before. */
@ExtendWith(WinsockHere.class)
final class TargetKilledFaultTest {

    @ParameterizedTest
    @EnumSource(
            value = Probe.Step.class,
            names = {"PEEK", "DROP", "CHECK_ARRIVAL", "OPEN"})
    void leavesTheSourceItsSocketIfKilledBefore(Probe.Step step) {
        try (Worker target = Worker.start();
                OwnConversation conversation = Client.withThisProcess()) {
            conversation.client().talksWith(conversation.socket());
            DescriptorSnapshot before = DescriptorSnapshot.ofSelf();
            target.standStillBefore(step);
            byte[] info = conversation.socket().tryDuplicate(target.pid()).succeeds().data();
            target.beginOpen(info);
            target.awaitStandingBefore(step);
            target.kill();
            goesOnWithout(target, conversation, before);
        }
    }

    @Test
    void leavesTheSourceItsSocketIfKilledWithAnUnclaimedDuplicate() {
        try (Worker target = Worker.start();
                OwnConversation conversation = Client.withThisProcess()) {
            conversation.client().talksWith(conversation.socket());
            DescriptorSnapshot before = DescriptorSnapshot.ofSelf();
            conversation.socket().tryDuplicate(target.pid()).succeeds();
            target.kill();
            goesOnWithout(target, conversation, before);
        }
    }

    @Test
    void leavesTheSourceItsSocketIfKilledWithAnOpenedDuplicate() {
        try (Worker target = Worker.start();
                OwnConversation conversation = Client.withThisProcess()) {
            conversation.client().talksWith(conversation.socket());
            DescriptorSnapshot before = DescriptorSnapshot.ofSelf();
            byte[] info = conversation.socket().tryDuplicate(target.pid()).succeeds().data();
            conversation.client().talksWith(target, target.open(info).succeeds().result());
            target.kill();
            goesOnWithout(target, conversation, before);
        }
    }

    @Test
    void endsTheSocketIfKilledWithTheOnlyDuplicate() {
        try (Worker target = Worker.start();
                OwnConversation conversation = Client.withThisProcess()) {
            conversation.socket().tryDuplicate(target.pid()).succeeds();
            conversation.socket().close();
            conversation.client().hearsNothing();
            target.kill();
            conversation.client().hearsEnd();
        }
    }

    @Test
    void canBeFollowedByAnotherTarget() {
        try (OwnConversation conversation = Client.withThisProcess()) {
            DescriptorSnapshot before = DescriptorSnapshot.ofSelf();
            try (Worker first = Worker.start()) {
                conversation.socket().tryDuplicate(first.pid()).succeeds();
                first.kill();
            }
            try (Worker second = Worker.start()) {
                byte[] info = conversation.socket().tryDuplicate(second.pid()).succeeds().data();
                conversation.client().talksWith(second, second.open(info).succeeds().result());
            }
            before.awaitEqual(Worker.LIMIT, NoLeaks.RELEVANT);
        }
    }

    /** What the user of the source sees; the janitor closes the connection to the dead target. */
    private static void goesOnWithout(
            Worker target, OwnConversation conversation, DescriptorSnapshot before) {
        conversation.client().talksWith(conversation.socket());
        conversation.socket().tryDuplicate(target.pid()).failsWith(Constants.WSAEINVAL);
        before.awaitEqual(Worker.LIMIT, NoLeaks.RELEVANT);
        conversation.socket().close();
        conversation.client().hearsEnd();
        Sockets.cleanupAll();
    }
}
