package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ListCommandTest extends CatalogFixture {
    private static final String BASE =
            """
              1001  tcp/ipv4  base    LinuxProviderFactory  MSAFD Tcpip [TCP/IP]
              1002  udp/ipv4  base    LinuxProviderFactory  MSAFD Tcpip [UDP/IP]
              1004  tcp/ipv6  base    LinuxProviderFactory  MSAFD Tcpip [TCP/IPv6]
              1005  udp/ipv6  base    LinuxProviderFactory  MSAFD Tcpip [UDP/IPv6]
              1007  unix      base    LinuxProviderFactory  AF_UNIX
            """;

    @Test
    void listsWhatIsThereBeforeAnythingIsInstalled() {
        baton("list")
                .isDone(
                        """
                        What applications see; of two for one protocol they get the first

                          id    protocol  layers  provider              name
                        """
                                + BASE
                                + """

                                Not installed; to install one: baton catalog install NAME


                                  file       CATALOG/catalog (not there: nothing is installed)
                                  providers  CATALOG/providers
                                """);
        assertThat(catalog()).doesNotExist();
    }

    @Test
    void listsChainsBeforeWhatTheyAreOver() {
        baton("install", jar("greek.jar", "Alpha", "Beta"), "--layer", "alpha", "--over", "unix");

        baton("list", "--all")
                .isDone(
                        """
                        All entries, in their order

                          id     protocol  seen  layers        provider              name
                          10002  unix      yes   alpha > base  Alpha                 alpha over [AF_UNIX]
                          1001   tcp/ipv4  yes   base          LinuxProviderFactory  MSAFD Tcpip [TCP/IP]
                          1002   udp/ipv4  yes   base          LinuxProviderFactory  MSAFD Tcpip [UDP/IP]
                          1003   raw/ipv4  no    base          LinuxProviderFactory  MSAFD Tcpip [RAW/IP]
                          1004   tcp/ipv6  yes   base          LinuxProviderFactory  MSAFD Tcpip [TCP/IPv6]
                          1005   udp/ipv6  yes   base          LinuxProviderFactory  MSAFD Tcpip [UDP/IPv6]
                          1006   raw/ipv6  no    base          LinuxProviderFactory  MSAFD Tcpip [RAW/IPv6]
                          1007   unix      yes   base          LinuxProviderFactory  AF_UNIX
                          10001  -         no    -             Alpha                 alpha

                        Not installed; to install one: baton catalog install NAME

                          beta         does what beta does

                          file       CATALOG/catalog
                          providers  CATALOG/providers
                        """);
    }

    @Test
    void tellsWhoseProviderIsMissing() throws IOException {
        baton("install", jar("alpha.jar", "Alpha"), "--over", "tcp");
        Files.delete(catalog().resolve("providers").resolve("alpha.jar"));

        Transcript said = baton("list");
        assertThat(said.code()).isZero();
        assertThat(said.out())
                .containsSubsequence(
                        "  10002  tcp/ipv4  alpha > base  Alpha (!)             alpha over"
                                + " [MSAFD Tcpip [TCP/IP]]",
                        "",
                        "  (!) 10002 and 10003 can't be used: the provider sample.Alpha was not"
                                + " found; put its jar into CATALOG/providers, or: baton catalog"
                                + " remove 10001");
    }

    @Test
    void showsADamagedCatalogAsAProblem() throws IOException {
        Files.createDirectories(catalog());
        Files.writeString(catalog().resolve("catalog"), "rubbish\n");
        String problem =
                "the provider catalog CATALOG/catalog is damaged, line 1: not \"baton-catalog 1\":"
                        + " no catalog, or of another version of Baton: put a good copy in its"
                        + " place, or delete it and install the layers again";

        Transcript said = baton("list");
        String expected =
                "problem  "
                        + problem
                        + """

                                 Until then no installed layer is used.

                        What applications see; of two for one protocol they get the first

                          id    protocol  layers  provider              name
                        """
                        + BASE
                        + """

                          file       CATALOG/catalog
                          providers  CATALOG/providers
                        """;
        assertThat(String.join("\n", said.out())).isEqualTo(expected);
        assertThat(said.err()).containsExactly("");
        assertThat(said.code()).isEqualTo(1);

        Transcript json = baton("list", "--json");
        assertThat(json.code()).isEqualTo(1);
        assertThat(Json.object(json.out().getFirst()))
                .containsEntry("ok", false)
                .containsEntry("problem", problem);
    }

    @Test
    void warnsOfWhatIsNoProvider() throws IOException {
        Path providers = Files.createDirectories(catalog().resolve("providers"));
        Files.writeString(providers.resolve("bad.jar"), "no jar");

        Transcript said = baton("list");
        assertThat(said.code()).isZero();
        assertThat(said.out().getFirst())
                .isEqualTo(
                        "warning  a provider in CATALOG/providers/bad.jar can't be used and is left"
                                + " out: java.util.zip.ZipException: zip END header not found;"
                                + " replace the jar or take it away");
        assertThat(said.err()).containsExactly("");
    }

    @Test
    void writesOneLineOfJson() {
        baton("install", jar("greek.jar", "Alpha", "Beta"), "--layer", "alpha", "--over", "unix");

        Transcript said = baton("list", "--json", "--all");
        assertThat(said.out()).hasSize(2).last().isEqualTo("");
        Map<String, Object> all = Json.object(said.out().getFirst());
        assertThat(all)
                .containsEntry("ok", true)
                .containsEntry("file", "CATALOG/catalog")
                .containsEntry("problem", "")
                .containsEntry("warnings", List.of());
        assertThat(Json.objects(all, "entries"))
                .hasSize(9)
                .first()
                .satisfies(chain ->
                        assertThat(chain)
                                .containsEntry("id", 10002L)
                                .containsEntry("kind", "chain")
                                .containsEntry("protocol", "unix")
                                .containsEntry("layers", List.of("alpha", "base"))
                                .containsEntry("chain", List.of(10001L, 1007L))
                                .containsEntry("provider", "sample.Alpha")
                                .containsEntry("usable", true));
        assertThat(Json.objects(all, "notInstalled"))
                .anySatisfy(layer ->
                        assertThat(layer)
                                .containsEntry("name", "beta")
                                .containsEntry("purpose", "does what beta does"));
    }
}
