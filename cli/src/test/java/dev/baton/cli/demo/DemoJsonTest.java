package dev.baton.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DemoJsonTest {
    @Test
    void isOneLineWithEverythingThatIsPrinted() {
        String json = DemoJson.of(Samples.result(0, 0), "1.2");

        assertThat(json.lines()).hasSize(1);
        assertThat(json)
                .startsWith("{\"baton\":\"1.2\",\"ok\":true,\"losses\":0,\"clientPid\":10,")
                .contains("\"sourcePid\":11,\"targetPid\":12")
                .contains(
                        "{\"number\":5,\"process\":\"source\",\"pid\":11,\"action\":\"WSADuplicateSocketW(...) = 0\"}")
                .contains("\"dwProviderReserved\":\"0xe719543b\"")
                .contains("\"dwCatalogEntryId\":1001", "\"szProtocol\":\"MSAFD Tcpip [TCP/IP]\"")
                .contains("\"answeredBy\":{\"11\":1000,\"12\":500}")
                .contains(
                        "\"longestPauseMillis\":{\"before\":0.500,\"across\":2.500,\"after\":1.000}")
                .contains("\"socketsPerSecond\":500.000")
                .endsWith("\"totalMillis\":3000.000}");
    }

    @Test
    void saysThatSomethingWasLost() {
        assertThat(DemoJson.of(Samples.result(0, 3), "1.2"))
                .contains("\"ok\":false,\"losses\":6")
                .contains("\"resets\":3");
    }
}
