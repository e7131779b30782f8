package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Client.Conversation;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.winsock.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Duplicates that nobody opens, or that the wrong process tries to open. */
@ExtendWith(WinsockHere.class)
final class UnclaimedFaultTest {

    @Test
    void endAfterTheTimeThatTheTargetHasSet() {
        try (Worker source = Worker.start();
                Worker brief = Worker.start(Worker.BRIEFLY_UNCLAIMED);
                Worker patient = Worker.start("-Ddev.baton.unclaimed.seconds=0");
                Conversation ends = Client.with(source);
                Conversation stays = Client.with(source)) {
            DescriptorSnapshot before = brief.descriptors();
            byte[] kept = source.duplicateFor(patient, stays.s());
            byte[] lost = source.duplicateFor(brief, ends.s());
            source.kill();
            ends.client().hearsNothing();
            ends.client().hearsEnd();
            brief.open(lost).failsWith(Constants.WSAEINVAL);
            brief.comesBackTo(before);

            stays.client().hearsNothing();
            stays.client().talksWith(patient, patient.open(kept).succeeds().result());
        }
    }

    /** Nothing comes in over a connection then: the process must wake itself. */
    @Test
    void endAlsoIfAProcessHasMadeThemForItself() {
        try (Worker worker = Worker.start(Worker.BRIEFLY_UNCLAIMED);
                Conversation conversation = Client.with(worker)) {
            byte[] info = worker.duplicateFor(worker, conversation.s());
            worker.closeSocket(conversation.s());
            conversation.client().hearsNothing();
            conversation.client().hearsEnd();
            worker.open(info).failsWith(Constants.WSAEINVAL);
        }
    }

    @Test
    void stayWhenTheWrongProcessTriesToOpenThem() {
        try (Worker source = Worker.start();
                Worker target = Worker.start();
                Worker other = Worker.start();
                Conversation conversation = Client.with(source)) {
            byte[] info = source.duplicateFor(target, conversation.s());
            byte[] another = source.duplicateFor(other, conversation.s());
            other.open(info).failsWith(Constants.WSAEINVAL);
            source.open(info).failsWith(Constants.WSAEINVAL);
            target.open(another).failsWith(Constants.WSAEINVAL);
            source.kill();
            long s = target.open(info).succeeds().result();
            conversation.client().talksWith(target, s);
            target.closeSocket(s);
            other.closeSocket(other.open(another).succeeds().result());
            conversation.client().hearsEnd();
        }
    }

    @Test
    void areOpenedByOneOfAThousandThreads() {
        try (Worker source = Worker.start();
                Conversation conversation = Client.with(source)) {
            for (int round = 0; round < 5; round++) {
                byte[] info = source.duplicate(conversation.s(), Here.HERE.pid()).succeeds().data();
                List<Outcome> outcomes = race(1000, () -> Here.HERE.tryOpen(info));
                List<Outcome> winners = outcomes.stream().filter(each -> !each.failed()).toList();
                assertThat(winners).hasSize(1);
                outcomes.stream()
                        .filter(Outcome::failed)
                        .forEach(each -> each.failsWith(Constants.WSAEINVAL));
                Holder winner = Here.HERE.holder(winners.getFirst().result());
                conversation.client().talksWith(winner);
                winner.close();
            }
        }
    }

    private static List<Outcome> race(int threads, Callable<Outcome> call) {
        var start = new CountDownLatch(1);
        var racing = new ArrayList<Future<Outcome>>();
        // Closing the executor waits for all.
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                racing.add(
                        executor.submit(() -> {
                            start.await();
                            return call.call();
                        }));
            }
            start.countDown();
        }
        return racing.stream().map(Future::resultNow).toList();
    }
}
