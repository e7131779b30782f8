package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class InstallCommandTest extends CatalogFixture {
    @Test
    void laysALayerOfAJarOverEverythingThatApplicationsSee() {
        baton("install", jar("alpha-1.jar", "Alpha"))
                .isDone(
                        """
                        Copied alpha-1.jar to CATALOG/providers
                        Installed alpha, entry 10001

                          id     protocol  layers        provider  name
                          10002  tcp/ipv4  alpha > base  Alpha     alpha over [MSAFD Tcpip [TCP/IP]]
                          10003  udp/ipv4  alpha > base  Alpha     alpha over [MSAFD Tcpip [UDP/IP]]
                          10004  tcp/ipv6  alpha > base  Alpha     alpha over [MSAFD Tcpip [TCP/IPv6]]
                          10005  udp/ipv6  alpha > base  Alpha     alpha over [MSAFD Tcpip [UDP/IPv6]]
                          10006  unix      alpha > base  Alpha     alpha over [AF_UNIX]

                        Running programs see it at their next WSAStartup.
                        To take it away: baton catalog remove alpha
                        """);
        assertThat(providers()).containsExactly("alpha-1.jar");
    }

    @Test
    void copiesTheJarOfALayerThatItHasByName() {
        baton("install", "first", "--over", "unix")
                .isDone(
                        """
                        Copied TESTKIT.jar to CATALOG/providers
                        Installed first, entry 10001

                          id     protocol  layers        provider                name
                          10002  unix      first > base  RecordingFactory$First  first over [AF_UNIX]

                        Running programs see it at their next WSAStartup.
                        To take it away: baton catalog remove first
                        """);
        baton("install", "second", "--over", "unix,raw/ipv6,1004")
                .isDone(
                        """
                        Its jar is in CATALOG/providers already: TESTKIT.jar
                        Installed second, entry 10003

                          id     protocol  layers                 provider                 name
                          10004  unix      second > first > base  RecordingFactory$Second  second over [first over [AF_UNIX]]
                          10005  tcp/ipv6  second > base          RecordingFactory$Second  second over [MSAFD Tcpip [TCP/IPv6]]
                          10006  raw/ipv6  second > base          RecordingFactory$Second  second over [MSAFD Tcpip [RAW/IPv6]]

                        Running programs see it at their next WSAStartup.
                        To take it away: baton catalog remove second
                        """);
        assertThat(providers()).hasSize(1);
    }

    @Test
    void choosesOneOfSeveralLayersOfAJar() {
        String jar = jar("greek.jar", "Alpha", "Beta");

        baton("install", jar)
                .failed("install", jar + " has the layers alpha and beta: choose one with --layer");
        baton("install", jar, "--layer", "gamma")
                .failed("install", jar + " has no layer \"gamma\", but alpha and beta");
        assertThat(providers()).isEmpty();

        assertThat(baton("install", jar, "--layer", "beta", "--over", "unix").code()).isZero();
        assertThat(baton("install", "alpha", "--over", "unix").out())
                .contains(
                        "Its jar is in CATALOG/providers already: greek.jar",
                        "  10004  unix      alpha > beta > base  Alpha     alpha over [beta over"
                                + " [AF_UNIX]]");
    }

    @Test
    void leavesOutWhatTheLayerDoesNotTake() throws IOException {
        String members =
                "@Override public boolean accepts(ProtocolInfo entry) {"
                        + " return entry.iSocketType() == 1; }";
        Path jar = new LayerJars(folder).layer("Alpha", 1, members).write(folder.resolve("a.jar"));

        baton("install", jar.toString(), "--over", "unix,udp")
                .failed("install", "alpha can't be laid over udp/ipv4 and udp/ipv6");
        assertThat(catalog()).doesNotExist();
        assertThat(baton("install", jar.toString()).out())
                .contains("Not over what it does not take: udp/ipv4 and udp/ipv6")
                .anyMatch(line -> line.contains("tcp/ipv6"))
                .noneMatch(line -> line.contains("over [MSAFD Tcpip [UDP"));
    }

    @Test
    void refusesWhatIsInstalled() {
        String jar = jar("alpha.jar", "Alpha");
        baton("install", jar);
        Transcript before = baton("list", "--all");
        String why =
                "alpha is installed already, entry 10001; to lay it over other protocols, remove it"
                        + " first";

        baton("install", jar).failed("install", why);
        baton("install", "alpha").failed("install", why);
        assertThat(baton("list", "--all")).isEqualTo(before);
    }

    @Test
    void refusesAnotherLayerWithTheSameIdentifierOrName() throws IOException {
        baton("install", jar("alpha.jar", "Alpha"));
        String beta = jar("beta.jar", "Beta");
        baton("install", beta)
                .failed(
                        "install",
                        "beta has the provider id {0000005A-0001-0000-0000-000000000000} of entry"
                                + " 10001, alpha: give it one of its own");
        Path other = Files.createDirectory(folder.resolve("other"));
        Path jar = new LayerJars(other).layer("ALPHA", 7, "").write(folder.resolve("loud.jar"));
        baton("install", jar.toString())
                .failed(
                        "install",
                        "another layer named alpha is installed, entry 10001 of sample.Alpha:"
                                + " remove it first");
        assertThat(providers()).containsExactly("alpha.jar");
    }

    @Test
    void suggestsWhatMayHaveBeenMeant() {
        baton("install", "thrid")
                .failed("install", "no layer is named \"thrid\": did you mean third?");
        assertThat(baton("install", "nothing").err().getFirst())
                .startsWith(
                        "baton catalog install failed: no layer is named \"nothing\"; known are"
                                + " first, ");
        baton("install", "nothing.jar")
                .failed(
                        "install",
                        "there is no file nothing.jar; a layer that is here already goes by its"
                                + " name: baton catalog list");
    }

    @Test
    void tellsWrongUsage() {
        baton("install", "first", "--over", "tcp,foo")
                .isWrongUsage("--over foo is neither tcp, udp, unix, raw nor the id of an entry");
        baton("install", "first", "--layer", "second")
                .isWrongUsage("--layer chooses from a jar, and first is a name");
        baton("install").isWrongUsage("Missing required parameter: 'NAME|JAR'");
    }

    @Test
    void layersOnlyWhatApplicationsGet() {
        baton("install", "first", "--over", "unix");

        baton("install", "second", "--over", "1007")
                .failed(
                        "install",
                        "for unix applications get 10002, not 1007: give that one, or change it"
                                + " with baton catalog order 1007");
        baton("install", "second", "--over", "10001")
                .failed("install", "10001 is a layer itself: give one of its chains, or a base");
        baton("install", "second", "--over", "99")
                .failed("install", "no entry has the id 99; all ids: baton catalog list --all");
        baton("install", "second", "--over", "raw/ipv9")
                .failed(
                        "install",
                        "no entry is for the protocol raw/ipv9; see baton catalog list --all");
    }

    @Test
    void keepsLayersWithSocketsOfTheirOwnOnTop() {
        baton("install", "ownhandles", "--over", "unix");

        baton("install", "first", "--over", "unix")
                .failed(
                        "install",
                        "first can't be laid over 10002 (unix): it hands on the system's sockets,"
                                + " and ownhandles > base has sockets of its own; remove the layers"
                                + " with sockets of their own, and install them again above it");
        assertThat(baton("install", "morehandles", "--over", "unix").code()).isZero();
    }

    @Test
    void makesNoChainOfMoreThanSevenParts() {
        String jar = jar("seven.jar", "A", "B", "C", "D", "E", "F", "G");
        for (String layer : "abcdef".split("")) {
            assertThat(baton("install", jar, "--layer", layer, "--over", "unix").code()).isZero();
        }
        baton("install", "g", "--over", "unix")
                .failed(
                        "install",
                        "g can't be laid over 10012 (unix): it has seven parts, the most there can"
                                + " be; remove a layer first");
    }
}
