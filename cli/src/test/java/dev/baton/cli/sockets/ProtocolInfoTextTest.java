package dev.baton.cli.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.struct.ProtocolInfo;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProtocolInfoTextTest {
    @Test
    void showsEveryFieldInTheOrderOfTheStructure() {
        List<String> shown =
                ProtocolInfoText.fields(SampleEntry.TCP).stream()
                        .map(field -> field.name().replace(".ChainLen", ""))
                        .toList();
        List<String> all =
                Arrays.stream(ProtocolInfo.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList();

        assertThat(shown).isEqualTo(all);
    }

    @Test
    void namesWhatTheNumbersMean() {
        assertThat(ProtocolInfoText.fields(SampleEntry.TCP))
                .contains(
                        new ProtocolInfoText.Field("iAddressFamily", "2", "AF_INET"),
                        new ProtocolInfoText.Field("iSocketType", "1", "SOCK_STREAM"),
                        new ProtocolInfoText.Field("iProtocol", "6", "IPPROTO_TCP"),
                        new ProtocolInfoText.Field(
                                "dwProviderReserved",
                                "0xe719543b",
                                "the duplicate's handle in the target"),
                        new ProtocolInfoText.Field(
                                "ProviderId", "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}", ""));
    }
}
