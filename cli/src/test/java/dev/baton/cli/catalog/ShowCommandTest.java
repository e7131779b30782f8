package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShowCommandTest extends CatalogFixture {
    @Test
    void showsALayerAndWhereItStands() {
        String jar = jar("greek.jar", "Alpha", "Beta");
        baton("install", jar, "--layer", "alpha", "--over", "unix");
        baton("install", jar, "--layer", "beta", "--over", "unix");

        Transcript said = baton("show", "alpha");
        said.isDone(
                """
                alpha

                  id        10001
                  kind      layer
                  purpose   does what alpha does
                  provider  sample.Alpha
                  usable    yes

                  stands in
                  10004  unix  beta > alpha > base
                  10002  unix  alpha > base

                  structure
                  dwServiceFlags1         0x00020000  XP1_IFS_HANDLES
                  dwServiceFlags2         0
                  dwServiceFlags3         0
                  dwServiceFlags4         0
                  dwProviderFlags         0x00000004  PFL_HIDDEN
                  ProviderId              {...}
                  dwCatalogEntryId        10001
                  ProtocolChain.ChainLen  0           layered protocol
                  iVersion                2
                  iAddressFamily          0
                  iMaxSockAddr            0
                  iMinSockAddr            0
                  iSocketType             0
                  iProtocol               0
                  iProtocolMaxOffset      0
                  iNetworkByteOrder       0           BIGENDIAN
                  iSecurityScheme         0           SECURITY_PROTOCOL_NONE
                  dwMessageSize           0           a stream
                  dwProviderReserved      0x00000000
                  szProtocol              alpha
                """);
        assertThat(baton("show", "10001")).isEqualTo(said);
        assertThat(baton("show", "{0000005A-0001-0000-0000-000000000000}")).isEqualTo(said);
    }

    @Test
    void showsAChainWithItsParts() {
        baton("install", jar("alpha.jar", "Alpha"), "--over", "tcp/ipv4");

        Transcript said = baton("show", "10002");
        assertThat(said.code()).isZero();
        assertThat(String.join("\n", said.out()))
                .startsWith(
                        """
                        alpha over [MSAFD Tcpip [TCP/IP]]

                          id        10002
                          kind      chain
                          protocol  tcp/ipv4
                          provider  sample.Alpha
                          usable    yes

                          chain, from above
                          10001  alpha                 sample.Alpha
                          1001   MSAFD Tcpip [TCP/IP]  dev.baton.provider.linux.LinuxProviderFactory

                          structure
                          dwServiceFlags1         0x00020066  XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER |
                                                              XP1_GRACEFUL_CLOSE | XP1_EXPEDITED_DATA | XP1_IFS_HANDLES
                        """);
        assertThat(baton("show", "alpha over [MSAFD Tcpip [TCP/IP]]")).isEqualTo(said);
        assertThat(baton("show", "1006").out()).contains("  protocol  raw/ipv6, hidden");
    }

    @Test
    void showsWhatIsNotInstalled() {
        assertThat(baton("install", jar("greek.jar", "Alpha", "Beta"), "--layer", "beta").code())
                .isZero();

        baton("show", "alpha")
                .isDone(
                        """
                        alpha

                          kind        layer, not installed
                          purpose     does what alpha does
                          provider    sample.Alpha
                          identifier  {0000005A-0001-0000-0000-000000000000}

                        To install it: baton catalog install alpha
                        """);
        assertThat(Json.object(baton("show", "alpha", "--json").out().getFirst()))
                .containsEntry("ok", true)
                .containsEntry("installed", false)
                .containsEntry("name", "alpha");
    }

    @Test
    void saysWhyAChainCannotBeUsed() throws IOException {
        baton("install", jar("alpha.jar", "Alpha"), "--over", "unix");
        Files.delete(catalog().resolve("providers").resolve("alpha.jar"));

        assertThat(baton("show", "10002").out())
                .contains(
                        "  usable    no: the provider sample.Alpha was not found; put its jar into"
                                + " CATALOG/providers, or: baton catalog remove 10001");
    }

    @Test
    void writesEveryFieldAsJson() {
        baton("install", jar("alpha.jar", "Alpha"), "--over", "unix");

        Map<String, Object> all = Json.object(baton("show", "alpha", "--json").out().getFirst());
        assertThat(all)
                .containsEntry("id", 10001L)
                .containsEntry("purpose", "does what alpha does")
                .containsEntry("inChains", List.of(10002L));
        assertThat(Json.objects(all, "fields"))
                .hasSize(20)
                .contains(
                        Map.of(
                                "name", "dwProviderFlags",
                                "value", "0x00000004",
                                "meaning", "PFL_HIDDEN"));
    }

    @Test
    void tellsWhatItDoesNotKnow() {
        baton("show", "frist").failed("show", "no layer is named \"frist\": did you mean first?");
        baton("show", "3")
                .failed("show", "no entry has the id 3; all ids: baton catalog list --all");
        baton("show").isWrongUsage("Missing required parameter: 'ID|NAME'");

        Transcript json = baton("show", "3", "--json");
        assertThat(json.code()).isEqualTo(1);
        assertThat(Json.object(json.out().getFirst()))
                .containsEntry("ok", false)
                .containsEntry("error", "no entry has the id 3; all ids: baton catalog list --all");
    }
}
