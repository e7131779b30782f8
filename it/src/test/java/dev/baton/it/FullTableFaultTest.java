package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Client.Conversation;
import dev.baton.it.Client.OwnConversation;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that have no descriptor left: it is an error, and nothing is lost. */
@ExtendWith(WinsockHere.class)
final class FullTableFaultTest {
    private static final List<String> FEW_DESCRIPTORS = List.of("prlimit", "--nofile=200");

    @Test
    void opensLaterInATargetThatHadNoDescriptorLeft() {
        try (Worker target = Worker.start(FEW_DESCRIPTORS);
                OwnConversation conversation = Client.withThisProcess()) {
            target.loadClasses();
            DescriptorSnapshot before = target.descriptors();
            target.fillTable(0);
            byte[] info = conversation.socket().tryDuplicate(target.pid()).succeeds().data();
            conversation.socket().close();
            target.open(info).failsWith(Constants.WSAEMFILE);
            target.open(info).failsWith(Constants.WSAEMFILE);
            conversation.client().hearsNothing();

            target.emptyTable();
            long s = target.open(info).succeeds().result();
            conversation.client().talksWith(target, s);
            target.closeSocket(s);
            conversation.client().hearsEnd();
            Sockets.cleanupAll();
            target.comesBackTo(before);
        }
    }

    @Test
    void opensLaterInATargetThatHadARoomForTheConnectionOnly() {
        try (Worker target = Worker.start(FEW_DESCRIPTORS);
                OwnConversation conversation = Client.withThisProcess()) {
            target.loadClasses();
            target.fillTable(1);
            byte[] info = conversation.socket().tryDuplicate(target.pid()).succeeds().data();
            target.open(info).failsWith(Constants.WSAEMFILE);
            target.emptyTable();
            long s = target.open(info).succeeds().result();
            conversation.client().talksWith(target, s);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 99})
    void opensAMessageOfManySocketsLaterInATargetThatHadTooFewDescriptorsLeft(int left) {
        try (Worker source = Worker.start();
                Worker target = Worker.start(FEW_DESCRIPTORS)) {
            target.loadClasses();
            List<Client> clients = Client.withMany(source, 101);
            byte[] first = source.duplicateMany(target.pid(), 1).succeeds().data();
            assertThat(target.openMany(first).result()).isEqualTo(1);
            target.closeMany();

            target.fillTable(left);
            byte[] infos = source.duplicateMany(target.pid(), 100).succeeds().data();
            Reply none = target.openMany(infos);
            assertThat(none.result()).isZero();
            assertThat(none.error()).isEqualTo(Constants.WSAEMFILE);
            source.kill();
            clients.getFirst().hearsNothing();

            target.emptyTable();
            assertThat(target.openMany(infos).result()).isEqualTo(100);
            target.sendNumbers();
            for (int i = 0; i < 100; i++) {
                clients.get(i).hears(i);
            }
            target.closeMany();
            clients.forEach(Client::hearsEnd);
            clients.forEach(Client::close);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void keepsTheSocketOfASourceThatHasNoDescriptorLeftForTheConnection(int left) {
        try (Worker target = Worker.start();
                Worker source = Worker.start(FEW_DESCRIPTORS);
                Conversation conversation = Client.with(source)) {
            source.loadClasses();
            source.warmUp();
            DescriptorSnapshot before = source.descriptors();
            DescriptorSnapshot targetBefore = target.descriptors();
            source.fillTable(left);
            source.duplicate(conversation.s(), target.pid()).failsWith(Constants.WSAEMFILE);
            conversation.client().talksWith(source, conversation.s());
            source.emptyTable();
            source.comesBackTo(before);
            target.comesBackTo(targetBefore);

            byte[] info = source.duplicateFor(target, conversation.s());
            conversation.client().talksWith(target, target.open(info).succeeds().result());
        }
    }

    @Test
    void registersForNetworkEventsOnceThereIsADescriptor() {
        try (Worker worker = Worker.start(FEW_DESCRIPTORS);
                Conversation conversation = Client.with(worker)) {
            worker.loadClasses();
            worker.fillTable(0);
            worker.selectEvents(conversation.s()).failsWith(Constants.WSAEMFILE);
            // Still a blocking socket: nothing has changed.
            conversation.client().talksWith(worker, conversation.s());
            worker.emptyTable();
            worker.selectEvents(conversation.s()).succeeds();
        }
    }
}
