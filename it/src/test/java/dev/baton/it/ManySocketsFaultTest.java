package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.testkit.DescriptorSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many connections in one call: none is lost, and each costs little. */
@ExtendWith(WinsockHere.class)
final class ManySocketsFaultTest {
    private static final int MOST = 10_000;
    private static final int OTHERS = 500;

    @Test
    void moveInOneCall() throws IOException {
        int count = Math.min(MOST, descriptorLimit() - OTHERS);
        assumeTrue(count >= 1000, "the limit of descriptors is too low");
        try (Worker source = Worker.start("-Xmx512m");
                Worker target = Worker.start("-Xmx512m");
                SharedTable table = SharedTable.of(source)) {
            source.warmUp();
            DescriptorSnapshot before = target.descriptors();
            List<Client> clients = Client.withMany(source, count);
            DescriptorSnapshot sourceBefore = source.descriptors();
            long storage = table.storage();

            byte[] infos = source.duplicateMany(target.pid(), count).succeeds().data();
            assertThat(Worker.count(source.descriptors()) - Worker.count(sourceBefore))
                    .isEqualTo(1);
            source.kill();
            assertThat(target.openMany(infos).result()).isEqualTo(count);
            assertThat(Worker.count(target.descriptors()) - Worker.count(before))
                    .isLessThanOrEqualTo(count + 1);
            assertThat(table.storage() - storage).isLessThanOrEqualTo(256L * count);

            target.sendNumbers();
            for (int i = 0; i < count; i++) {
                clients.get(i).hears(i);
            }
            target.closeMany();
            clients.forEach(Client::hearsEnd);
            clients.forEach(Client::close);
            target.comesBackTo(before);
        }
    }

    /** 253 is the most that the kernel takes in one message. */
    @Test
    void arriveWhereMessagesEnd() {
        try (Worker target = Worker.start()) {
            for (int count : new int[] {1, 252, 253, 254, 505, 506, 507}) {
                DescriptorSnapshot before = target.descriptors();
                try (Worker source = Worker.start()) {
                    List<Client> clients = Client.withMany(source, count);
                    byte[] infos = source.duplicateMany(target.pid(), count).succeeds().data();
                    source.kill();
                    assertThat(target.openMany(infos).result()).isEqualTo(count);
                    target.sendNumbers();
                    for (int i = 0; i < count; i++) {
                        clients.get(i).hears(i);
                    }
                    target.closeMany();
                    clients.forEach(Client::hearsEnd);
                    clients.forEach(Client::close);
                }
                target.comesBackTo(before);
            }
        }
    }

    private static int descriptorLimit() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .mapToInt(line -> (int) Math.min(MOST * 2L, Long.parseLong(line.split("\\s+")[3])))
                .findFirst()
                .orElseThrow();
    }
}
