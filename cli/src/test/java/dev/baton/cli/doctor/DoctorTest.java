package dev.baton.cli.doctor;

import static dev.baton.cli.doctor.Check.Verdict.BAD;
import static dev.baton.cli.doctor.Check.Verdict.GOOD;
import static dev.baton.cli.doctor.Check.Verdict.LIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.Capabilities;
import dev.baton.channels.Capabilities.Way;
import dev.baton.cli.text.Paint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
    private static final List<String> LIMITS =
            List.of(
                    "Limit                     Soft Limit           Hard Limit           Units     ",
                    "Max processes             96365                96365                processes ",
                    "Max open files            1024                 524288               files     ");

    @Test
    void judgesKernelsByWhatBatonNeedsOfThem() {
        assertThat(Doctor.kernel("3.10.0-1160.el7.x86_64").verdict()).isEqualTo(BAD);
        assertThat(Doctor.kernel("5.15.0-91-generic").verdict()).isEqualTo(LIMITED);
        assertThat(Doctor.kernel("6.5.0").verdict()).isEqualTo(GOOD);
        assertThat(Doctor.kernel("10.0").verdict()).isEqualTo(GOOD);
        assertThat(Doctor.kernel("unheard-of").verdict()).isEqualTo(LIMITED);
    }

    @Test
    void refusesWhatBatonDoesNotRunOn() {
        assertThat(Doctor.java(23, "any").verdict()).isEqualTo(BAD);
        assertThat(Doctor.java(25, "any").verdict()).isEqualTo(GOOD);
        assertThat(Doctor.system("Windows 11").verdict()).isEqualTo(BAD);
        assertThat(Doctor.architecture("riscv64").verdict()).isEqualTo(BAD);
        assertThat(Doctor.architecture("aarch64").verdict()).isEqualTo(GOOD);
    }

    @Test
    void readsTheDescriptorLimit() {
        DescriptorLimit limit = DescriptorLimit.parse(LIMITS);
        assertThat(limit).isEqualTo(new DescriptorLimit(1024, 524288));
        assertThat(Doctor.descriptors(limit).verdict()).isEqualTo(LIMITED);
        assertThat(Doctor.descriptors(limit).remedy()).contains("ulimit -n");

        DescriptorLimit unlimited =
                DescriptorLimit.parse(List.of("Max open files   unlimited   unlimited   files"));
        assertThat(unlimited.hard()).isEqualTo(Long.MAX_VALUE);
        assertThat(Doctor.descriptors(unlimited).verdict()).isEqualTo(GOOD);
        assertThat(DescriptorLimit.parse(List.of()).hard()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void tellsWhichWayChannelsAreOpened() {
        Check direct = Doctor.channels(new Capabilities(Way.DIRECT, "it is open"));
        assertThat(direct.verdict()).isEqualTo(GOOD);
        assertThat(direct.found()).isEqualTo("JDK channels directly: it is open");
        Check carrier = Doctor.channels(new Capabilities(Way.CARRIER, "it is closed"));
        assertThat(carrier.verdict()).isEqualTo(LIMITED);
        assertThat(carrier.found()).isEqualTo("JDK channels over a carrier: it is closed");
    }

    @Test
    void triesWhetherSharedMemoryIsWritable(@TempDir Path folder) {
        assertThat(Doctor.sharedMemory(folder).verdict()).isEqualTo(GOOD);
        assertThat(folder).isEmptyDirectory();
        assertThat(Doctor.sharedMemory(folder.resolve("missing")).verdict()).isEqualTo(BAD);
    }

    @Test
    void printsTheRemedyBelowWhatIsBad() {
        DoctorReport report =
                new DoctorReport(
                        "1.2",
                        List.of(Check.good("one", "found"), Check.bad("two", "lost", "seek it")));
        StringWriter text = new StringWriter();
        report.print(new PrintWriter(text), new Paint(false));

        assertThat(report.healthy()).isFalse();
        assertThat(text.toString().lines())
                .containsSubsequence(
                        "  ok   one            found",
                        "  bad  two            lost",
                        "                      -> seek it",
                        "No. Change what is marked \"bad\", then ask again.");
        assertThat(report.json())
                .isEqualTo(
                        "{\"baton\":\"1.2\",\"ok\":false,\"checks\":["
                                + "{\"name\":\"one\",\"verdict\":\"good\",\"found\":\"found\","
                                + "\"remedy\":\"\"},"
                                + "{\"name\":\"two\",\"verdict\":\"bad\",\"found\":\"lost\","
                                + "\"remedy\":\"seek it\"}]}");
    }

    @Test
    void callsALimitedMachineHealthy() {
        assertThat(new DoctorReport("1.2", List.of(Check.limited("a", "b", "c"))).healthy())
                .isTrue();
    }
}
