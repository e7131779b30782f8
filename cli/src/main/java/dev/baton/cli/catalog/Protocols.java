package dev.baton.cli.catalog;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.List;

/** Protocols as the command line writes them: {@code tcp/ipv4}, {@code raw/ipv6}, {@code unix}. */
final class Protocols {
    /** What stands for several of them. */
    static final List<String> WORDS = List.of("tcp", "udp", "unix", "raw");

    private Protocols() {}

    static String of(ProtocolInfo info) {
        boolean unix = info.iAddressFamily() == Constants.AF_UNIX;
        return unix && info.iSocketType() == Constants.SOCK_STREAM
                ? "unix"
                : kind(info) + "/" + family(info.iAddressFamily());
    }

    /** Whether a word means a protocol: {@code tcp} and {@code tcp/ipv4} mean {@code tcp/ipv4}. */
    static boolean means(String word, ProtocolInfo info) {
        String text = of(info);
        return text.equals(word) || text.startsWith(word + "/");
    }

    private static String family(int family) {
        return switch (family) {
            case Constants.AF_INET -> "ipv4";
            case Constants.AF_INET6 -> "ipv6";
            case Constants.AF_UNIX -> "unix";
            default -> "af-" + family;
        };
    }

    private static String kind(ProtocolInfo info) {
        int protocol = info.iProtocol();
        return switch (info.iSocketType()) {
            case Constants.SOCK_RAW -> protocol == 0 ? "raw" : "raw-" + protocol;
            case Constants.SOCK_STREAM ->
                    protocol == Constants.IPPROTO_TCP ? "tcp" : "stream-" + protocol;
            case Constants.SOCK_DGRAM ->
                    protocol == Constants.IPPROTO_UDP ? "udp" : "datagram-" + protocol;
            default -> "type-" + info.iSocketType() + "-" + protocol;
        };
    }
}
