package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class RemoveCommandTest extends CatalogFixture {
    private static final String END = "Running programs keep it until their next WSAStartup.\n";

    @Test
    void leavesWhatWasThereBefore() {
        Transcript before = baton("list", "--all");
        baton("install", jar("alpha.jar", "Alpha"), "--over", "tcp");

        baton("remove", "alpha")
                .isDone(
                        """
                        Removed alpha, layer 10001, and its chains 10002 (tcp/ipv4) and 10003 (tcp/ipv6)
                        Deleted CATALOG/providers/alpha.jar: no installed layer needs it
                        """
                                + END);
        assertThat(providers()).isEmpty();
        assertThat(baton("list", "--all").out())
                .filteredOn(line -> !line.startsWith("  file"))
                .isEqualTo(
                        before.out().stream().filter(line -> !line.startsWith("  file")).toList());
    }

    @Test
    void keepsAJarThatAnotherLayerNeeds() {
        String jar = jar("greek.jar", "Alpha", "Beta");
        baton("install", jar, "--layer", "alpha", "--over", "unix");
        baton("install", "beta", "--over", "tcp/ipv4");

        baton("remove", "{0000005a-0001-0000-0000-000000000000}")
                .isDone("Removed alpha, layer 10001, and its chain 10002 (unix)\n" + END);
        assertThat(providers()).containsExactly("greek.jar");
        baton("remove", "10003")
                .isDone(
                        """
                        Removed beta, layer 10003, and its chain 10004 (tcp/ipv4)
                        Deleted CATALOG/providers/greek.jar: no installed layer needs it
                        """
                                + END);
    }

    @Test
    void refusesWhatOthersStandOn() {
        String jar = jar("greek.jar", "Alpha", "Beta", "Gamma");
        for (String layer : new String[] {"alpha", "beta", "gamma"}) {
            baton("install", jar, "--layer", layer, "--over", "unix");
        }
        Transcript before = baton("list", "--all");

        baton("remove", "beta")
                .failed(
                        "remove",
                        "gamma stands above beta and would stop working; all together: baton"
                                + " catalog remove beta --with-dependents");
        baton("remove", "alpha")
                .failed(
                        "remove",
                        "gamma and beta stand above alpha and would stop working; all together:"
                                + " baton catalog remove alpha --with-dependents");
        assertThat(baton("list", "--all")).isEqualTo(before);
        baton("remove", "alpha", "--with-dependents")
                .isDone(
                        """
                        Removed gamma, layer 10005, and its chain 10006 (unix)
                        Removed beta, layer 10003, and its chain 10004 (unix)
                        Removed alpha, layer 10001, and its chain 10002 (unix)
                        Deleted CATALOG/providers/greek.jar: no installed layer needs it
                        """
                                + END);
    }

    @Test
    void takesADependentAwayWithAllItsChains() {
        baton("install", "first", "--over", "tcp/ipv4");
        baton("install", "second", "--over", "tcp/ipv4,unix");

        assertThat(baton("remove", "first", "--with-dependents").out())
                .startsWith(
                        "Removed second, layer 10003, and its chains 10004 (tcp/ipv4) and 10005"
                                + " (unix)",
                        "Removed first, layer 10001, and its chain 10002 (tcp/ipv4)");
    }

    @Test
    void removesASingleChainAndLeavesItsLayer() {
        baton("install", "first", "--over", "tcp");

        baton("remove", "10003")
                .isDone("Removed first over [MSAFD Tcpip [TCP/IPv6]], chain 10003\n" + END);
        assertThat(baton("list", "--all").out())
                .anyMatch(line -> line.startsWith("  10002 "))
                .anyMatch(line -> line.startsWith("  10001 "))
                .noneMatch(line -> line.startsWith("  10003 "));
        assertThat(providers()).hasSize(1);
    }

    @Test
    void removesALayerWhoseJarIsGone() throws IOException {
        baton("install", jar("alpha.jar", "Alpha"), "--over", "unix");
        Files.delete(catalog().resolve("providers").resolve("alpha.jar"));

        baton("remove", "alpha")
                .isDone("Removed alpha, layer 10001, and its chain 10002 (unix)\n" + END);
    }

    @Test
    void refusesWhatIsNotInstalled() {
        baton("install", "first", "--over", "unix");

        baton("remove", "third").failed("remove", "third is not installed");
        baton("remove", "frist")
                .failed("remove", "no layer is named \"frist\": did you mean first?");
        baton("remove", "1001")
                .failed(
                        "remove",
                        "1001, MSAFD Tcpip [TCP/IP], is a base protocol: it comes and goes with the"
                                + " jar of dev.baton.provider.linux.LinuxProviderFactory");
        baton("remove", "4711")
                .failed("remove", "no entry has the id 4711; all ids: baton catalog list --all");
        baton("remove", "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}")
                .failed(
                        "remove",
                        "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192} is the provider of 1001, 1002 and"
                                + " 1003: give one of these");
        baton("remove", "{00000000-0000-0000-0000-000000000000}")
                .failed(
                        "remove",
                        "no entry has the provider id {00000000-0000-0000-0000-000000000000}; all"
                                + " ids: baton catalog list --all");
        baton("remove").isWrongUsage("Missing required parameter: 'NAME|GUID|ID'");
    }
}
