package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OrderCommandTest extends CatalogFixture {
    @Test
    void putsWhatIsGivenFirstAndLeavesTheOthersBehind() {
        baton("install", jar("alpha.jar", "Alpha"), "--over", "tcp");

        baton("order", "1007", "10003")
                .isDone(
                        """
                          id     protocol  layers        provider              name
                          1007   unix      base          LinuxProviderFactory  AF_UNIX
                          10003  tcp/ipv6  alpha > base  Alpha                 alpha over [MSAFD Tcpip [TCP/IPv6]]
                          10002  tcp/ipv4  alpha > base  Alpha                 alpha over [MSAFD Tcpip [TCP/IP]]
                          1001   tcp/ipv4  base          LinuxProviderFactory  MSAFD Tcpip [TCP/IP]
                          1002   udp/ipv4  base          LinuxProviderFactory  MSAFD Tcpip [UDP/IP]
                          1004   tcp/ipv6  base          LinuxProviderFactory  MSAFD Tcpip [TCP/IPv6]
                          1005   udp/ipv6  base          LinuxProviderFactory  MSAFD Tcpip [UDP/IPv6]

                        Running programs keep the old order until their next WSAStartup.
                        """);
        assertThat(baton("list", "--all").out())
                .filteredOn(line -> line.startsWith("  1"))
                .extracting(line -> line.strip().split(" ", 2)[0])
                .containsExactly(
                        "1007", "10003", "10002", "1001", "1002", "1003", "1004", "1005", "1006",
                        "10001");
    }

    @Test
    void refusesUnknownAndRepeatedIds() {
        Transcript before = baton("list", "--all");

        baton("order", "1001", "4711")
                .failed("order", "no entry has the id 4711; all ids: baton catalog list --all");
        baton("order", "1001", "1002", "1001").isWrongUsage("Twice in the order: 1001");
        baton("order", "first")
                .isWrongUsage(
                        "Invalid value for positional parameter at index 0..* (ID): 'first' is not"
                                + " an int");
        baton("order").isWrongUsage("Missing required parameter: 'ID'");
        assertThat(baton("list", "--all")).isEqualTo(before);
    }
}
